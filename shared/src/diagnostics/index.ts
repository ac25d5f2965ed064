/** Every diagnostic there is. */
import { argumentForm } from './argument-form.ts';
import { axisOutOfRange } from './axis-out-of-range.ts';
import { batchMismatch } from './batch-mismatch.ts';
import { biasMismatch } from './bias-mismatch.ts';
import { broadcastMismatch } from './broadcast-mismatch.ts';
import { channelsMismatch } from './channels-mismatch.ts';
import { concatMismatch } from './concat-mismatch.ts';
import { deviceDependent } from './device-dependent.ts';
import type { Diagnostic } from './diagnostic.ts';
import { failsForSomeSizes } from './fails-for-some-sizes.ts';
import { featuresMismatch } from './features-mismatch.ts';
import { feedMismatch } from './feed-mismatch.ts';
import { filterOrder } from './filter-order.ts';
import { fitInputMismatch } from './fit-input-mismatch.ts';
import { groupsDoNotDivide } from './groups-do-not-divide.ts';
import { indexOutOfRange } from './index-out-of-range.ts';
import { matmulMismatch } from './matmul-mismatch.ts';
import { missingOutputShape } from './missing-output-shape.ts';
import { outputPaddingRange } from './output-padding-range.ts';
import { paddingExceedsInput } from './padding-exceeds-input.ts';
import { rankMismatch } from './rank-mismatch.ts';
import { reshapeSize } from './reshape-size.ts';
import { statedShape } from './stated-shape.ts';
import { strideOnBatchOrChannels } from './stride-on-batch-or-channels.ts';
import { targetMismatch } from './target-mismatch.ts';
import { transposeOutputChannels } from './transpose-output-channels.ts';
import { transposeOutputShape } from './transpose-output-shape.ts';
import { unevenSplit } from './uneven-split.ts';
import { unknownDataFormat } from './unknown-data-format.ts';
import { unknownPadding } from './unknown-padding.ts';
import { unusedIgnore } from './unused-ignore.ts';
import { windowExceedsInput } from './window-exceeds-input.ts';

/** In the order of a manual: the convolutions' own first. */
export const diagnostics: readonly Diagnostic<never>[] = [
  transposeOutputShape,
  transposeOutputChannels,
  missingOutputShape,
  filterOrder,
  channelsMismatch,
  featuresMismatch,
  groupsDoNotDivide,
  batchMismatch,
  rankMismatch,
  windowExceedsInput,
  paddingExceedsInput,
  outputPaddingRange,
  strideOnBatchOrChannels,
  unknownPadding,
  unknownDataFormat,
  argumentForm,
  deviceDependent,
  failsForSomeSizes,
  broadcastMismatch,
  reshapeSize,
  matmulMismatch,
  concatMismatch,
  axisOutOfRange,
  indexOutOfRange,
  unevenSplit,
  biasMismatch,
  fitInputMismatch,
  targetMismatch,
  feedMismatch,
  statedShape,
  unusedIgnore,
];

const byCode = new Map(diagnostics.map(diagnostic => [diagnostic.code, diagnostic]));

export const diagnosticFor = (code: string): Diagnostic<never> | undefined => byCode.get(code);
