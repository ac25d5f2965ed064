import { defineDiagnostic } from './diagnostic.ts';

export interface UnknownPadding {
  readonly got: string;
  /** The words this op knows, with quotes where they are words: `'SAME'`, `'VALID'`, `a list of pairs`. */
  readonly allowed: readonly string[];
}

export const unknownPadding = defineDiagnostic<UnknownPadding>({
  code: 'unknown-padding',
  severity: 'error',
  title: 'padding the op does not know',
  message: ({ got, allowed }) => {
    const close = allowed.find(word => word.toLowerCase() === `'${got.toLowerCase()}'`);
    const expected = `${allowed.slice(0, -1).join(', ')} or ${allowed.at(-1)}`;
    return close ? `unknown padding '${got}': case matters, it is ${close}` : `unknown padding '${got}': expected ${expected}`;
  },
  frameworkMessages: [
    "Value for attr 'padding' of is not in the list of allowed values",
    'padding must be either VALID or SAME',
    "'EXPLICIT' is not a valid value for `padding`",
    'Unknown padding parameter',
    'Unknown padding scheme',
    'Invalid padding string',
    "Attr 'padding' of Op passed string not in",
    "Unrecognized padding type: expected 'VALID', 'SAME', or 'SAME_LOWER'",
    'is not a valid PaddingMode. Valid values are valid,same,causal or null/undefined',
    'is not a valid value for `padding`. To use explicit padding, `padding` must be a list',
    'The `padding` argument must be a list/tuple or one of',
    'Causal padding is only supported for `Conv1D` and `SeparableConv1D`',
  ],
});
