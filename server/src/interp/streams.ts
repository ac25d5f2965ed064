/**
 * Streams: data sets, loaders of batches, and their iterators give elements of one form, one after the other. What their methods do is data of
 * the packs (`FrameworkPack.streams`), or they are ops whose receiver is a stream.
 */
import type { Span } from '#server/ir/ir.ts';
import { symbol } from '#shared/dim/dim.ts';
import { packOf, streamMethodOp, tensorsOf } from '#shared/ops/registry.ts';
import { iterate } from './bind.ts';
import { eachOf, listOf, oneOf, recordOf } from './join.ts';
import { memberOf } from './mro.ts';
import { holds, protocolOf } from './protocol.ts';
import { type Arguments, type CallSite, type Frame, positionalArguments, type Run } from './run.ts';
import { revealed, type StreamValue, unknownValue, type Value } from './value.ts';

/** What going through it gives each time, as far as that has one form: a tuple of tensors, say. Undefined for what is no stream. */
export function elementOf(value: Value, site: { readonly frame: Frame; readonly span: Span }, run: Run): Value | undefined {
  const stream = streamOf(value, site, run);
  if (stream) return oneOf(stream.element);
  if (value.kind !== 'list' || value.type !== 'iterator') return undefined;
  return eachOf(iterate(value));
}

/** The stream that a value is: one itself, or an object of the user's class that makes the elements. */
export function streamOf(value: Value, { frame, span }: { readonly frame: Frame; readonly span: Span }, run: Run): StreamValue | undefined {
  if (value.kind === 'stream') return value;
  if (value.kind !== 'instance' || holds(value) !== 'stream') return undefined;
  const framework = tensorsOf(protocolOf(value.class)?.pack.name ?? 'numpy');
  const item = memberOf(value.class, '__getitem__');
  const through = memberOf(value.class, '__iter__');
  const element =
    item?.kind === 'function'
      ? run.call({ ...item, self: value }, positionalArguments(someIndex(frame, span, run)), { frame, span })
      : through?.kind === 'function'
        ? eachOf(iterate(run.call({ ...through, self: value }, positionalArguments(), { frame, span })))
        : undefined;
  return { kind: 'stream', framework, element: element ? settled(element) : unknownValue('an element that nothing is known of') };
}

/** Which element it is, does not matter. */
const someIndex = ({ module }: Frame, { start }: Span, run: Run): Value => ({
  kind: 'number',
  dim: symbol('index', { id: `index@${module.path}:${start}#${run.fresh()}`, least: 0 }),
});

/** Objects of the user's classes that stand for streams, as streams. */
export function withStreams(args: Arguments, site: CallSite, run: Run): Arguments {
  const seen = <T extends { readonly value: Value }>(passed: T): T => {
    const stream = passed.value.kind === 'instance' ? streamOf(passed.value, site, run) : undefined;
    return stream ? { ...passed, value: stream } : passed;
  };
  if (![...args.positional, ...args.named.values()].some(({ value }) => value.kind === 'instance')) return args;
  return { ...args, positional: args.positional.map(seen), named: new Map([...args.named].map(([name, passed]) => [name, seen(passed)])) };
}

/** What one element turns out to be says nothing of another. */
export function settled(value: Value): Value {
  const seen = revealed(value);
  if (seen.kind === 'list' && 'known' in seen.items.current) return listOf(seen.type, seen.items.current.known.map(settled), seen.site);
  if (seen.kind === 'record') {
    const { known, open } = seen.entries.current;
    return recordOf({ known: new Map([...known].map(([key, item]) => [key, settled(item)])), open });
  }
  return oneOf(seen);
}

export function streamAttribute(stream: StreamValue, name: string): Value | undefined {
  const op = streamMethodOp(stream.framework, name);
  if (op) return { kind: 'op', op, v1: false, receiver: stream };
  const { streams = {} } = packOf(stream.framework);
  const does = Object.hasOwn(streams, name) ? streams[name] : undefined;
  if (does?.kind === 'next' && does.attribute) return oneOf(stream.element);
  return does && { kind: 'method', object: stream, does };
}
