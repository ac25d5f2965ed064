import { defineDiagnostic } from './diagnostic.ts';

export interface UnknownDataFormat {
  /** The parameter: `data_format`, `dataFormat`. */
  readonly argument: string;
  readonly got: string;
  readonly allowed: readonly string[];
  /** What the framework does instead of rejecting it. */
  readonly instead?: string;
}

export const unknownDataFormat = defineDiagnostic<UnknownDataFormat>({
  code: 'unknown-data-format',
  severity: 'error',
  title: 'data format the op does not know',
  message: ({ argument, got, allowed, instead }) =>
    `unknown ${argument} '${got}': expected ${allowed.map(word => `'${word}'`).join(' or ')}${instead ? `; ${instead}` : ''}`,
  frameworkMessages: [
    "Value for attr 'data_format' of is not in the list of allowed values",
    'data_format has to be either NCHW or NHWC',
    'Invalid data format string',
    '`data_format` must be',
    'Unknown dataFormat',
    "Attr 'data_format' of Op passed string not in",
    'is not a valid DataFormat. Valid values are channelsFirst,channelsLast or null/undefined',
  ],
});
