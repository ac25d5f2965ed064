// What is generated, as data; scripts/generate.mjs writes it or compares it with what is there.

import { frameworks } from '#shared/ops/registry.ts';
import { recordedReleases } from './coverage.ts';
import { diagnosticsPage, diagnosticsTable, messageSections } from './diagnostics.ts';
import { opsIndex, opsPage } from './ops.ts';
import { examplePicture } from './picture.ts';
import { configuration, settingsPage } from './settings.ts';

export interface Generated {
  /** Whole files. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
  /** Parts of files written by hand, between `<!-- generated: name -->` and `<!-- /generated -->`. */
  readonly sections: readonly { readonly path: string; readonly name: string; readonly text: string }[];
  /** Keys of `contributes` in package.json. */
  readonly manifest: Readonly<Record<string, unknown>>;
  /** Folders that hold generated files only: whatever else is in them is removed. */
  readonly owned: readonly string[];
}

export function generate(): Generated {
  const releases = recordedReleases();
  return {
    files: [
      { path: 'docs/settings.md', text: settingsPage() },
      { path: 'docs/diagnostics/README.md', text: diagnosticsPage() },
      { path: 'docs/ops/README.md', text: opsIndex(frameworks, releases) },
      { path: 'docs/images/transposed-convolution.svg', text: examplePicture() },
      ...frameworks.map(pack => ({ path: `docs/ops/${pack.name}.md`, text: opsPage(pack, releases) })),
    ],
    sections: [{ path: 'README.md', name: 'diagnostics', text: diagnosticsTable('docs/diagnostics/') }, ...messageSections()],
    manifest: { configuration: configuration() },
    owned: ['docs/ops'],
  };
}
