/** Whether what the analysis claims of a value is true of the value that a real run left. */
import type { Arg } from '#shared/ops/argument.ts';

/** What is wrong with the claim, or undefined. `steps` is the path to the part in question. */
export function wrongClaim(claim: Arg, real: unknown, steps = ''): string | undefined {
  const wrong = (said: unknown): string => `${steps || 'value'}: claimed ${String(said)}, really ${display(real)}`;
  switch (claim.kind) {
    case 'unknown':
    case 'stream':
    case 'model':
      return undefined;
    case 'number':
      if (claim.dim.kind === 'int') return claim.dim.value === real ? undefined : wrong(claim.dim.value);
      return typeof real === 'number' ? undefined : wrong('a number');
    case 'float':
      if (typeof real !== 'number') return wrong('a number');
      return claim.value === undefined || claim.value === real || (Number.isNaN(claim.value) && Number.isNaN(real))
        ? undefined
        : wrong(claim.value);
    case 'text':
      if (typeof real !== 'string') return wrong('a text');
      return claim.text === undefined || claim.text === real ? undefined : wrong(JSON.stringify(claim.text));
    case 'flag':
      if (typeof real !== 'boolean') return wrong('a boolean');
      return claim.value === undefined || claim.value === real ? undefined : wrong(claim.value);
    case 'none':
      return real === null || real === undefined ? undefined : wrong('nothing');
    case 'other':
      return typeof real === 'function' ? undefined : wrong('a function');
    case 'list': {
      if (!Array.isArray(real) && !ArrayBuffer.isView(real)) return wrong('a list');
      const items = real as ArrayLike<unknown>;
      if (items.length !== claim.items.length) return wrong(`${claim.items.length} items`);
      return first(claim.items.map((item, at) => wrongClaim(item, items[at], `${steps}[${at}]`)));
    }
    case 'record': {
      if (typeof real !== 'object' || real === null) return wrong('an object');
      const [said, keys] = [Object.keys(claim.entries).sort().join(), Object.keys(real).sort().join()];
      if (said !== keys) return wrong(`keys ${said}`);
      return first(
        Object.entries(claim.entries).map(([key, value]) => wrongClaim(value, (real as Record<string, unknown>)[key], `${steps}.${key}`)),
      );
    }
    case 'tensor': {
      const shape = (real as { readonly shape?: readonly number[] } | undefined)?.shape;
      if (!shape) return wrong('a tensor');
      if (!claim.shape) return undefined;
      const fits = claim.shape.length === shape.length && claim.shape.every((dim, axis) => dim.kind !== 'int' || dim.value === shape[axis]);
      return fits ? undefined : `${steps}: claimed [${claim.shape.map(dim => (dim.kind === 'int' ? dim.value : '?'))}], really [${shape}]`;
    }
  }
}

const first = (answers: readonly (string | undefined)[]): string | undefined => answers.find(answer => answer !== undefined);

function display(value: unknown): string {
  try {
    return typeof value === 'string'
      ? JSON.stringify(value)
      : Array.isArray(value)
        ? `[${value.map(display)}]`
        : String(value).slice(0, 100);
  } catch {
    return typeof value;
  }
}

/** How many of the values are known, at least in kind. */
export const knownOf = (claims: readonly Arg[]): number => claims.filter(({ kind }) => kind !== 'unknown').length;
