/** Between the client's document addresses and the analysis' paths (absolute, with `/`). */
import { fileURLToPath, pathToFileURL } from 'node:url';

const extensions: Readonly<Record<string, string>> = {
  python: '.py',
  typescript: '.ts',
  typescriptreact: '.tsx',
  javascript: '.js',
  javascriptreact: '.jsx',
};

/** A document that is no file gets a path that no file has, ending as its language's files do. */
export function pathOf(uri: string, languageId?: string): string {
  const ending = (languageId && extensions[languageId]) ?? '';
  const file = filePath(uri);
  if (file === undefined) return `/${encodeURIComponent(uri)}${ending}`;
  return /\.(?:py|[cm]?[jt]s|[jt]sx)$/i.test(file) ? file : `${file}${ending}`;
}

export const uriOf = (path: string): string => pathToFileURL(path).href;

function filePath(uri: string): string | undefined {
  if (!uri.startsWith('file:')) return undefined;
  try {
    return fileURLToPath(uri).replaceAll('\\', '/');
  } catch {
    return undefined;
  }
}
