// What `npm run corpus` counts: which calls are of the family, how much is known of each, why the others are unknown, what is listed nowhere.

import { describe, expect, test } from 'vitest';
import type { CallReport, JsonOutput, Report } from '#server/cli/report/model.ts';
import { familyCalls, knowledgeOf, tally } from '../../scripts/corpus/count.ts';
import { expand, familyOf } from '../../scripts/corpus/families.ts';
import { joinReasons, normalise, reasonsOf } from '../../scripts/corpus/reasons.ts';
import { type Row, render } from '../../scripts/corpus/tables.ts';
import { definedIn, unlistedIn } from '../../scripts/corpus/unlisted.ts';

const call = (op: string, output: JsonOutput, more: Partial<CallReport> = {}): CallReport => ({
  op,
  line: 1,
  column: 1,
  endLine: 1,
  endColumn: 2,
  inputs: {},
  output,
  contexts: 1,
  ...more,
});

const summary = {
  files: 3,
  analysed: 2,
  calls: 6,
  resolved: 2,
  errors: 1,
  warnings: 0,
  information: 0,
  hints: 0,
  partial: 0,
  elapsedMs: 5,
};

const report: Pick<Report, 'files' | 'summary'> = {
  summary,
  files: [
    {
      path: 'model.py',
      language: 'python',
      calls: [
        call('tf.nn.conv2d', ['N', 8, 8, 16]),
        call('tf.nn.conv2d_transpose', [null, null, null, null], {
          contexts: 2,
          line: 7,
          outputs: [
            [1, 8, 8, 4],
            [1, 16, 16, 2],
          ],
        }),
        call('torch.nn.Conv2d', ['N', 64, null, null], { unknown: "input: no value for 'size'" }),
        call('tf.nn.max_pool', [1, 4, 4, null], { line: 9, unknown: "input: no value for 'x'" }),
        call('keras.layers.SeparableConv2D', null, { unknown: "inputs: import of 'numpy'" }),
        call('tf.nn.relu', null),
      ],
      diagnostics: [],
    },
    {
      path: 'net.js',
      language: 'typescript',
      calls: [call('tf.layers.conv2d', null, { line: 3, unknown: "no value for 'y'" })],
      diagnostics: [],
    },
  ],
};

const calls = familyCalls(report);

describe('families', () => {
  test('alternatives in names', () => {
    expect(expand('{a,b}.conv{,1}d')).toEqual(['a.convd', 'a.conv1d', 'b.convd', 'b.conv1d']);
    expect(expand('conv')).toEqual(['conv']);
  });

  test.each([
    ['tf.nn.conv2d', 'python', 'forward', 'functional'],
    ['tf.nn.atrous_conv2d_transpose', 'python', 'transposed', 'functional'],
    ['tf.nn.depthwise_conv2d', 'python', 'depthwise', 'functional'],
    ['tf.layers.conv2d', 'python', 'forward', 'functional'],
    ['tf.layers.conv2d', 'typescript', 'forward', 'layer'],
    ['slim.separable_conv2d', 'python', 'separable', 'functional'],
    ['keras.layers.GlobalAveragePooling2D', 'python', 'pool', 'layer'],
    ['torch.nn.ConvTranspose1d', 'python', 'transposed', 'layer'],
    ['torch.nn.functional.adaptive_avg_pool2d', 'python', 'pool', 'functional'],
    ['jax.lax.conv_general_dilated', 'python', 'forward', 'functional'],
    ['flax.linen.ConvTranspose', 'python', 'transposed', 'layer'],
    ['tf.depthwiseConv2d', 'typescript', 'depthwise', 'functional'],
  ] as const)('%s in %s is %s, %s', (op, language, kind, form) => {
    expect(familyOf(op, language)).toMatchObject({ kind, form });
  });

  test('others are none', () => {
    expect(familyOf('tf.nn.relu', 'python')).toBeUndefined();
    expect(familyOf('torch.nn.Conv2d', 'typescript')).toBeUndefined();
  });
});

