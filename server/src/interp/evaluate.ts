/** Evaluates expressions: one case per kind of node, each a line or a call into the construct's own file. */
import type { AttributeExpr, CallExpr, CompareExpr, Expr, RecordExpr, SequenceExpr, Span } from '#server/ir/ir.ts';
import { assignment, decides } from './assignment.ts';
import { type Spread, spreadList, spreadRecord } from './bind.ts';
import { builtinNamed } from './builtins/index.ts';
import { functionValue } from './classes.ts';
import { textOf } from './coerce.ts';
import { comprehension } from './comprehension.ts';
import { decide } from './decide.ts';
import { either, maybe } from './flow.ts';
import { settledEntries } from './function-attributes.ts';
import { noteYield } from './generators.ts';
import { itemsOf, iterable } from './iterators.ts';
import { listOf, recordOf } from './join.ts';
import { keyOf, keysOfBoth, keysWith } from './keys.ts';
import { asText, binary, comparison, unary } from './operators.ts';
import type { Arguments, Frame, Run } from './run.ts';
import { setOfItems } from './sets.ts';
import { asksForShape } from './shape-conditions.ts';
import { subscript } from './subscript.ts';
import { compare } from './truth.ts';
import {
  type Entries,
  flagValue,
  hole,
  isNoteworthy,
  none,
  nullValue,
  numberValue,
  revealed,
  textValue,
  unknownValue,
  type Value,
} from './value.ts';

export function evaluateExpr(expr: Expr, frame: Frame, run: Run): Value {
  switch (expr.kind) {
    case 'name':
      return name(expr.name, expr.span, frame, run);
    case 'number':
      return { ...numberValue(expr.value, expr.float), ...(expr.float ? {} : { site: { path: frame.module.path, span: expr.span } }) };
    case 'string':
      return textValue(expr.value, { path: frame.module.path, span: expr.span });
    case 'boolean':
      return { kind: 'flag', value: expr.value };
    case 'none':
      return expr.isNull ? nullValue : none;
    case 'template': {
      const show = frame.module.language === 'python' ? asText : textOf;
      const parts = expr.parts.map(part => (typeof part === 'string' ? part : show(run.evaluate(part, frame))));
      return textValue(parts.every(part => part !== undefined) ? parts.join('') : undefined);
    }
    case 'attribute':
      return member(run.evaluate(expr.object, frame), expr, frame, run);
    case 'subscript':
      return subscript(expr, run.evaluate(expr.object, frame), run, frame);
    case 'call':
      return call(expr, frame, run);
    case 'sequence':
      return sequence(expr, frame, run);
    case 'record':
      return record(expr, frame, run);
    case 'unary':
      return unary(expr, run, frame);
    case 'binary':
      return binaryChain(expr, frame, run);
    case 'compare': {
      return compareChain(expr, frame, run);
    }
    case 'logical':
      return logical(expr, frame, run);
    case 'conditional': {
      const answer = decide(run.evaluate(expr.test, frame), expr.test, frame, run);
      if (answer !== 'unknown') {
        const [taken, other] = answer === 'yes' ? [expr.then, expr.otherwise] : [expr.otherwise, expr.then];
        run.recorder.decide(frame, taken, other);
        return run.evaluate(taken, frame);
      }
      for (const side of [expr.then, expr.otherwise]) run.recorder.decide(frame, side, undefined);
      const inside = asksForShape(expr.test) ? { ...frame, guarded: true } : frame;
      return either(
        run,
        () => run.evaluate(expr.then, inside),
        () => run.evaluate(expr.otherwise, inside),
      );
    }
    case 'function':
      return functionValue(expr.definition, frame, run);
    case 'comprehension':
      return comprehension(expr, run, frame);
    case 'assignment':
      return assignment(expr, frame, run);
    case 'spread':
      return run.evaluate(expr.value, frame);
    case 'slice':
      return unknownValue('a slice by itself');
    case 'opaque':
      {
        const parts = expr.parts.map(part => run.evaluate(part, frame));
        if (frame.yields && expr.what.startsWith('yield')) noteYield(frame.yields, parts, expr.what !== 'yield', run);
      }
      return unknownValue(expr.what);
  }
}

