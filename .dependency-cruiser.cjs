// The direction of dependencies, as one table: each layer and the layers it may import. Everything not listed is forbidden.
// TypeScript's project references enforce the same between projects; the finer grain (inside shared, between front ends) is only here.

/** Layer → [folder pattern, layers it may import, packages it may import]. The most specific pattern comes first. */
const LAYERS = {
  dim: ['shared/src/dim/', [], []],
  shape: ['shared/src/shape/', ['dim'], []],
  diagnostics: ['shared/src/diagnostics/', ['dim', 'shape'], []],
  kernel: ['shared/src/kernel/', ['dim', 'shape', 'diagnostics'], []],
  ops: ['shared/src/ops/', ['dim', 'shape', 'diagnostics', 'kernel'], []],
  contract: ['shared/src/[^/]+\\.ts$', ['dim', 'shape', 'diagnostics', 'kernel', 'ops'], []],
  ir: ['server/src/ir/', ['shared'], []],
  python: ['server/src/frontends/python/', ['shared', 'ir', 'frontends'], ['web-tree-sitter']],
  typescript: ['server/src/frontends/typescript/', ['shared', 'ir', 'frontends'], ['web-tree-sitter']],
  frontends: ['server/src/frontends/[^/]+\\.ts$', ['shared', 'ir', 'python', 'typescript'], ['web-tree-sitter']],
  interp: ['server/src/interp/', ['shared', 'ir'], []],
  analysis: ['server/src/analysis/', ['shared', 'ir', 'python', 'typescript', 'frontends', 'interp'], ['json5']],
  features: ['server/src/features/', ['shared', 'ir', 'interp', 'analysis'], []],
  host: ['server/src/host/', ['shared', 'ir', 'frontends', 'analysis'], ['node:', 'ignore', 'tinyglobby', 'web-tree-sitter']],
  lsp: [
    'server/src/lsp/',
    ['shared', 'ir', 'interp', 'analysis', 'features', 'host'],
    ['node:', 'vscode-languageserver', 'vscode-languageserver-textdocument'],
  ],
  cli: [
    'server/src/cli/',
    ['shared', 'ir', 'interp', 'analysis', 'features', 'host', 'lsp'],
    ['node:', 'commander', 'ignore', 'picocolors', 'smol-toml', 'tinyglobby'],
  ],
  client: ['client/src/', ['shared'], ['node:', 'vscode', 'vscode-languageclient']],
  webview: ['client/webview/', ['shared'], []],
};

const SHARED = ['dim', 'shape', 'diagnostics', 'kernel', 'ops', 'contract'];

const ours = '^(shared|server|client)/';

function expand(layers) {
  return layers.flatMap(layer => (layer === 'shared' ? SHARED : [layer]));
}

function rulesOf([layer, [folder, imports, packages]]) {
  const own = `^${folder}`;
  const allowed = [own, ...expand(imports).map(other => `^${LAYERS[other][0]}`)];
  const allowedPackages = packages.flatMap(name => (name === 'node:' ? [] : [`(^|/)node_modules/(@types/)?${name}/`, `^${name}(/|$)`]));
  return [
    {
      name: `${layer}-layer`,
      comment: `${folder} may import only ${imports.length ? imports.join(', ') : 'nothing outside itself'}.`,
      severity: 'error',
      from: { path: own },
      to: { path: ours, pathNot: allowed },
    },
    {
      name: `${layer}-packages`,
      comment: `${folder} may use only these packages: ${packages.length ? packages.join(', ') : 'none'}.`,
      severity: 'error',
      from: { path: own },
      to: { dependencyTypesNot: ['core', 'local', 'aliased', 'aliased-subpath-import'], pathNot: [ours, ...allowedPackages] },
    },
    ...(packages.includes('node:')
      ? []
      : [
          {
            name: `${layer}-no-node`,
            comment: `${folder} is pure: no Node modules.`,
            severity: 'error',
            from: { path: own },
            to: { dependencyTypes: ['core'] },
          },
        ]),
  ];
}

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...Object.entries(LAYERS).flatMap(rulesOf),
    {
      name: 'resolvable',
      comment: 'Every import leads somewhere.',
      severity: 'error',
      from: { path: ours },
      to: { couldNotResolve: true, pathNot: '^vscode$' },
    },
    {
      name: 'known-layer',
      comment: 'Every source file belongs to a layer of the table above.',
      severity: 'error',
      from: { path: ours, pathNot: Object.values(LAYERS).map(([folder]) => `^${folder}`) },
      to: {},
    },
    {
      name: 'no-tests',
      comment: 'Sources never import tests or scripts.',
      severity: 'error',
      from: { path: ours },
      to: { path: '^(test|scripts|docs|examples)/' },
    },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^out/', '^dist/'] },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.d.ts'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'types', 'default'],
    },
  },
};