describe('counting', () => {
  test('resolved in every context; partly: rank and channels', () => {
    expect(calls.map(knowledgeOf)).toEqual(['resolved', 'resolved', 'partly', 'unknown', 'unknown', 'unknown']);
  });

  test('one context of which something is unknown is enough', () => {
    const outputs = [
      [1, null, null, 4],
      [1, 8, 8, 4],
    ];
    const [mixed] = familyCalls({
      files: [{ path: 'a.py', language: 'python', calls: [call('tf.nn.conv2d', null, { outputs })], diagnostics: [] }],
    });
    expect(mixed && knowledgeOf(mixed)).toBe('partly');
  });

  test('totals, and the strict count', () => {
    expect(tally(calls)).toEqual({
      calls: 6,
      resolved: 2,
      partly: 1,
      strict: 1,
      byKind: { forward: 3, transposed: 1, depthwise: 0, separable: 1, pool: 1 },
      byForm: { functional: 3, layer: 3 },
    });
  });
});

describe('reasons', () => {
  test('the like come together', () => {
    expect(normalise("input: no value for 'x'")).toBe(normalise("no value for 'y'"));
    expect(normalise("x: 'nn.GELU' is not modelled")).toBe("'nn.GELU' is not modelled");
    expect(normalise(undefined)).toBe('no reason given');
  });

  test('most frequent first', () => {
    const reasons = reasonsOf(calls, ({ path, call: { line } }) => `${path}:${line}`);
    expect(reasons).toEqual([
      { reason: 'no value for ‘…’', count: 3, example: 'model.py:1' },
      { reason: "import of 'numpy'", count: 1, example: 'model.py:1' },
    ]);
    expect(joinReasons([reasons, [{ reason: "import of 'numpy'", count: 9, example: 'b.py:1' }]])[0]).toEqual({
      reason: "import of 'numpy'",
      count: 10,
      example: 'model.py:1',
    });
  });
});

describe('not listed', () => {
  const unlisted = (text: string, listed: readonly CallReport[] = [], language: 'python' | 'typescript' = 'python') =>
    unlistedIn(text, language, listed, new Set(definedIn(text, language))).map(({ line, name }) => `${line} ${name}`);

  test('names, not comments, strings, imports, definitions and own helpers', () => {
    const text = `from keras.layers import Conv2D
def conv2d(x):
    """conv2d(x)"""
    return tf.nn.conv2d(x)  # tf.nn.conv2d(x)
y = conv2d(x)
y = self.conv2d(y)
y = Conv2D(3)(MaxPool2D()(y))
`;
    expect(unlisted(text)).toEqual(['4 tf.nn.conv2d', '7 Conv2D', '7 MaxPool2D']);
  });

  test('JavaScript', () => {
    const text = `class A {
  conv2d(x: number) {
    return \`tf.conv2d(x)\`; // tf.conv2d(x)
  }
}
model.add(tf.layers.conv2d({ filters: 3 }));
this.conv2d(3);
`;
    expect(unlisted(text, [], 'typescript')).toEqual(['6 tf.layers.conv2d']);
  });

  test('a listed call accounts for one place, an inner one for its own', () => {
    const text = 'y = tf.nn.conv2d(tf.nn.conv2d(x))\nz = Convolution2D(3)\n';
    const inner = call('tf.nn.conv2d', null, { column: 18, endColumn: 33 });
    const outer = call('tf.nn.conv2d', null, { column: 5, endColumn: 34 });
    const renamed = call('keras.layers.Conv2D', null, { line: 2, column: 5, endLine: 2, endColumn: 21 });
    expect(unlisted(text, [outer, inner, renamed])).toEqual([]);
    expect(unlisted(text, [outer, renamed])).toEqual(['1 tf.nn.conv2d']);
  });
});

