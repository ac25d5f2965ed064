// A page per framework with all its ops: what each takes, in which order, with its examples.

import { applicationOf, parameterOrder } from '#shared/ops/bind.ts';
import { type Example, everyParam, isLayer, type Op } from '#shared/ops/op.ts';
import type { FrameworkPack } from '#shared/ops/registry.ts';
import { frameworkTitles, generations, type Version } from '#shared/ops/versions.ts';
import { anchor, code, notice, table } from './markdown.ts';

const versionNames = {
  '1.4': 'TensorFlow 1.0 – 1.13',
  '1.15': 'TensorFlow 1.14, 1.15',
  '2-v1': '`tf.compat.v1`',
  '2': 'TensorFlow 2',
  any: '',
} as const;

const apiNames = { legacy: 'before TensorFlow 1.14', v1: 'TensorFlow 1.14, 1.15 and tf.compat.v1', v2: 'TensorFlow 2' } as const;

const versionsOf = ({ name }: FrameworkPack): readonly Version[] =>
  name === 'tensorflow' ? generations.map(generation => ({ framework: name, generation })) : [{ framework: name, generation: 'any' }];

/** Parameters in positional order. */
function parameterList(op: Op, version: Version): string {
  const describe = (word: string): string => {
    const param = op.params[word] ?? Object.values(op.params).find(({ aliases }) => aliases.includes(word));
    return param && !param.required && param.fallback !== undefined ? `${word}=${param.fallback}` : word;
  };
  return `(${parameterOrder(op, version).map(describe).join(', ')})`;
}

/** Of a layer, both its calls. */
const signature = (op: Op, version: Version): string =>
  `${op.name}${parameterList(op, version)}${isLayer(op) ? parameterList(applicationOf(op), version) : ''}`;

/** Versions whose signatures agree share a line. */
function signatures(op: Op, pack: FrameworkPack): string {
  if (op.attribute) return '';
  const lines = new Map<string, string[]>();
  for (const version of versionsOf(pack)) {
    const text = signature(op, version);
    lines.set(text, [...(lines.get(text) ?? []), versionNames[version.generation]]);
  }
  const several = lines.size > 1;
  return [...lines].map(([text, names]) => (several ? `- ${names.join(', ')}: ${code(text)}` : code(text))).join('\n');
}

function parameters(op: Op): string {
  const rows = Object.entries(everyParam(op))
    .filter(([, { control }]) => control.kind !== 'hidden')
    .map(([name, { type, required, fallback, aliases }]) => [
      [name, ...aliases].map(code).join(', '),
      code(type),
      required ? 'required' : fallback === undefined ? '' : code(fallback),
    ]);
  return rows.length > 0 ? table(['parameter', 'type', 'default'], rows) : '';
}

/** The example with what it gives in a comment, as the editor shows it. */
function example({ call, given, on, gives, reports, under }: Example, comment: string): string {
  const list = (shape: string) => `[${shape.trim().replaceAll(' ', ', ')}]`;
  const tensors = Object.entries(given ?? {}).map(([name, shape]) => `${name}: ${list(shape)}`);
  const result = [gives === undefined ? '' : list(gives), reports ? `${reports}` : ''].filter(Boolean).join(', ');
  const from = on === undefined ? '' : `${on.split(',').map(list).join(', ')} → `;
  const context = [...tensors, ...(under ? [apiNames[under]] : [])];
  return [...(context.length > 0 ? [`${comment} ${context.join(', ')}`] : []), `${call}  ${comment} ${from}${result}`].join('\n');
}

function section(op: Op, pack: FrameworkPack): string {
  const comment = pack.language === 'python' ? '#' : '//';
  const others = [
    ...(op.aliases ?? []).map(path => `${pack.prefix}.${path}`),
    ...(op.method?.names ?? []).map(name => `x.${name}(…)`),
    ...(op.attribute ?? []).map(name => `x.${name}`),
    ...(op.operator ? [`x ${op.operator} y`] : []),
  ];
  return [
    `## ${op.name}`,
    op.summary,
    signatures(op, pack),
    others.length > 0 ? `Also written ${others.map(code).join(', ')}.` : '',
    parameters(op),
    op.examples.length > 0 ? `\`\`\`${pack.language}\n${op.examples.map(each => example(each, comment)).join('\n')}\n\`\`\`` : '',
    `[The framework's own page](${op.docs})`,
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** The codes that an op's examples report, each with a link to its page. */
const checksOf = (op: Op): readonly string[] => [...new Set(op.examples.flatMap(({ reports }) => reports ?? []))];

const releasesOf = (op: Op, releases: Releases): string =>
  op.notRun ? `not run: ${op.notRun}` : [...(releases.get(op) ?? [])].sort().join(', ');

type Releases = ReadonlyMap<Op, ReadonlySet<string>>;

/** What is known of each op: what is checked, whether its values are computed, and which releases the framework was run in. */
function coverage(pack: FrameworkPack, releases: Releases): string {
  const rows = pack.ops.map(op => [
    `[${op.name}](#${anchor(op.name)})`,
    op.neverFails
      ? `cannot fail: ${op.neverFails}`
      : checksOf(op)
          .map(check => `[${check}](../diagnostics/${check}.md)`)
          .join(', '),
    op.compute ? 'yes' : '',
    releasesOf(op, releases),
  ]);
  return table(['op', 'its examples report', 'values computed', 'run in'], rows);
}

export function opsPage(pack: FrameworkPack, releases: Releases): string {
  return `${notice(`shared/src/ops/${pack.name}/`)}

# Ops of ${frameworkTitles[pack.name]}

The last column names the releases of ${frameworkTitles[pack.name]} in which calls of the op were run and compared with its rule (test/oracle).

${coverage(pack, releases)}

${pack.ops.map(op => section(op, pack)).join('\n\n')}
`;
}

export function opsIndex(packs: readonly FrameworkPack[], releases: Releases): string {
  const rows = packs.map(({ name, ops, language }) => [
    `[${frameworkTitles[name]}](${name}.md)`,
    language === 'python' ? 'Python' : 'TypeScript, JavaScript',
    ...[
      ops,
      ops.filter(op => checksOf(op).length > 0),
      ops.filter(op => op.neverFails),
      ops.filter(op => op.compute),
      ops.filter(op => releases.has(op)),
    ].map(some => String(some.length)),
    [...new Set(ops.flatMap(op => [...(releases.get(op) ?? [])]))].sort().join(', '),
  ]);
  return `${notice('shared/src/ops/')}

# Ops

*Checked*: an example of the op reports a mistake. *Cannot fail*: the framework takes every call of it. *Computed*: where its inputs are known, so are the elements of its result, and a hover shows them.
*Run*: calls of the op were run by the framework itself and compared with the rule, in the releases named last.

${table(['framework', 'language', 'ops', 'checked', 'cannot fail', 'computed', 'run', 'releases'], rows)}
`;
}
