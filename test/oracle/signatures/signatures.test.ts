/** Declared parameters against those of the frameworks themselves, as record.py found them. */
import { describe, expect, test } from 'vitest';
import { knowsKeywords, type Op } from '#shared/ops/op.ts';
import { isFree, misplaced, type Recorded, recordedOf, recordings, undeclared, unlikeRequired } from './compare.ts';
import { exceptions } from './exceptions.ts';
import { recordedPacks } from './recorded-names.ts';

describe.each(recordedPacks.map(pack => [pack.name, pack] as const))('%s', (name, pack) => {
  const all = recordings(pack);
  const { order = {}, required = {}, incomplete = {}, refusing = {}, unfinished = false } = exceptions[name] ?? {};
  const found = pack.ops.map(op => [op, recordedOf(op, pack, all)] as const);

  /** Every op and way to reach it of which `differs` says something, but for those that are excepted. */
  const differing = (excepted: Readonly<Record<string, string>>, differs: (op: Op, recorded: Recorded) => string | undefined) =>
    found.flatMap(([op, ways]) => {
      if (Object.hasOwn(excepted, op.name)) return [];
      return ways.flatMap(way => {
        const said = differs(op, way);
        return said ? [`${op.name}, as ${way.path} (${way.generation}): ${said}`] : [];
      });
    });

  test.skipIf(unfinished)('positional orders are the real ones', () => {
    expect(differing(order, misplaced)).toEqual([]);
  });

  test.skipIf(unfinished)('what must be given is required, and nothing else', () => {
    const wrong = found.flatMap(([op, ways]) => {
      const unlike = op.complete === true && !Object.hasOwn(required, op.name) ? unlikeRequired(op, ways) : [];
      return unlike.length > 0 ? [`${op.name}: ${unlike.join(', ')}`] : [];
    });
    expect(wrong).toEqual([]);
  });

  test.skipIf(unfinished)('where an unknown keyword is an error, every real one is known', () => {
    expect(differing({}, (op, way) => (knowsKeywords(op) ? undeclared(op, way).join(' ') : undefined))).toEqual([]);
  });

  test.skipIf(unfinished)('what takes keywords of any name reports none', () => {
    expect(differing(refusing, (op, way) => (knowsKeywords(op) && isFree(way) ? 'takes others' : undefined))).toEqual([]);
  });

  test.skipIf(unfinished)('every other op knows all its keywords', () => {
    const open = found.filter(([op, ways]) => !knowsKeywords(op) && !op.attribute && !ways.some(isFree)).map(([op]) => op.name);
    expect(open.filter(each => !Object.hasOwn(incomplete, each))).toEqual([]);
  });

  test('every exception is one', () => {
    const known = new Set(pack.ops.map(op => op.name));
    expect([order, required, incomplete, refusing].flatMap(table => Object.keys(table)).filter(each => !known.has(each))).toEqual([]);
  });
});
