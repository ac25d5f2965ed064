// npm run corpus -- [NAME=]DIR…: runs the built command line over repositories and tells how many of their convolutions are understood, and why
// the others are not. NAME is shown instead of the folder's name; `owner/name@commit` gives the commit a column.
//   --format text|markdown|json   how it is printed
//   --into FILE                   the Markdown goes into FILE, between <!-- generated: corpus --> and <!-- /generated -->
//   --verbose                     names every diagnostic, every call that is not resolved or listed nowhere
//   --timeout SECONDS             for each repository, 600 by default
//   --no-build                    takes dist/ as it is

import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { bundle } from './lib/bundle.mjs';
import { fail, inRoot } from './lib/process.mjs';
import { withSection } from './lib/sections.mjs';
import { setup } from './setup.mjs';

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      format: { type: 'string', default: 'text' },
      into: { type: 'string' },
      verbose: { type: 'boolean', default: false },
      timeout: { type: 'string', default: '600' },
      'no-build': { type: 'boolean', default: false },
    },
  });
  if (positionals.length === 0)
    throw new Error('usage: npm run corpus -- [--format text|markdown|json] [--into FILE] [--verbose] [NAME=]DIR…');
  if (!values['no-build']) await setup();
  const { corpus } = await import(pathToFileURL(await bundle('scripts/corpus/main.ts', 'corpus/main.mjs')).href);
  const text = await corpus(positionals, {
    format: values.into ? 'markdown' : values.format,
    verbose: values.verbose,
    measure: { program: inRoot('dist/cli.cjs'), peak: inRoot('scripts/corpus/peak.cjs'), seconds: Number(values.timeout) },
    onProgress: name => process.stderr.isTTY && process.stderr.write(`${name}\n`),
  });
  if (values.into) writeFileSync(values.into, withSection(readFileSync(values.into, 'utf8'), values.into, 'corpus', text));
  else process.stdout.write(text);
}

main().catch(fail);
