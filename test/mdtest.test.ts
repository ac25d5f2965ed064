// The Markdown suites: what Shapewright understands, one sentence and a few lines of code each; and every example in the docs (those of the ops have a test of their own).
import { globSync } from 'tinyglobby';
import { hoverText } from './harness/hover.ts';
import { markdownSuite, repository } from './harness/suite.ts';

const only = process.env['MDTEST'];

for (const path of globSync(['test/mdtest/**/*.md', 'docs/**/*.md', '!docs/ops/**', '*.md'], { cwd: repository, absolute: true }).sort())
  if (!only || path.includes(only)) markdownSuite(path, hoverText);
