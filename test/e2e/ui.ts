// The packaged extension in a real VS Code workbench, as a person sees it. Run by scripts/test-editor.mjs.

import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import * as workbench from './workbench.ts';

export interface Context {
  readonly page: Page;
  /** Opens the workbench on a file of the workspace. */
  readonly open: (file: string) => Promise<void>;
  /** Runs one named step: reports it, and saves a screenshot after it, whether it went well or not. */
  readonly step: (name: string, action: () => Promise<void>) => Promise<void>;
  /** Saves a screenshot in the middle of a step. */
  readonly screenshot: (name: string) => Promise<void>;
}

export async function run({ page, open, step, screenshot }: Context): Promise<void> {
  await step('a wrong conv2d_transpose is underlined', async () => {
    await open('wrong.py');
    await workbench.waitForText(page, 'output_shape=[1, 5, 5, 1]');
    await workbench.waitForSquiggle(page, 'error');
  });

  await step('output shapes stand beside the code', async () => {
    await workbench.waitForText(page, '[1, 2, 2, 1]');
  });

  await step('hovering the call explains it and draws it', async () => {
    const text = await workbench.hoverText(page, 'conv2d(', '[1, 2, 2, 1]');
    assert.match(text, /4/);
    const picture = await workbench.hoverPicture(page);
    assert.match(picture.source, /^data:image\/svg\+xml/);
    assert.ok(picture.width > 50 && picture.height > 20, `the picture is ${picture.width} × ${picture.height}`);
    await screenshot('hover');
    await workbench.closeHover(page);
  });

  await step('hovering the mistake names the admissible sizes', async () => {
    const text = await workbench.hoverText(page, '[1, 5, 5, 1]', 'transpose-output-shape');
    assert.match(text, /allowed/);
    await screenshot('problem');
    await workbench.closeHover(page);
  });

  await step('the quick fix repairs the call', async () => {
    await workbench.openQuickFixes(page, '5, 5', '[1, 4, 4, 1]');
    await screenshot('quick-fix');
    await workbench.applyQuickFix(page, '5, 5', '[1, 4, 4, 1]', 'output_shape=[1, 4, 4, 1]');
    await workbench.waitForNoSquiggle(page);
  });

  await step('after the repair, the hover draws the computed values', async () => {
    await workbench.hoverText(page, 'conv2d_transpose(', '[1, 4, 4, 1]');
    const { source } = await workbench.hoverPicture(page);
    assert.match(workbench.svgOf(source), />36</);
    await screenshot('values');
    await workbench.closeHover(page);
  });

  await step('the calculator shows a live output shape', async () => {
    await workbench.clickText(page, 'conv2d_transpose');
    await workbench.runCommand(page, 'Shapewright: Open Shape Calculator');
    const frame = await workbench.webviewFrame(page, '#output-shape');
    const output = (shape: string) => frame.locator('#output-shape', { hasText: shape }).waitFor();
    // Filled from the call under the cursor.
    await output('[1, 4, 4, 1]');
    assert.equal(await frame.locator('#field-output_shape').inputValue(), '1,4,4,1');
    await frame.locator('#picture').waitFor();
    await frame.locator('#matrix td.tap').first().waitFor();
    await screenshot('calculator');
    await frame.locator('#matrix').scrollIntoViewIfNeeded();
    await screenshot('calculator-picture');
    // A stride of 2 makes more of the same input; the page names what is possible, and takes it.
    await frame.locator('#field-strides').fill('2');
    await frame.locator('#problems li.error').first().waitFor();
    await screenshot('calculator-problem');
    await frame.locator('#repairs button').first().click();
    await output('[1, 5, 5, 1]');
    assert.equal(await frame.locator('#problems li.error').count(), 0);
  });

  await step('TypeScript is read as well: the same mistake is a warning there', async () => {
    await workbench.openFile(page, 'wrong.ts');
    await workbench.waitForText(page, '[1, 5, 5, 1]');
    await workbench.waitForSquiggle(page, 'warning');
  });
}