function name(text: string, span: Expr['span'], frame: Frame, run: Run): Value {
  if (text === 'this' && frame.self) return frame.self;
  const value = frame.scope.get(text) ?? builtinNamed(text, frame.module.dialect);
  if (!value) return unknownValue(`no value for '${text}'`);
  const known = revealed(value);
  if (isNoteworthy(known)) run.recorder.note(frame.module.path, text, span, 'use', known);
  return known;
}

/** `a < b < c` looks at `c` only where `a < b`. */
function compareChain(expr: CompareExpr, frame: Frame, run: Run): Value {
  const values: Value[] = [];
  for (const [at, operand] of expr.operands.entries()) {
    const [a, b] = values.slice(-2);
    const operator = expr.operators[at - 2];
    const answer = a && b && operator ? compare(operator, a, b, frame.module.dialect) : 'yes';
    if (answer === 'no') return flagValue(false);
    const evaluate = () => {
      values.push(run.evaluate(operand, frame));
    };
    if (answer === 'yes') evaluate();
    else maybe(run, evaluate);
  }
  return comparison(expr, values, run, frame);
}

/** Chains like `a + b + c + …` lean left and may be long: walked in a loop. */
function binaryChain(expr: Extract<Expr, { kind: 'binary' }>, frame: Frame, run: Run): Value {
  const chain: Extract<Expr, { kind: 'binary' }>[] = [];
  let first: Expr = expr;
  while (first.kind === 'binary') {
    chain.push(first);
    first = first.left;
  }
  let value = run.evaluate(first, frame);
  for (const step of chain.reverse()) {
    run.spend();
    value = binary(step.operator, value, run.evaluate(step.right, frame), run, frame, step);
  }
  return value;
}

function logical(expr: Extract<Expr, { kind: 'logical' }>, frame: Frame, run: Run): Value {
  const left = run.evaluate(expr.left, frame);
  const decided = decides(expr.operator, left, frame, expr.left, run);
  if (decided !== 'unknown') return (decided === 'yes') === (expr.operator !== 'and') ? left : run.evaluate(expr.right, frame);
  return either(
    run,
    () => left,
    () => run.evaluate(expr.right, frame),
  );
}

/** `[, x]`: nothing is written there. */
const isHole = ({ kind, span }: Expr): boolean => kind === 'none' && span.start === span.end;

function sequence(expr: SequenceExpr, frame: Frame, run: Run): Value {
  const into: Spread = { positional: [], named: new Map(), open: false };
  for (const item of expr.items) {
    const value = run.evaluate(item, frame);
    if (item.kind === 'spread') spreadItems(value, into, item.span, frame, run);
    else into.positional.push({ value: isHole(item) ? hole : value });
  }
  const values = into.positional.map(({ value }) => value);
  if (expr.type === 'set' && !into.open) return setOfItems(values);
  if (into.open) return listOf(expr.type, { each: unknownValue('item of a list built with an unknown spread') });
  const plain = expr.items.every(item => item.kind !== 'spread');
  return listOf(expr.type, values, {
    path: frame.module.path,
    span: expr.span,
    ...(plain ? { items: expr.items.map(item => item.span) } : {}),
  });
}

/** `*items`, `...items`. */
function spreadItems(value: Value, into: Spread, span: Span, frame: Frame, run: Run): void {
  const source = iterable(value, frame, span, run);
  spreadList(source.kind === 'list' && source.type === 'iterator' ? listOf('list', itemsOf(source, frame, span, run)) : source, into);
}

/** Spreading these adds nothing. */
const hasNoEntries: ReadonlySet<Value['kind']> = new Set(['none', 'number', 'float', 'flag']);

