// Packs the extension as a VSIX, the file that users install.

import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot, need, npm, tool } from '../lib/process.mjs';

/**
 * The extension and the npm package hold the same files. Packing goes by way of the latter: vsce would look at every file
 * of the repository, the copies of VS Code included.
 */
export function packageExtension() {
  const staging = inRoot('.vscode-test/package');
  const vsix = inRoot('.vscode-test/shapewright.vsix');
  rmSync(staging, { recursive: true, force: true });
  mkdirSync(staging, { recursive: true });
  const [{ filename }] = JSON.parse(need(npm('pack', '--json', '--ignore-scripts', '--pack-destination', staging)));
  need(['tar', ['-xzf', filename, '--strip-components=1']], { cwd: staging });
  rmSync(join(staging, filename));
  need(tool('vsce', 'package', '--no-dependencies', '--out', vsix), { cwd: staging });
  return vsix;
}
