/** Finds and reads `shapewright.toml`. */
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parse, TomlError } from 'smol-toml';
import { readSource } from '#server/host/read.ts';
import { defaultSettings, readSettings, type Settings, settingDeclarations } from '#shared/settings.ts';
import { Failure } from './failure.ts';

export interface Configuration {
  readonly settings: Settings;
  /** Absolute path of the file that was read. */
  readonly file?: string;
  /** What was not understood and is passed over. */
  readonly warnings: readonly string[];
}

const fileName = 'shapewright.toml';

/** `named` is what `--config` says; else the nearest file from the working directory upwards. */
export function readConfiguration(workingDirectory: string, named?: string): Configuration {
  const file = named === undefined ? findUpwards(workingDirectory) : resolve(workingDirectory, named);
  if (file === undefined) return { settings: defaultSettings, warnings: [] };
  const shown = named ?? file;
  const source = readSource(file);
  if (source.kind === 'unreadable') throw new Failure(`cannot read ${shown}: ${source.reason}`);
  if (source.kind === 'skipped') throw new Failure(`${shown} ${source.reason}`);
  const table = parseToml(source.text, shown);
  const { settings, problems } = readSettings(table);
  if (problems.length > 0) throw new Failure(`${shown}: ${problems.join('; ')}`);
  return { settings, file, warnings: unknownKeys(table).map(key => `${shown}: there is no setting '${key}'`) };
}

function findUpwards(folder: string): string | undefined {
  const file = join(folder, fileName);
  if (existsSync(file)) return file;
  const parent = dirname(folder);
  return parent === folder ? undefined : findUpwards(parent);
}

function parseToml(text: string, shown: string): Readonly<Record<string, unknown>> {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [reason = 'is not TOML'] = error.message.replace('Invalid TOML document: ', '').split('\n');
    throw new Failure(`${shown}:${error.line}:${error.column}: ${reason}`);
  }
}

/** Keys that no setting has, in their dotted form. */
function unknownKeys(table: Readonly<Record<string, unknown>>, prefix = ''): string[] {
  const declared = Object.values(settingDeclarations).map(({ key }) => key);
  return Object.entries(table).flatMap(([name, value]) => {
    const key = prefix + name;
    if (declared.includes(key)) return [];
    const isGroup = declared.some(other => other.startsWith(`${key}.`));
    return isGroup && typeof value === 'object' && value !== null ? unknownKeys(value as Record<string, unknown>, `${key}.`) : [key];
  });
}
