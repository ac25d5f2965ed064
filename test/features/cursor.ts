/** Code with a cursor `‸` in it, analysed. */
import type { Analysis } from '#server/analysis/analysis.ts';
import { defaultSettings, type Settings } from '#shared/settings.ts';
import { createWorkspace, type Workspace } from '../harness/workspace.ts';

export interface Place {
  readonly workspace: Workspace;
  readonly analysis: Analysis;
  readonly offset: number;
}

export function cursor(code: string, file = 'main.py', settings: Settings = defaultSettings): Place {
  const offset = Math.max(0, code.indexOf('‸'));
  const workspace = createWorkspace(new Map([[file, code.replace('‸', '')]]), settings);
  return { workspace, analysis: workspace.analyse(file), offset };
}

export const python = (code: string): Place => cursor(`import tensorflow as tf\n${code}`);
export const typescript = (code: string): Place => cursor(`import * as tf from '@tensorflow/tfjs';\n${code}`, 'main.ts');
