/**
 * What a program sets for a whole framework (`K.set_image_data_format('channels_first')`), and the ops' parameters that take their default
 * from it: see `FrameworkPack.settings`.
 */
import type { HigherOrder } from '#shared/ops/pack.ts';
import { packOf } from '#shared/ops/registry.ts';
import type { Framework } from '#shared/ops/versions.ts';
import { join } from './join.ts';
import type { Arguments, Run } from './run.ts';
import { type Cell, newCell } from './state/cell.ts';
import { none, textValue, unknownValue, type Value } from './value.ts';

const changedUnseen = unknownValue('a setting that may have been changed');

function cellOf(framework: Framework, setting: string, run: Run): Cell<Value> {
  const { settings } = run.world;
  const key = `${framework} ${setting}`;
  let cell = settings.get(key);
  if (!cell) {
    cell = newCell<Value>(textValue(packOf(framework).settings?.[setting]), join, changedUnseen);
    run.world.define('settings', key, cell);
  }
  return cell;
}

export function callSetting(
  { kind, setting, words = {} }: HigherOrder & { readonly kind: 'reads' | 'sets' },
  framework: Framework,
  args: Arguments,
  run: Run,
): Value {
  if (kind === 'reads') {
    const held = run.world.settings.get(`${framework} ${setting}`)?.current ?? textValue(packOf(framework).settings?.[setting]);
    return renamed(held, words);
  }
  const cell = cellOf(framework, setting, run);
  const [value] = [...args.positional, ...args.named.values()];
  run.trail.write(cell, value ? renamed(value.value, words) : changedUnseen);
  return none;
}

function renamed(value: Value, words: Readonly<Record<string, string>>): Value {
  if (value.kind !== 'text') return value.kind === 'unknown' ? value : changedUnseen;
  return value.text !== undefined && Object.hasOwn(words, value.text) ? textValue(words[value.text]) : value;
}

/** The settings as they are now, where they are not what the rules take them for by themselves. */
export function settingsOf(framework: Framework, run: Run): ReadonlyMap<string, Value> | undefined {
  const { settings: defaults } = packOf(framework);
  if (!defaults || run.world.settings.size === 0) return undefined;
  const changed = Object.entries(defaults).flatMap(([setting, fallback]): [string, Value][] => {
    const value = run.world.settings.get(`${framework} ${setting}`)?.current;
    return value && !(value.kind === 'text' && value.text === fallback) ? [[setting, value]] : [];
  });
  return changed.length > 0 ? new Map(changed) : undefined;
}
