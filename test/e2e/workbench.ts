// What a person does in the workbench, as functions of a Playwright page. Everything waits for what must appear, never for time to pass.

import type { Frame, Page } from 'playwright-core';

/** How long anything may take before the test fails; nothing waits this long when all is well. */
const limit = { timeout: 60_000 };

/** How long a gesture is given to take effect. */
const patience = { timeout: 6_000 };

/**
 * A gesture (a key, a click, the mouse at rest) and what must follow it. The workbench drops gestures while it is still drawing itself: a person
 * makes the gesture again then, and so does this. Returns as soon as `follows` is through; the last failure of it counts.
 */
async function gesture(make: () => Promise<unknown>, follows: () => Promise<unknown>): Promise<void> {
  for (let left = limit.timeout; ; left -= patience.timeout) {
    try {
      await make();
      await follows();
      return;
    } catch (error) {
      if (left <= patience.timeout) throw error;
    }
  }
}

/** The centre of a piece of text in the visible editor, once it is there. Text is found across the spans that colour it. */
async function pointOf(page: Page, needle: string, within = limit): Promise<{ x: number; y: number }> {
  const found = await page.waitForFunction(
    wanted => {
      for (const line of document.querySelectorAll('.editor-instance .view-line')) {
        const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
        const nodes: { node: Node; from: number }[] = [];
        let text = '';
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          nodes.push({ node, from: text.length });
          text += node.textContent?.replaceAll('\u00a0', ' ') ?? '';
        }
        const at = text.indexOf(wanted);
        if (at < 0) continue;
        const range = document.createRange();
        const place = (offset: number, set: (node: Node, offset: number) => void) => {
          const last = nodes.findLast(({ from }) => from <= offset);
          if (last) set(last.node, offset - last.from);
        };
        place(at, (node, offset) => range.setStart(node, offset));
        place(at + wanted.length - 1, (node, offset) => range.setEnd(node, offset + 1));
        const { left, right, top, bottom } = range.getBoundingClientRect();
        return { x: (left + right) / 2, y: (top + bottom) / 2 };
      }
      return undefined;
    },
    needle,
    within,
  );
  return (await found.jsonValue()) as { x: number; y: number };
}

/** The lines of the visible editor, inlay hints included. */
export async function visibleLines(page: Page): Promise<string[]> {
  const lines = await page.locator('.editor-instance .view-line').allInnerTexts();
  return lines.map(line => line.replaceAll('\u00a0', ' '));
}

export async function waitForText(page: Page, needle: string): Promise<void> {
  await pointOf(page, needle);
}

export async function clickText(page: Page, needle: string): Promise<void> {
  const { x, y } = await pointOf(page, needle);
  await page.mouse.click(x, y);
}

/** Rests the mouse on a piece of text and returns the hover's own text once it contains `expected`. */
export async function hoverText(page: Page, needle: string, expected: string): Promise<string> {
  const hover = page.locator('.monaco-hover:not(.hidden)', { hasText: expected }).first();
  await gesture(
    async () => {
      await page.mouse.move(2, 2);
      const { x, y } = await pointOf(page, needle);
      await page.mouse.move(x, y);
    },
    () => hover.waitFor(patience),
  );
  return (await hover.textContent()) ?? '';
}

/** The picture inside the open hover: its source, and its natural size once the browser has decoded it. */
export async function hoverPicture(page: Page): Promise<{ source: string; width: number; height: number }> {
  const found = await page.waitForFunction(
    () => {
      const image = document.querySelector<HTMLImageElement>('.monaco-hover:not(.hidden) img');
      return image?.complete && image.naturalWidth > 0
        ? { source: image.src, width: image.naturalWidth, height: image.naturalHeight }
        : undefined;
    },
    undefined,
    limit,
  );
  return (await found.jsonValue()) as { source: string; width: number; height: number };
}

/** The text of the picture behind a data URL. */
export function svgOf(source: string): string {
  const comma = source.indexOf(',');
  const data = source.slice(comma + 1);
  return source.slice(0, comma).endsWith(';base64') ? Buffer.from(data, 'base64').toString('utf8') : decodeURIComponent(data);
}

export async function closeHover(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.mouse.move(2, 2);
  await page
    .locator('.monaco-hover:not(.hidden)')
    .first()
    .waitFor({ ...limit, state: 'hidden' });
}

const squiggles = '.editor-instance .squiggly-error, .editor-instance .squiggly-warning';

export async function waitForSquiggle(page: Page, kind: 'error' | 'warning'): Promise<void> {
  await page
    .locator(`.editor-instance .squiggly-${kind}`)
    .first()
    .waitFor({ ...limit, state: 'attached' });
}

export async function waitForNoSquiggle(page: Page): Promise<void> {
  await page.waitForFunction(selector => document.querySelector(selector) === null, squiggles, limit);
}

/** Opens the menu of quick fixes at a piece of text. */
export async function openQuickFixes(page: Page, needle: string, title: string): Promise<void> {
  await gesture(
    async () => {
      await page.keyboard.press('Escape');
      await clickText(page, needle);
      await page.keyboard.press('Control+.');
    },
    () => quickFix(page, title).waitFor(patience),
  );
}

const quickFix = (page: Page, title: string) => page.locator('.action-widget .action', { hasText: title }).first();

/** Takes the entry with this title from the menu of quick fixes at a piece of text; `result` is the text it makes. */
export async function applyQuickFix(page: Page, needle: string, title: string, result: string): Promise<void> {
  await gesture(
    async () => {
      if ((await visibleLines(page)).some(line => line.includes(result))) return;
      const entry = quickFix(page, title);
      if (!(await entry.isVisible())) await openQuickFixes(page, needle, title);
      // The menu takes no click before the mouse has moved.
      await entry.hover({ force: true, ...patience });
      await entry.click(patience);
    },
    () => pointOf(page, result, patience),
  );
}

/** Runs a command from the palette. */
export async function runCommand(page: Page, title: string): Promise<void> {
  const row = page.locator('.quick-input-list .monaco-list-row.focused', { hasText: title }).first();
  await gesture(
    async () => {
      await page.keyboard.press('F1');
      const input = page.locator('.quick-input-widget input[type=text]').first();
      await input.waitFor(patience);
      await input.fill(`>${title}`);
    },
    () => row.waitFor(patience),
  );
  await page.keyboard.press('Enter');
}

/** Opens a file of the workspace from the explorer. */
export async function openFile(page: Page, name: string): Promise<void> {
  await page.locator('.explorer-folders-view .monaco-list-row', { hasText: name }).first().dblclick(limit);
  await page.locator('.tab.active', { hasText: name }).first().waitFor(limit);
}

/** The frame of a webview that has an element matching `selector`, wherever VS Code nests it. */
export async function webviewFrame(page: Page, selector: string): Promise<Frame> {
  const outer = page.frameLocator('iframe.webview.ready');
  await outer.frameLocator('iframe#active-frame').locator(selector).first().waitFor(limit);
  for (const frame of page.frames())
    if (
      (await frame
        .locator(selector)
        .count()
        .catch(() => 0)) > 0
    )
      return frame;
  throw new Error(`no frame has ${selector}`);
}
