/** The analysis asks its host for files and does no I/O itself. Paths are absolute, with `/`. */
export interface Host {
  /** The text of a file, or undefined when it cannot be read. */
  read(path: string): string | undefined;
  isFile(path: string): boolean;
  /** Names of the folders in a folder. A host that cannot tell leaves it out: then only imports by known paths are found. */
  folders?(path: string): readonly string[];
  /** Folders below which files of the workspace lie: import look-ups never leave them. */
  readonly roots: readonly string[];
}