describe('tables', () => {
  const row: Row = {
    name: 'owner/name',
    commit: '0123456789',
    summary,
    tally: tally(calls),
    calls,
    reasons: reasonsOf(calls, ({ path, call: { line } }) => `${path}:${line}`),
    unlisted: [{ path: 'model.py', line: 4, name: 'Conv2D' }],
    diagnostics: [{ path: 'model.py', line: 8, code: 'channels-mismatch', severity: 'error', message: 'a | b' }],
    seconds: 1.23,
    memory: 100 * 1024 * 1024,
  };
  const failed = { name: 'other', failure: 'ended by SIGTERM after 600 s' };

  test('Markdown', () => {
    expect(render([row, failed], { format: 'markdown', verbose: false })).toMatchInlineSnapshot(`
      "## Repositories

      | repository | commit | files | with tensors | calls | resolved | partly | resolved % | with partly % | strict | not listed | errors | warnings | time | memory |
      | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
      | owner/name | \`0123456789\` | 3 | 2 | 6 | 2 | 1 | 33.3 % | 50.0 % | 1 | 1 | 1 | 0 | 1.2 s | 100 MB |
      | other |  | ended by SIGTERM after 600 s |  |  |  |  |  |  |  |  |  |  |  |  |
      | all but 1 that failed |  | 3 | 2 | 6 | 2 | 1 | 33.3 % | 50.0 % | 1 | 1 | 1 | 0 | 1.2 s | 100 MB |

      With the 1 that are listed nowhere counted as unknown, 28.6 % of 7 are resolved, 42.9 % at least partly.

      ## Calls of each repository

      | repository | forward | transposed | depthwise | separable | pool | functional | layer |
      | --- | --- | --- | --- | --- | --- | --- | --- |
      | owner/name | 3 | 1 | 0 | 1 | 1 | 3 | 3 |

      ## Kinds

      | kind | functional | layer | resolved | partly | resolved % | with partly % |
      | --- | --- | --- | --- | --- | --- | --- |
      | forward | 1 | 2 | 1 | 1 | 33.3 % | 66.7 % |
      | transposed | 1 | 0 | 1 | 0 | 100.0 % | 100.0 % |
      | depthwise | 0 | 0 | 0 | 0 | – | – |
      | separable | 0 | 1 | 0 | 0 | 0.0 % | 0.0 % |
      | pool | 1 | 0 | 0 | 0 | 0.0 % | 0.0 % |

      ## Why calls are not resolved

      | calls | reason | for example |
      | --- | --- | --- |
      | 3 | no value for ‘…’ | model.py:1 |
      | 1 | import of 'numpy' | model.py:1 |
      "
    `);
  });

  test('text, with every place', () => {
    expect(render([row], { format: 'text', verbose: true })).toMatchInlineSnapshot(`
      "Repositories

      repository  files  with tensors  calls  resolved  partly  resolved %  with partly %  strict  not listed  errors  warnings  time   memory
      owner/name      3             2      6         2       1      33.3 %         50.0 %       1           1       1         0  1.2 s  100 MB
      all             3             2      6         2       1      33.3 %         50.0 %       1           1       1         0  1.2 s  100 MB

      With the 1 that are listed nowhere counted as unknown, 28.6 % of 7 are resolved, 42.9 % at least partly.

      Calls of each repository

      repository  forward  transposed  depthwise  separable  pool  functional  layer
      owner/name        3           1          0          1     1           3      3

      Kinds

      kind        functional  layer  resolved  partly  resolved %  with partly %
      forward              1      2         1       1      33.3 %         66.7 %
      transposed           1      0         1       0     100.0 %        100.0 %
      depthwise            0      0         0       0           –              –
      separable            0      1         0       0       0.0 %          0.0 %
      pool                 1      0         0       0       0.0 %          0.0 %

      Why calls are not resolved

      calls  reason             for example
          3  no value for ‘…’   model.py:1
          1  import of 'numpy'  model.py:1

      error owner/name/model.py:8 [channels-mismatch] a | b
      not resolved owner/name/model.py:1 torch.nn.Conv2d ["N",64,null,null] input: no value for 'size'
      not resolved owner/name/model.py:9 tf.nn.max_pool [1,4,4,null] input: no value for 'x'
      not resolved owner/name/model.py:1 keras.layers.SeparableConv2D null inputs: import of 'numpy'
      not resolved owner/name/net.js:3 tf.layers.conv2d null no value for 'y'
      not listed owner/name/model.py:4 Conv2D
      "
    `);
  });

  test('json', () => {
    const { rows, failed: others } = JSON.parse(render([row, failed], { format: 'json', verbose: false }));
    expect(rows[0]).toMatchObject({ name: 'owner/name', tally: { resolved: 2 }, unlisted: [{ line: 4 }] });
    expect(others).toEqual([failed]);
  });
});
