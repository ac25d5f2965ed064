/** The analysis asks its host for files and does no I/O itself. Paths are absolute, with `/`. */
export interface Host {
  /** The text of a file, or undefined when it cannot be read. */
  read(path: string): string | undefined;
  isFile(path: string): boolean;
  /** Folders below which files of the workspace lie: import look-ups never leave them. */
  readonly roots: readonly string[];
}
