import { describe, expect, it } from 'vitest';
import { codeActions } from '#server/features/code-actions.ts';
import { type Place, python, typescript } from './cursor.ts';

const actionsOf = ({ analysis, workspace }: Place) =>
  codeActions(analysis, { start: 0, end: analysis.text.length }, workspace.project.analyseEdited);

/** The text after the action of that title. */
function edited(place: Place, title: RegExp): string {
  const action = actionsOf(place).find(found => title.test(found.title));
  if (!action) throw new Error(`no action ${title}: ${actionsOf(place).map(found => found.title)}`);
  const { text } = place.analysis;
  const result = action.edits
    .toSorted((a, b) => b.span.start - a.span.start)
    .reduce((whole, edit) => whole.slice(0, edit.span.start) + edit.text + whole.slice(edit.span.end), text);
  return result.slice(result.indexOf('\n') + 1);
}

const wrong = "y = tf.nn.conv2d_transpose(tf.ones([1, 2, 2, 1]), tf.ones([3, 3, 1, 1]), [1, 5, 5, 1], 1, 'VALID')";

describe('code actions', () => {
  it('repair, the usual repair first and preferred', () => {
    const [first, ...others] = actionsOf(python(wrong));
    expect(first?.title).toBe('Use output_shape [1, 4, 4, 1]');
    expect(first?.preferred).toBe(true);
    expect(others.every(({ preferred }) => !preferred)).toBe(true);
    expect(edited(python(wrong), /Use output_shape/)).toContain('[1, 4, 4, 1]');
  });

  it('ignore on the line', () => {
    expect(edited(python(`${wrong}\nz = 1`), /^Ignore/)).toBe(`${wrong}  # shapewright: ignore[transpose-output-shape]\nz = 1`);
  });

  it('ignore behind a comment', () => {
    expect(edited(python(`${wrong}  # why`), /^Ignore/)).toBe(`${wrong}  # why  # shapewright: ignore[transpose-output-shape]`);
  });

  it('add to what is ignored already', () => {
    expect(edited(python(`${wrong}  # shapewright: ignore[rank-mismatch]`), /^Ignore/)).toBe(
      `${wrong}  # shapewright: ignore[rank-mismatch, transpose-output-shape]`,
    );
  });

  it('ignore in TypeScript, with its comments and its line ends', () => {
    const code = "const y = tf.conv2d(tf.ones([1, 4, 4, 3]), tf.ones([3, 3, 1, 8]), 1, 'valid');\r\nexport {};";
    expect(edited(typescript(code), /^Ignore/)).toBe(code.replace(';\r', ';  // shapewright: ignore[channels-mismatch]\r'));
  });

  it('offer nothing where nothing is wrong', () => {
    expect(actionsOf(python('y = tf.ones([2, 3])'))).toEqual([]);
  });

  it('offer no comment behind a line that goes on', () => {
    const code = wrong.replace('[1, 5, 5, 1], ', '\\\n  [1, 5, 5, 1], \\\n  ');
    expect(actionsOf(python(code)).some(({ title }) => title.startsWith('Ignore'))).toBe(false);
  });
});
