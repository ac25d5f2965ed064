/** A workspace of a thousand files, as the larger repositories are: a fifth of it holds tensors, and modules build on one another in layers. */
import { type BenchLanguage, plainProgram, program } from './programs.ts';

export interface BenchWorkspace {
  readonly files: Map<string, string>;
  /** A file of 1,000 lines that imports ten modules, which import others. */
  readonly main: string;
  /** A module that those in `importers` import. */
  readonly helper: string;
  readonly importers: readonly string[];
}

const LAYERS = 5;
const PER_LAYER = 40;
const PLAIN = 760;
const IMPORTERS = 20;
/** Modules that a module imports, of the layer below. */
const IMPORTS = 4;
const MAIN_IMPORTS = 10;

const endings = { python: 'py', typescript: 'ts' };

const moduleName = (layer: number, at: number): string => `layer${layer}/part${at % PER_LAYER}`;

/** How a file of the folder `from` names functions of modules. */
function imports(language: BenchLanguage, names: readonly string[], from: 'root' | 'folder'): string {
  return names
    .map((name, at) =>
      language === 'python'
        ? `from ${name.replace('/', '.')} import part as part_${at}, depth as depth_${at}`
        : `import { part as part${at}, depth as depth${at} } from '${from === 'root' ? './' : '../'}${name}';`,
    )
    .join('\n');
}

/** A module of some 60 lines: what it offers calls what it imports. */
function moduleText(language: BenchLanguage, layer: number, at: number): string {
  const below = layer === 0 ? [] : Array.from({ length: IMPORTS }, (_, step) => moduleName(layer - 1, at * IMPORTS + step));
  const head = imports(language, below, 'folder');
  if (language === 'python')
    return `${head}
${program('python', 60)}
depth = ${8 + (at % 5)}


def part(x):
    w = tf.random.normal([3, 3, x.shape[-1], depth])
    return ${below.length > 0 ? 'part_0(tf.nn.conv2d(x, w, strides=1, padding="SAME"))' : 'tf.nn.relu(tf.nn.conv2d(x, w, strides=1, padding="SAME"))'}
`;
  return `${head}
${program('typescript', 60)}
export const depth = ${8 + (at % 5)};

export function part(x: tf.Tensor4D): tf.Tensor4D {
  const w = tf.randomNormal<tf.Rank.R4>([3, 3, x.shape[3], depth]);
  return ${below.length > 0 ? "part0(tf.conv2d(x, w, 1, 'same'))" : "tf.relu(tf.conv2d(x, w, 1, 'same'))"};
}
`;
}

const useOfImports = (language: BenchLanguage, count: number): string =>
  Array.from({ length: count }, (_, at) =>
    language === 'python'
      ? `used_${at} = part_${at}(tf.zeros([1, 32, 32, depth_${at}]))\n`
      : `const used${at} = part${at}(tf.zeros<tf.Rank.R4>([1, 32, 32, depth${at}]));\n`,
  ).join('');

export function createBenchWorkspace(language: BenchLanguage, lines: number): BenchWorkspace {
  const ending = endings[language];
  const files = new Map<string, string>();
  for (let layer = 0; layer < LAYERS; layer++)
    for (let at = 0; at < PER_LAYER; at++) files.set(`/${moduleName(layer, at)}.${ending}`, moduleText(language, layer, at));
  for (let at = 0; at < PLAIN; at++) files.set(`/plain/file${at}.py`, plainProgram(80));
  const top = (count: number, from: number): string[] => Array.from({ length: count }, (_, at) => moduleName(LAYERS - 1, from + at));
  const whole = (length: number, names: readonly string[]): string =>
    `${imports(language, names, 'root')}\n${program(language, length)}${useOfImports(language, names.length)}`;
  const main = `/main.${ending}`;
  files.set(main, whole(lines, top(MAIN_IMPORTS, 0)));
  const helper = `/${moduleName(0, 0)}.${ending}`;
  const importers = Array.from({ length: IMPORTERS }, (_, at) => `/user${at}.${ending}`);
  for (const [at, path] of importers.entries()) files.set(path, whole(100, [moduleName(0, 0), ...top(2, at)]));
  return { files, main, helper, importers };
}
