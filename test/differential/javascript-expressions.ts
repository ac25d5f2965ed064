/** Random JavaScript expressions over variables that are known by the kind of what they hold. */
import type { randomFrom } from '../oracle/random.ts';

export type Random = ReturnType<typeof randomFrom>;
export type Kind = 'num' | 'str' | 'bool' | 'arr' | 'obj' | 'fn' | 'nil' | 'instance';

export interface Variable {
  readonly name: string;
  kind: Kind;
  /** Loop counters must not be written by what is in the loop; constants cannot be. */
  readonly fixed?: boolean;
}

/** Names that come from a module that nobody can see. */
export const inputs = ['u0', 'u1', 'u2'] as const;

export function kindOf(value: unknown): Kind {
  if (Array.isArray(value)) return 'arr';
  switch (typeof value) {
    case 'number':
      return 'num';
    case 'string':
      return 'str';
    case 'boolean':
      return 'bool';
    case 'function':
      return 'fn';
    case 'object':
      return value === null ? 'nil' : Object.getPrototypeOf(value) === Object.prototype ? 'obj' : 'instance';
    default:
      return 'nil';
  }
}

export class Expressions {
  protected readonly random: Random;
  protected readonly scopes: Variable[][] = [[]];
  protected count = 0;
  protected depth = 0;
  constructor(random: Random) {
    this.random = random;
  }

  // ---- variables --------------------------------------------------------------

  protected fresh(): string {
    return `v${this.count++}`;
  }

  protected declare(kind: Kind, fixed = false): string {
    const name = this.fresh();
    this.scopes.at(-1)?.push({ name, kind, fixed });
    return name;
  }

  protected visible(...kinds: Kind[]): Variable[] {
    return this.scopes.flat().filter(variable => kinds.length === 0 || kinds.includes(variable.kind));
  }

  protected variable(...kinds: Kind[]): string | undefined {
    const found = this.visible(...kinds);
    return found.length > 0 ? this.random.pick(...found).name : undefined;
  }

  protected writable(...kinds: Kind[]): string | undefined {
    const found = this.visible(...kinds).filter(({ fixed }) => !fixed);
    return found.length > 0 ? this.random.pick(...found).name : undefined;
  }

  /** Runs `body` with a scope of its own around it. */
  protected scoped<R>(body: () => R, ...declared: Variable[]): R {
    this.scopes.push(declared);
    this.depth++;
    try {
      return body();
    } finally {
      this.depth--;
      this.scopes.pop();
    }
  }

  // ---- expressions ------------------------------------------------------------

  num(deep = 0): string {
    const { pick, chance } = this.random;
    const some = this.variable('num');
    if (deep > 2 || chance(0.35)) return some && chance(0.7) ? some : pick('0', '1', '2', '3', '5', '-1', '7', '0.5', '2.5', '10');
    const n = () => this.num(deep + 1);
    const arr = () => this.arr(deep + 1);
    return pick(
      () => `(${n()} ${pick('+', '-', '*', '+', '-', '%', '/', '**', '|', '&', '^', '<<', '>>', '>>>')} ${n()})`,
      () => `Math.${pick('floor', 'ceil', 'round', 'trunc', 'abs', 'sqrt', 'sign')}(${n()})`,
      () => `Math.${pick('max', 'min')}(${n()}, ${n()})`,
      () => `${pick('-', '+', '~')}(${n()})`,
      () => `(${this.bool(deep + 1)} ? ${n()} : ${n()})`,
      () => `${arr()}.length`,
      () => `${arr()}.${pick('indexOf', 'lastIndexOf')}(${this.any(deep + 1)})`,
      () => `${arr()}.findIndex(x => ${this.scoped(() => this.bool(deep + 1), { name: 'x', kind: 'num', fixed: true })})`,
      () => `${arr()}.reduce((a, x, i) => ${pick('a + i', 'a + 1', 'a * 2 + i', 'i')}, ${n()})`,
      () => `${this.str(deep + 1)}.length`,
      () => `parseInt(${pick(this.str(deep + 1), n())}${pick('', ', 10', ', 2', ', 16')})`,
      () => `Number(${this.any(deep + 1)})`,
      () => `parseFloat(${this.str(deep + 1)})`,
      () => `(${this.writable('num') ?? '({ k: 1 }).k'}${pick('++', '--')})`,
      () => `(${this.writable('num') ?? '({ k: 1 }).k'} ${pick('+=', '-=', '*=', '=')} ${n()})`,
      () => `(${n()}, ${n()})`,
      () => `Object.keys(${this.obj(deep + 1)}).length`,
      () => `(${this.any(deep + 1)} ${pick('+', '-', '*', '%', '|')} ${this.any(deep + 1)})`,
    )();
  }

