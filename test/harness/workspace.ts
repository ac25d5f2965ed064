/** A workspace in memory, analysed as the editor and the command line do. */
import { parse } from 'smol-toml';
import type { Analysis, Finding, TextFix } from '#server/analysis/analysis.ts';
import { createProject, type Project } from '#server/analysis/project.ts';
import { reportFile } from '#server/cli/report/build.ts';
import { Lines } from '#server/cli/report/lines.ts';
import { renderDiagnostics } from '#server/cli/report/text.ts';
import { verifiedFixes } from '#server/features/fixes.ts';
import { loadGrammarsFromPackages } from '#server/host/grammars.ts';
import { createMemoryHost } from '#server/host/memory.ts';
import { defaultSettings, readSettings, type Settings } from '#shared/settings.ts';

const grammars = await loadGrammarsFromPackages();
const root = '/workspace';

export interface Workspace {
  readonly project: Project;
  /** Paths as tests write them: relative to the workspace. */
  readonly paths: readonly string[];
  analyse(path: string): Analysis;
  /** The repairs that are offered. */
  fixes(path: string, finding: Finding): readonly TextFix[];
  /** The text report, as the command line prints it. */
  report(): string;
  /** The same workspace after a repair. */
  apply(fix: TextFix): Workspace;
}

export function createWorkspace(files: ReadonlyMap<string, string>, settings: Settings = defaultSettings): Workspace {
  const absolute = (path: string): string => `${root}/${path}`;
  const texts = new Map([...files].map(([path, text]) => [absolute(path), text]));
  const project = createProject({ host: createMemoryHost(texts, [root]), grammars, settings });
  const analyse = (path: string): Analysis => {
    const analysis = project.analyse(absolute(path));
    if (!analysis) throw new Error(`${path} was not analysed`);
    return analysis;
  };
  const fixes = (path: string, finding: Finding): readonly TextFix[] => verifiedFixes(analyse(path), finding, project.analyseEdited);
  return {
    project,
    paths: [...files.keys()],
    analyse,
    fixes,
    report() {
      const linesOf = (path: string): Lines | undefined => {
        const text = texts.get(path) ?? files.get(path);
        return text === undefined ? undefined : new Lines(text);
      };
      const display = (path: string): string => path.slice(root.length + 1);
      const reports = [...files.keys()].map(path =>
        reportFile(analyse(path), { display, linesOf, fixesOf: finding => fixes(path, finding), shapes: false, values: false }),
      );
      return renderDiagnostics(reports, { linesOf });
    },
    apply(fix) {
      const changed = new Map(files);
      for (const path of new Set(fix.edits.map(edit => edit.path))) {
        const name = path.slice(root.length + 1);
        const edits = fix.edits.filter(edit => edit.path === path).toSorted((a, b) => b.span.start - a.span.start);
        changed.set(
          name,
          edits.reduce(
            (text, { span, text: inserted }) => text.slice(0, span.start) + inserted + text.slice(span.end),
            files.get(name) ?? '',
          ),
        );
      }
      return createWorkspace(changed, settings);
    },
  };
}

/** What a ```` ```toml ```` block sets. */
export function settingsFrom(toml: string): Settings {
  const { settings, problems } = readSettings(parse(toml));
  if (problems.length > 0) throw new Error(problems.join('; '));
  return settings;
}
