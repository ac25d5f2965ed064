/** The hover of the caret expectations. */
import type { Hover } from './mdtest.ts';

export const hoverText: Hover = () => undefined;
