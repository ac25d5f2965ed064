// Packs the extension as a VSIX, the file that users install.

import { mkdirSync } from 'node:fs';
import { inRoot, need, tool } from '../lib/process.mjs';

export function packageExtension() {
  const vsix = inRoot('.vscode-test/shapewright.vsix');
  mkdirSync(inRoot('.vscode-test'), { recursive: true });
  need(tool('vsce', 'package', '--no-dependencies', '--out', vsix));
  return vsix;
}
