// What the status bar says.
import { expect, test } from 'vitest';
import { statusWords } from '../../client/src/status-words.ts';

test.each([
  [{ state: 'starting' }, 'Shapewright is starting', ''],
  [{ state: 'failed', message: 'no grammar' }, 'Shapewright does not run', 'no grammar'],
  [{ state: 'ready' }, 'Shapewright: shapes checked', ''],
  [{ state: 'ready', partial: [] }, 'Shapewright: shapes checked', ''],
  [{ state: 'ready', partial: ['file:///w/other.py'] }, 'Shapewright: shapes checked', ''],
  [
    { state: 'ready', partial: ['file:///w/other.py', 'file:///w/my%20model.py'] },
    'Shapewright: analysed in part',
    'my model.py or what it imports takes too many steps',
  ],
] as const)('%j', (status, text, detail) => {
  expect(statusWords(status, 'file:///w/my%20model.py')).toEqual({ text, detail });
});
