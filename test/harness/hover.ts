/** The hover of the caret expectations. */

import { hover } from '#server/features/hover.ts';
import { defaultSettings } from '#shared/settings.ts';
import type { Hover } from './mdtest.ts';

export const hoverText: Hover = (workspace, path, offset) => hover(workspace.analyse(path), offset, defaultSettings)?.markdown;
