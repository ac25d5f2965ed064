/** What is recorded while a call runs, so that it can be recorded once more for an equal call in another context. */
import type { Arg } from '#shared/ops/argument.ts';
import type { Op } from '#shared/ops/op.ts';
import type { RecordedContext, RecordedNote, Recorder, Remark } from './recorder.ts';
import type { Activation, Frame } from './run.ts';
import type { CallSpans, Value } from './value.ts';

export type Event =
  | { readonly kind: 'call' | 'construction'; readonly op: Op; readonly place: CallSpans; readonly context: RecordedContext }
  | {
      readonly kind: 'note';
      readonly path: string;
      readonly note: Pick<RecordedNote, 'name' | 'span' | 'role'>;
      readonly value: Value;
      /** The value as it was then, where it can have changed since. */
      readonly arg?: Arg;
    }
  | { readonly kind: 'remark'; readonly remark: Remark }
  /** What was recorded by a stretch inside this one that had a tape of its own. */
  | { readonly kind: 'tape'; readonly tape: Tape }
  | { readonly kind: 'reach'; readonly definition: object }
  | {
      readonly kind: 'decide';
      readonly frame: Pick<Frame, 'function'>;
      readonly executed: object | undefined;
      readonly skipped: object | undefined;
    };

export type Tape = readonly Event[];

/** Events on it, also on the tapes within; counting stops beyond `most`. */
export function lengthOf(tape: Tape, most: number): number {
  let length = 0;
  for (const event of tape) {
    length += event.kind === 'tape' ? lengthOf(event.tape, most) : 1;
    if (length > most) break;
  }
  return length;
}

export class Tapes {
  readonly #recorder: Recorder;

  constructor(recorder: Recorder) {
    this.#recorder = recorder;
  }

  /** Runs `body` and keeps what is recorded meanwhile. */
  recorded<R, S>(body: () => R, then: (result: R) => S): S & { readonly tape: Tape } {
    const tape: Event[] = [];
    const result = this.#recorder.onTape(tape, body);
    return { ...then(result), tape };
  }

  /** Records a tape that was made silently. */
  publish(tape: Tape): void {
    for (const event of tape) this.#recorder.replay(event);
  }

  /** Records a tape once more, for a call that runs in another frame. */
  play(tape: Tape, from: Frame, to: Frame): void {
    const rebased = rebasing(from, to);
    const play = (part: Tape): void => {
      for (const event of part) {
        if (event.kind === 'tape') play(event.tape);
        else if (event.kind === 'call' || event.kind === 'construction')
          this.#recorder.replay({ ...event, context: rebased(event.context) });
        else this.#recorder.replay(event);
      }
    };
    play(tape);
  }
}

/** Puts the calls that lead to the new frame in the place of those that led to the old one. */
function rebasing(from: Frame, to: Frame): (context: RecordedContext) => RecordedContext {
  const prefix = from.stack.length;
  const moved = (stack: RecordedContext['stack']) => [...to.stack, ...stack.slice(prefix)];
  const isInside = (stack: RecordedContext['stack']) => from.stack.every((call, at) => stack[at] === call);
  const attempts = (to.activation?.attempts ?? 0) - (from.activation?.attempts ?? 0);
  const runs = new Map<Activation, Activation>();
  const movedRun = (run: Activation): Activation => {
    if (run === from.activation) return to.activation ?? run;
    const known = runs.get(run);
    if (known) return known;
    const made = { ...run, attempts: run.attempts + attempts, ...(run.parent ? { parent: movedRun(run.parent) } : {}) };
    runs.set(run, made);
    return made;
  };
  return context => ({
    ...context,
    // A layer may have been constructed elsewhere, by other calls.
    stack: context.application && !isInside(context.stack) ? context.stack : moved(context.stack),
    attempts: context.attempts + attempts,
    ...(context.application ? { application: { ...context.application, stack: moved(context.application.stack) } } : {}),
    ...(context.activation ? { activation: movedRun(context.activation) } : {}),
  });
}
