/** What models are trained on: data sets, pictures, sequences. */
import type { Op } from '../../op.ts';
import type { ClassProtocol, ObjectMember } from '../../pack.ts';
import { arrayOps } from './arrays.ts';
import { directories } from './directories.ts';
import { imageSources } from './images.ts';
import { dataSets } from './sets.ts';

export const dataOps: readonly Op[] = [...dataSets, ...arrayOps, ...imageSources, ...directories];

export const dataClasses: Readonly<Record<string, ClassProtocol>> = {
  'utils.Sequence': { holds: 'stream' },
  'utils.PyDataset': { holds: 'stream' },
  'preprocessing.image.ImageDataGenerator': {},
  'preprocessing.text.Tokenizer': {},
};

const generator = 'preprocessing.image.ImageDataGenerator';

export const dataMembers: Readonly<Record<string, ObjectMember>> = {
  ...Object.fromEntries(
    ['flow', 'flow_from_directory', 'flow_from_dataframe'].map(word => [word, { kind: 'op', path: `${generator}.${word}` }]),
  ),
  texts_to_sequences: { kind: 'op', path: 'preprocessing.text.Tokenizer.texts_to_sequences' },
};
