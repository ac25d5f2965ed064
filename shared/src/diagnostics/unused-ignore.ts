import { defineDiagnostic } from './diagnostic.ts';

export const unusedIgnore = defineDiagnostic<{ readonly codes: readonly string[] }>({
  code: 'unused-ignore',
  severity: 'hint',
  tags: ['unnecessary'],
  title: 'ignore comment that silences nothing',
  message: ({ codes }) => (codes.length === 0 ? 'there is nothing to ignore here' : `there is no ${codes.join(', ')} to ignore here`),
  frameworkMessages: [],
});
