// Things that must stay together do: every diagnostic has its page and its test, generated files are fresh, files stay small and portable.

import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { diagnostics } from '#shared/diagnostics/index.ts';
import { allOps } from '#shared/ops/registry.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

/** The files of the repository, committed or about to be. */
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter(path => path !== '' && existsSync(join(root, path)));
const among = (pattern: RegExp) => files.filter(path => pattern.test(path));

/** Paths with the number of the line where the pattern is found. */
function lines(paths: readonly string[], pattern: RegExp): string[] {
  return paths.flatMap(path =>
    read(path)
      .split('\n')
      .flatMap((line, at) => (pattern.test(line) ? [`${path}:${at + 1}: ${line.trim().slice(0, 120)}`] : [])),
  );
}

const text = /\.(?:ts|mjs|cjs|json|md|py|ya?ml|toml|sh)$|^\.ci\/run$/;

describe('diagnostics', () => {
  const listed = diagnostics.map(({ code }) => code);
  const declared = among(/^shared\/src\/diagnostics\/[^/]+\.ts$/)
    .map(path => path.slice(path.lastIndexOf('/') + 1, -'.ts'.length))
    .filter(name => name !== 'index' && name !== 'diagnostic');

  test('each has a file named after its code, and is listed', () => {
    expect([...listed].sort()).toEqual([...declared].sort());
  });

  test.each(declared)('%s has a page with an example that reports it', code => {
    const page = `docs/diagnostics/${code}.md`;
    expect(existsSync(join(root, page)), `${page} is missing`).toBe(true);
    expect(read(page)).toContain(`[${code}]`);
  });

  test.each(declared)('%s is expected by a Markdown test', code => {
    expect(among(/^test\/mdtest\/.*\.md$/).some(path => read(path).includes(`[${code}]`))).toBe(true);
  });

  test('no page tells of a code that is gone', () => {
    const pages = among(/^docs\/diagnostics\/[^/]+\.md$/).map(path => path.slice('docs/diagnostics/'.length, -'.md'.length));
    expect(pages.filter(name => name !== 'README' && !listed.includes(name))).toEqual([]);
  });
});

describe('ops', () => {
  test.each(allOps.map(op => [`${op.name} (${op.framework})`, op] as const))('%s has an example and names its source', (_name, op) => {
    expect(op.examples.length).toBeGreaterThan(0);
    expect(op.summary).not.toBe('');
    expect(op.docs).toMatch(/^https:\/\//);
  });
});

test('generated files are fresh', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/generate.mjs', '--check'], { cwd: root, encoding: 'utf8' });
  expect(`${stdout}${stderr}`).not.toMatch(/^stale/m);
  expect(status, stderr).toBe(0);
});

describe('files', () => {
  test('no source file is longer than 500 lines', () => {
    const long = among(/^(?:shared|server|client)\/.*\.ts$/).filter(path => read(path).split('\n').length > 501);
    expect(long).toEqual([]);
  });

  test('none names a folder of the machine it was written on', () => {
    const machine = /(?:^|[^\w.:/])\/(?:home|root|Users|work)\/\w/;
    expect(
      lines(
        among(text).filter(path => path !== 'package-lock.json'),
        machine,
      ),
    ).toEqual([]);
    expect(among(text).filter(path => read(path).includes(root))).toEqual([]);
  });

  test('the lock file names no registry', () => {
    expect(lines(['package-lock.json'], /"resolved":/)).toEqual([]);
  });

  test('the lock file covers every platform, or a clean install fails', () => {
    const { packages } = JSON.parse(read('package-lock.json')) as {
      packages: Record<string, { optionalDependencies?: Record<string, string> }>;
    };
    const locked = new Set(Object.keys(packages).map(path => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)));
    const needed = Object.values(packages).flatMap(({ optionalDependencies = {} }) => Object.keys(optionalDependencies));
    expect(needed.filter(name => !locked.has(name))).toEqual([]);
  });

  test('no test is switched off, and none switches the others off', () => {
    expect(lines(among(/^test\/.*\.ts$/), /\b(?:describe|it|test|suite)\.(?:only|skip|todo)\b/)).toEqual([]);
  });

  test('relative links of the documentation lead somewhere', () => {
    const broken = among(/^(?:[^/]+|docs\/.*|examples\/.*)\.md$/).flatMap(path =>
      [
        ...read(path)
          .replace(/```[\s\S]*?```|`[^`]*`/g, '')
          .matchAll(/\]\((?!https?:|data:|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)/g),
      ]
        .filter(([, target]) => !existsSync(join(root, dirname(path), decodeURI(target as string))))
        .map(([, target]) => `${path} → ${target}`),
    );
    expect(broken).toEqual([]);
  });
});
