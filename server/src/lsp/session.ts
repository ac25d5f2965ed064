/** What the server knows: the open documents, the workspace's folders, the settings, and the project that analyses. */
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '#server/analysis/analysis.ts';
import type { Host } from '#server/analysis/host.ts';
import { createProject, type Project, type ProjectOptions } from '#server/analysis/project.ts';
import { createNodeHost } from '#server/host/node.ts';
import { defaultSettings, type Settings } from '#shared/settings.ts';
import { pathOf, uriOf } from './paths.ts';

interface Opened {
  readonly document: TextDocument;
  readonly path: string;
}

export class Session {
  settings: Settings = defaultSettings;
  readonly #opened = new Map<string, Opened>();
  /** Text that the project has not seen yet: it is handed over when an answer is wanted, once for many keystrokes. */
  readonly #changed = new Set<string>();
  /** Per document, the files that took part in its last answer. */
  readonly #dependencies = new Map<string, readonly string[]>();
  /** Documents that are analysed in part. */
  readonly #partial = new Set<string>();
  readonly #partialChanged: (uris: readonly string[]) => void;
  #folders: readonly string[] = [];
  #files = createNodeHost([]);
  #project: Project | undefined;

  /** `partialChanged` is told the addresses of the documents that are analysed in part, when they are other ones than before. */
  constructor(partialChanged: (uris: readonly string[]) => void = () => {}) {
    this.#partialChanged = partialChanged;
  }

  start(grammars: ProjectOptions['grammars']): void {
    const files = () => this.#files;
    const host: Host = {
      get roots() {
        return files().roots;
      },
      read: path => files().read(path),
      isFile: path => files().isFile(path),
      folders: path => files().folders(path),
    };
    this.#project = createProject({ host, grammars, settings: this.settings });
  }

  /** Before that, it has no answers. */
  get started(): boolean {
    return this.#project !== undefined;
  }

  configure(settings: Settings): void {
    this.settings = settings;
    this.#project?.configure(settings);
  }

  setFolders(uris: readonly string[]): void {
    this.#folders = uris.filter(uri => uri.startsWith('file:')).map(uri => pathOf(uri));
    this.#useRoots();
  }

  get documents(): readonly TextDocument[] {
    return [...this.#opened.values()].map(({ document }) => document);
  }

  documentOf(uri: string): TextDocument | undefined {
    return this.#opened.get(uri)?.document;
  }

  /** A document was opened or changed. */
  update(document: TextDocument): void {
    const isNew = !this.#opened.has(document.uri);
    this.#opened.set(document.uri, { document, path: pathOf(document.uri, document.languageId) });
    this.#changed.add(document.uri);
    if (isNew && this.#folders.length === 0) this.#useRoots();
  }

  close(uri: string): void {
    const opened = this.#opened.get(uri);
    this.#opened.delete(uri);
    this.#dependencies.delete(uri);
    this.#changed.delete(uri);
    this.#setPartial(uri, false);
    if (opened) this.#project?.close(opened.path);
  }

  /** Files changed on disk. Returns the open documents whose answers may differ now. */
  filesChanged(uris: readonly string[]): readonly string[] {
    this.#handOver();
    const paths = new Set(uris.flatMap(uri => this.#project?.changed(pathOf(uri)) ?? []));
    return [...this.#opened.values()].filter(({ path }) => paths.has(path)).map(({ document }) => document.uri);
  }

  /** Undefined when the file has nothing to do with tensors, is not open, or checking is turned off. */
  analyse(uri: string): Analysis | undefined {
    const opened = this.#opened.get(uri);
    if (!opened || !this.#project || !this.settings.enabled) {
      this.#setPartial(uri, false);
      return undefined;
    }
    this.#handOver();
    const analysis = this.#project.isRelevant(opened.path) ? this.#project.analyse(opened.path) : undefined;
    this.#dependencies.set(uri, analysis?.dependencies ?? []);
    this.#setPartial(uri, analysis?.partial === true);
    return analysis;
  }

  #setPartial(uri: string, isPartial: boolean): void {
    if (this.#partial.has(uri) === isPartial) return;
    if (isPartial) this.#partial.add(uri);
    else this.#partial.delete(uri);
    this.#partialChanged([...this.#partial]);
  }

  /** Whether another open document's answers rest on this one. */
  hasDependents(uri: string): boolean {
    const path = this.#opened.get(uri)?.path;
    return path !== undefined && [...this.#dependencies].some(([other, paths]) => other !== uri && paths.includes(path));
  }

  analyseEdited(path: string, text: string): Analysis | undefined {
    return this.#project?.analyseEdited(path, text);
  }

  /** The text and address of any file that took part, to turn offsets into positions. */
  place(path: string): TextDocument | undefined {
    for (const opened of this.#opened.values()) if (opened.path === path) return opened.document;
    const text = this.#files.read(path);
    return text === undefined ? undefined : TextDocument.create(uriOf(path), '', 0, text);
  }

  /** Without a folder, what lies beside the open files can be imported. */
  #useRoots(): void {
    const beside = [...this.#opened.values()]
      .filter(({ document }) => document.uri.startsWith('file:'))
      .map(({ path }) => path.slice(0, path.lastIndexOf('/')) || '/');
    const roots = this.#folders.length > 0 ? this.#folders : [...new Set(beside)];
    if (roots.join('\n') === this.#files.roots.join('\n')) return;
    this.#files = createNodeHost(roots);
    this.#project?.configure(this.settings);
  }

  #handOver(): void {
    if (!this.#project) return;
    for (const uri of this.#changed) {
      const opened = this.#opened.get(uri);
      if (opened) this.#project.open(opened.path, opened.document.getText());
    }
    this.#changed.clear();
  }
}
