/** The contract that other tools rely on: `docs/cli.md`. */
import type { Report } from './model.ts';

export const jsonReport = (report: Report): string => `${JSON.stringify(report)}\n`;
