/** Every setting, declared once: the extension's configuration schema, `docs/settings.md` and the command line's file are generated from here. */
import type { Severity } from './diagnostics/diagnostic.ts';

export interface Settings {
  /** Analyse at all. */
  readonly enabled: boolean;
  /** The TensorFlow generation the code is for; `auto` tells it from the code. */
  readonly tensorflowVersion: 'auto' | '1.4' | '1.15' | '2';
  readonly inlayHints: boolean;
  /** Per diagnostic code: another severity, or `off`. */
  readonly severity: Readonly<Record<string, Severity | 'off'>>;
  /** Pictures in hovers. */
  readonly hoverPictures: boolean;
}

export interface SettingDeclaration<T> {
  /** Below `shapewright.` in the editor and at the top level of `shapewright.toml`. */
  readonly key: string;
  readonly description: string;
  readonly schema: Readonly<Record<string, unknown>>;
  readonly default: T;
}

export const settingDeclarations: { readonly [K in keyof Settings]: SettingDeclaration<Settings[K]> } = {
  enabled: { key: 'enabled', description: 'Check tensor shapes.', schema: { type: 'boolean' }, default: true },
  tensorflowVersion: {
    key: 'tensorflow.version',
    description:
      'The TensorFlow generation the code is written for. `auto` tells it from the code: `tf.Session` is TensorFlow 1, `tf.compat.v1` is read as such.',
    schema: { type: 'string', enum: ['auto', '1.4', '1.15', '2'] },
    default: 'auto',
  },
  inlayHints: {
    key: 'inlayHints.enabled',
    description: 'Show the output shape behind each call.',
    schema: { type: 'boolean' },
    default: true,
  },
  severity: {
    key: 'severity',
    description: 'Another severity per diagnostic code, or `off`: `{ "device-dependent": "off" }`.',
    schema: { type: 'object', additionalProperties: { type: 'string', enum: ['error', 'warning', 'information', 'hint', 'off'] } },
    default: {},
  },
  hoverPictures: { key: 'hover.pictures', description: 'Draw the computed tensors in hovers.', schema: { type: 'boolean' }, default: true },
};

export const defaultSettings: Settings = Object.fromEntries(
  Object.entries(settingDeclarations).map(([name, { default: value }]) => [name, value]),
) as unknown as Settings;

/** Reads settings from what a user wrote (nested or dotted keys); what is missing or of the wrong type keeps its default, and is named in `problems`. */
export function readSettings(source: unknown): { readonly settings: Settings; readonly problems: readonly string[] } {
  const problems: string[] = [];
  const entries = Object.entries(settingDeclarations).map(([name, declaration]) => {
    const value = lookUp(source, declaration.key);
    if (value === undefined) return [name, declaration.default];
    const problem = mismatch(value, declaration.schema);
    if (!problem) return [name, value];
    problems.push(`${declaration.key}: ${problem}`);
    return [name, declaration.default];
  });
  return { settings: Object.fromEntries(entries) as unknown as Settings, problems };
}

function lookUp(source: unknown, key: string): unknown {
  if (typeof source !== 'object' || source === null) return undefined;
  const record = source as Record<string, unknown>;
  if (key in record) return record[key];
  const dot = key.indexOf('.');
  return dot < 0 ? undefined : lookUp(record[key.slice(0, dot)], key.slice(dot + 1));
}

function mismatch(value: unknown, schema: Readonly<Record<string, unknown>>): string | undefined {
  const words = schema['enum'] as readonly unknown[] | undefined;
  if (words && !words.includes(value)) return `expected one of ${words.map(word => `'${word}'`).join(', ')}, got ${JSON.stringify(value)}`;
  const type = schema['type'];
  if (type === 'object') {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return `expected an object, got ${JSON.stringify(value)}`;
    const each = schema['additionalProperties'] as Readonly<Record<string, unknown>> | undefined;
    for (const [name, item] of Object.entries(value)) {
      const problem = each && mismatch(item, each);
      if (problem) return `'${name}': ${problem}`;
    }
    return undefined;
  }
  return typeof value === type ? undefined : `expected a ${String(type)}, got ${JSON.stringify(value)}`;
}
