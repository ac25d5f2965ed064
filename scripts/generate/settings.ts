// The settings: the editor's schema in package.json, and their page.

import { settingDeclarations } from '#shared/settings.ts';
import { code, notice, table } from './markdown.ts';

const declarations = Object.values(settingDeclarations);

/** `contributes.configuration` of package.json. */
export function configuration(): Record<string, unknown> {
  const properties = declarations.map(({ key, description, schema, default: value }, order) => [
    `shapewright.${key}`,
    { ...schema, default: value, markdownDescription: description, order, scope: 'resource' },
  ]);
  return { title: 'Shapewright', properties: Object.fromEntries(properties) };
}

const typeOf = (schema: Readonly<Record<string, unknown>>): string => {
  const words = schema['enum'] as readonly unknown[] | undefined;
  return words ? words.map(word => code(JSON.stringify(word))).join(', ') : String(schema['type']);
};

export function settingsPage(): string {
  const rows = declarations.map(({ key, description, schema, default: value }) => [
    code(key),
    typeOf(schema),
    code(JSON.stringify(value)),
    description,
  ]);
  return `${notice('shared/src/settings.ts')}

# Settings

In VS Code each name begins with \`shapewright.\`: \`"shapewright.${declarations[0]?.key}": false\`. On the command line the same names,
without it, stand in \`shapewright.toml\`, which is looked for from the folder where the command runs upwards, or named by \`--config\`.

${table(['setting', 'values', 'default', 'what it does'], rows)}
`;
}