  str(deep = 0): string {
    const { pick, chance } = this.random;
    const some = this.variable('str');
    if (deep > 2 || chance(0.4)) return some && chance(0.7) ? some : pick("'a'", "'bc'", "''", "'10'", "'k'", "'2.5x'", "'0x1f'", "' 7'");
    const s = () => this.str(deep + 1);
    const n = () => this.num(deep + 1);
    return pick(
      () => `(${s()} + ${this.any(deep + 1)})`,
      () => `(${n()} + ${s()})`,
      () => `\`\${${this.any(deep + 1)}}-\${${n()}}\``,
      () => `typeof ${this.any(deep + 1)}`,
      () => `${this.arr(deep + 1)}.join(${pick("'-'", "''", '', s())})`,
      () => `String(${this.any(deep + 1)})`,
      () => `${s()}.${pick('toUpperCase', 'toLowerCase', 'trim', 'toString')}()`,
      () => `${s()}.slice(${n()}${pick('', `, ${n()}`)})`,
      () => `${s()}.${pick('replace', 'concat', 'padStart', 'repeat')}(${pick("'a', 'b'", '2', s())})`,
      () => `(${this.bool(deep + 1)} ? ${s()} : ${s()})`,
    )();
  }

  bool(deep = 0): string {
    const { pick, chance } = this.random;
    if (deep > 2 || chance(0.25)) return this.variable('bool') ?? pick('true', 'false', 'u0');
    const b = () => this.bool(deep + 1);
    const any = () => this.any(deep + 1);
    return pick(
      () => `(${this.num(deep + 1)} ${pick('<', '<=', '>', '>=', '===', '!==')} ${this.num(deep + 1)})`,
      () => `(${any()} ${pick('===', '!==', '==', '!=')} ${any()})`,
      () => `(${any()} ${pick('<', '>=')} ${any()})`,
      () => `!${any()}`,
      () => `(${b()} ${pick('&&', '||')} ${b()})`,
      () => pick('u0', 'u1 > 1', '!u0', 'u2', "typeof u2 === 'string'", 'u1 === 0', 'u2 == null'),
      () => `${this.arr(deep + 1)}.includes(${any()})`,
      () =>
        `${this.arr(deep + 1)}.${pick('some', 'every')}(x => ${this.scoped(() => this.bool(deep + 1), { name: 'x', kind: 'num', fixed: true })})`,
      () => `(${this.str(deep + 1)} in ${this.obj(deep + 1)})`,
      () => `Array.isArray(${any()})`,
      () => `Boolean(${any()})`,
      () => `Number.isInteger(${any()})`,
      () => `${this.str(deep + 1)}.${pick('startsWith', 'includes', 'endsWith')}(${this.str(deep + 1)})`,
    )();
  }

  arr(deep = 0): string {
    const { pick, chance } = this.random;
    const some = this.variable('arr');
    if (some && (deep > 1 || chance(0.5))) return some;
    const any = () => this.any(deep + 1);
    const n = () => this.num(deep + 2);
    const list = () => `[${Array.from({ length: pick(0, 1, 2, 3) }, () => (chance(0.1) ? `...${this.arr(deep + 2)}` : any())).join(', ')}]`;
    if (deep > 1) return list();
    const a = () => this.arr(deep + 1);
    const x = (body: () => string) => this.scoped(body, { name: 'x', kind: 'num', fixed: true });
    return pick(
      list,
      list,
      () => `${a()}.slice(${pick('', n(), `${n()}, ${n()}`)})`,
      () => `${a()}.splice(${n()}, ${pick('0', '1', n())}${pick('', `, ${any()}`)})`,
      () => `${a()}.concat(${pick(a(), any(), `${a()}, ${any()}`)})`,
      () => `${a()}.map(x => ${x(() => this.any(deep + 1))})`,
      () => `${a()}.map((x, i) => ${pick('i', 'i * 2', '[x, i]')})`,
      () => `${a()}.map(${pick('Number', 'String', 'parseInt')})`,
      () => `${a()}.filter(x => ${x(() => this.bool(deep + 1))})`,
      () => `${a()}.filter(Boolean)`,
      () => `${a()}.flat(${pick('', '2', '0')})`,
      () => `${a()}.flatMap(x => ${x(() => this.arr(deep + 2))})`,
      () => `${a()}.${pick('sort', 'reverse')}()`,
      () => `[${n()}, ${n()}, ${n()}].sort((p, q) => ${pick('p - q', 'q - p')})`,
      () => `new Array(${pick('3', '0', n())}).fill(${any()})`,
      () => `Array.from({ length: ${pick('2', '3')} }, (_, i) => ${pick('i', 'i + 1', this.any(deep + 1))})`,
      () => `Array.from(${pick(a(), this.str(deep + 1))})`,
      () => `Object.${pick('keys', 'values', 'entries')}(${this.obj(deep + 1)})`,
      () => `${this.str(deep + 1)}.split(${pick("''", "'a'", this.str(deep + 2))})`,
      () => `(${this.bool(deep + 1)} ? ${a()} : ${a()})`,
      () => `[, ${any()}]`,
      () => `(${this.writable('arr') ?? '[0][0]'} = ${a()})`,
    )();
  }