function record(expr: RecordExpr, frame: Frame, run: Run): Value {
  const known = new Map<string, Value>();
  let objects: Pick<Entries, 'keys'> = {};
  let open = false;
  /** Entries that may come now may also replace; but nobody feeds a placeholder twice. */
  const veil = () => {
    open = true;
    for (const name of known.keys()) if (!objects.keys?.has(name)) known.set(name, unknownValue('may have been replaced'));
  };
  for (const { key, value } of expr.entries) {
    const name = key && run.evaluate(key, frame);
    const text = name && keyOf(name, frame.module.dialect);
    const evaluated = run.evaluate(value, frame);
    const getter = value.kind === 'opaque' && value.what === 'getter' && value.parts[0] && run.evaluate(value.parts[0], frame);
    const item: Value = getter && getter.kind === 'function' ? { ...unknownValue('a getter'), getter } : evaluated;
    if (!key) {
      if (item.kind === 'record') {
        if (item.entries.current.open) veil();
        for (const [own, inner] of settledEntries(item, frame, expr.span, run)) known.set(own, inner);
        objects = keysOfBoth({ known, open, ...objects }, item.entries.current);
      } else if (!hasNoEntries.has(item.kind)) veil();
      continue;
    }
    if (text !== undefined) {
      known.set(text, item);
      objects = keysWith(objects.keys, text, name as Value);
    } else veil();
  }
  const items = expr.entries.map(({ value }) => value.span);
  const plain = known.size === items.length && { site: { path: frame.module.path, span: expr.span, items } };
  return { ...recordOf({ known, open, ...objects }), ...(plain || {}) };
}

export function evaluateArguments(expr: CallExpr, frame: Frame, run: Run): Arguments {
  const into: Spread = { positional: [], named: new Map(), open: false };
  for (const { name: keyword, value, spread, span } of expr.args) {
    const evaluated = run.evaluate(value, frame);
    if (spread === 'list') spreadItems(evaluated, into, span, frame, run);
    else if (spread === 'record') spreadRecord(evaluated, into);
    else if (keyword !== undefined) into.named.set(keyword, { value: evaluated, span: value.span });
    // Behind arguments of unknown number nobody knows which parameter it is for.
    else if (into.open) into.positional.push({ value: unknownValue('an argument behind a spread', [evaluated]) });
    else into.positional.push({ value: evaluated, span: value.span ?? span });
  }
  return into;
}

/** Long method chains lean left too: `x.a().b()…`. */
function call(expr: CallExpr, frame: Frame, run: Run): Value {
  const chain: CallExpr[] = [expr];
  for (let inner = receiverCall(expr); inner; inner = receiverCall(inner)) chain.push(inner);
  let receiver: Value | undefined;
  for (const step of chain.reverse()) {
    run.spend();
    const { callee: called } = step;
    const object = called.kind !== 'attribute' ? undefined : (receiver ?? run.evaluate(called.object, frame));
    const callee = object && called.kind === 'attribute' ? member(object, called, frame, run) : run.evaluate(called, frame);
    // What hangs on it is passed over too.
    if (step.isOptional && (callee.kind === 'none' || object?.kind === 'none')) return none;
    const site = { frame, span: step.span, expr: step };
    receiver = run.call(boundTo(object, callee), evaluateArguments(step, frame, run), site);
    // What a function makes of `this` is not followed.
    if (step.isNew && callee.kind === 'function') receiver = unknownValue('an object made by a function');
  }
  return receiver as Value;
}

const receiverCall = (expr: CallExpr): CallExpr | undefined =>
  expr.callee.kind === 'attribute' && expr.callee.object.kind === 'call' ? expr.callee.object : undefined;

function member(object: Value, { name: text, nameSpan, span }: AttributeExpr, frame: Frame, run: Run): Value {
  const value = revealed(run.attribute(object, text, frame, span));
  if (isNoteworthy(value)) run.recorder.note(frame.module.path, text, nameSpan, 'use', value);
  return value;
}

/** JavaScript: in a function that is called as a member of an object, `this` is the object. */
function boundTo(object: Value | undefined, callee: Value): Value {
  const binds = object?.kind === 'record' && callee.kind === 'function' && !callee.self && !callee.definition.isArrow;
  return binds && callee.module.language === 'typescript' ? { ...callee, self: object } : callee;
}
