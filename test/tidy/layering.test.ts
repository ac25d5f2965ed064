// The rules of .dependency-cruiser.cjs and the layers' compiler options, shown to bite: each fixture breaks one, by its name.

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

function violations(folder: string, ...folders: string[]): string[] {
  const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const options = ['--config', join(root, '.dependency-cruiser.cjs'), '--output-type', 'json'];
  const { stdout } = spawnSync(process.execPath, [cruiser, ...folders, ...options], {
    cwd: folder,
    encoding: 'utf8',
    // The report names every import of every file.
    maxBuffer: 64 * 1024 * 1024,
  });
  const { summary } = JSON.parse(stdout) as { summary: { violations: { from: string; rule: { name: string } }[] } };
  return summary.violations.map(({ from, rule }) => `${from}: ${rule.name}`).sort();
}

test('dependencies in a forbidden direction are found', () => {
  expect(violations(join(import.meta.dirname, 'fixtures/layering'), 'shared', 'server', 'client')).toEqual([
    'client/src/uses-server.ts: client-layer',
    'client/webview/uses-client.ts: webview-layer',
    'server/src/analysis/uses-features.ts: analysis-layer',
    'server/src/analysis/uses-host.ts: analysis-layer',
    'server/src/features/uses-lsp.ts: features-layer',
    'server/src/features/uses-protocol.ts: features-packages',
    'server/src/frontends/python/uses-typescript.ts: python-layer',
    'server/src/frontends/typescript/uses-interp.ts: typescript-layer',
    'server/src/host/uses-lsp.ts: host-layer',
    'server/src/interp/uses-front-end.ts: interp-layer',
    'server/src/interp/uses-parser.ts: interp-packages',
    'server/src/ir/uses-interp.ts: ir-layer',
    'server/src/nowhere/uses-ir.ts: known-layer',
    'shared/src/dim/uses-kernel.ts: dim-layer',
    'shared/src/kernel/uses-node.ts: kernel-no-node',
    'shared/src/kernel/uses-ops.ts: kernel-layer',
    'shared/src/ops/uses-server.ts: ops-layer',
  ]);
});

test('there are none in the sources', () => {
  expect(violations(root, 'shared', 'server', 'client')).toEqual([]);
});

/** What the compiler says of one more file in a layer. */
function compile(layer: string, source: string): string {
  mkdirSync(join(root, 'out'), { recursive: true });
  const folder = mkdtempSync(join(root, 'out', 'layer-'));
  try {
    writeFileSync(join(folder, 'file.ts'), source);
    const compilerOptions = { rootDir: '.', outDir: 'out', composite: false, incremental: false, noEmit: true, emitDeclarationOnly: false };
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ extends: join(root, layer, 'tsconfig.json'), compilerOptions, include: ['file.ts'] }),
    );
    execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder], { encoding: 'utf8' });
    return '';
  } catch (error) {
    return String((error as { stdout: unknown }).stdout);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const pure = ['shared/src', 'server/src/ir', 'server/src/frontends', 'server/src/interp', 'server/src/analysis', 'server/src/features'];

test.each(pure)('%s sees neither Node nor the browser', layer => {
  const said = compile(layer, "import { readFileSync } from 'node:fs';\nconsole.log(readFileSync, document, process, setTimeout);\n");
  for (const name of ['node:fs', 'console', 'document', 'process', 'setTimeout']) expect(said).toContain(`'${name}'`);
});

test('the calculator page sees the browser, and not Node', () => {
  expect(compile('client/webview', 'console.log(document);\n')).toBe('');
  expect(compile('client/webview', 'console.log(process);\n')).toContain("'process'");
});