  obj(deep = 0): string {
    const { pick, chance } = this.random;
    const some = this.variable('obj');
    if (some && (deep > 1 || chance(0.5))) return some;
    const any = () => this.any(deep + 1);
    const part = () =>
      pick(
        () => `${pick('k', 'm', 'n', '1', "'a b'")}: ${any()}`,
        () => `[${pick(this.str(deep + 1), this.num(deep + 1))}]: ${any()}`,
        () => `...${deep > 1 ? '{ m: 1 }' : this.obj(deep + 1)}`,
        () => this.variable() ?? 'k: 2',
        () => `f() { return this.k; }`,
        () => `set(x) { this.k = x; return x; }`,
      )();
    // Engines disagree on the place of an accessor among other keys: it comes last.
    const accessor = () => (chance(0.2) ? [`get g() { return ${pick('1', '2.5', 'this.k')}; }`] : []);
    const literal = () => `({ ${[...Array.from({ length: pick(0, 1, 2, 3) }, part), ...accessor()].join(', ')} })`;
    return pick(
      literal,
      literal,
      literal,
      () => (deep > 1 ? literal() : `Object.assign(${this.obj(deep + 1)}, ${this.obj(deep + 1)})`),
      () => (deep > 1 ? literal() : `(${this.bool(deep + 1)} ? ${this.obj(deep + 1)} : ${this.obj(deep + 1)})`),
    )();
  }

  any(deep = 0): string {
    const { pick, chance } = this.random;
    if (chance(0.15)) return pick('null', 'undefined', 'u0', 'u1', 'u2', 'NaN');
    if (chance(0.2)) return this.variable() ?? '4';
    const [o, a, f] = [this.variable('obj', 'instance'), this.variable('arr'), this.variable('fn')];
    return pick(
      () => this.num(deep + 1),
      () => this.num(deep + 1),
      () => this.str(deep + 1),
      () => this.bool(deep + 1),
      () => (deep > 1 ? this.num(deep + 1) : this.arr(deep + 1)),
      () => (deep > 1 ? this.num(deep + 1) : this.obj(deep + 1)),
      () => (a ? `${a}[${pick('0', '1', this.num(deep + 2), "'0'")}]` : '6'),
      () => (a ? `${a}.${pick('pop()', 'shift()', 'at(-1)', 'push(1)', 'unshift(2)', 'find(x => x)', 'length')}` : '7'),
      () => (o ? `${o}${pick('.k', '.m', '?.n', '?.k?.m', `[${this.str(deep + 2)}]`, '[1]', '.g', '?.f?.()', '?.set?.(3)')}` : '8'),
      () => (f ? `${f}(${[this.any(deep + 1), this.any(deep + 1)].slice(0, pick(0, 1, 2)).join(', ')})` : '9'),
      () => `(${this.any(deep + 2)} ${pick('??', '||', '&&')} ${this.any(deep + 2)})`,
    )();
  }

  of(kind: Kind, deep = 0): string {
    switch (kind) {
      case 'num':
        return this.num(deep);
      case 'str':
        return this.str(deep);
      case 'bool':
        return this.bool(deep);
      case 'arr':
        return this.arr(deep);
      case 'obj':
        return this.obj(deep);
      default:
        return this.any(deep);
    }
  }
}
