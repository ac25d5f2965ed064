/** Placeholder until the interpreter lands. */
import type { Settings } from '#shared/settings.ts';
import type { Grammars } from '#server/frontends/frontend.ts';
import type { Analysis } from './analysis.ts';
import type { Host } from './host.ts';

export interface ProjectOptions {
  readonly host: Host;
  readonly grammars: Grammars;
  readonly settings: Settings;
}

/** The files of a workspace and what is known about them. */
export interface Project {
  /** The editor's text of a file, which counts instead of the disk's; a changed text is parsed incrementally. */
  open(path: string, text: string): void;
  /** Back to the disk's text. */
  close(path: string): void;
  /** A file changed, appeared or vanished on disk. Returns the open files whose analysis may differ now. */
  changed(path: string): readonly string[];
  /** Analyses a file (and first what it imports). Cached until a text that took part changes. Undefined when the file cannot be read or is in no language we know. */
  analyse(path: string): Analysis | undefined;
  /** The analysis of a file as if it had that text; nothing is remembered of it. */
  analyseEdited(path: string, text: string): Analysis | undefined;
  /** Whether the text is worth analysing: names a framework, or imports something of the workspace that does. Cheap, by text. */
  isRelevant(path: string): boolean;
  configure(settings: Settings): void;
}

export declare function createProject(options: ProjectOptions): Project;
