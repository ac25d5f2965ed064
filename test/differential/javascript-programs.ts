/**
 * Random small JavaScript programs, grown one statement at a time: each statement is tried for real before it is kept, so that programs
 * run to their end and the next statement knows what the variables really hold.
 */
import { Expressions, type Kind, kindOf, type Variable } from './javascript-expressions.ts';

export class Grower extends Expressions {
  /** Whether `return`, `break` and `continue` make sense here. */
  #inFunction = false;
  #inLoop = false;

  get names(): readonly string[] {
    return (this.scopes[0] as Variable[]).map(({ name }) => name);
  }

  /** A statement for the end of the program; `keep` or `drop` must follow. */
  next(): string {
    return this.#statement();
  }

  /** What the variables at the top hold now. */
  learn(values: Readonly<Record<string, unknown>>): void {
    for (const variable of this.scopes[0] as Variable[]) variable.kind = kindOf(values[variable.name]);
  }

  /** The variables that a statement which was not kept declared. */
  forget(count: number): void {
    (this.scopes[0] as Variable[]).length = count;
  }

  // ---- statements -------------------------------------------------------------

  #statement(): string {
    const { weighted, pick, chance } = this.random;
    const shallow = this.depth < 3;
    const rules: (readonly [number, () => string])[] = [
      [5, () => this.#declaration()],
      [4, () => this.#write()],
      [3, () => this.#mutation()],
      [2, () => this.#destructuring()],
      [1, () => `${this.any()};`],
      [
        this.#inLoop ? 2 : 0,
        () =>
          chance(0.5)
            ? `if (${this.bool()}) ${pick('break', 'continue')};`
            : `if (${this.bool()}) { ${this.#write()} ${pick('break', 'continue')}; }`,
      ],
      [this.#inFunction ? 2 : 0, () => `if (${this.bool()}) return ${this.any()};`],
      [shallow ? 4 : 0, () => `if (${this.bool()}) ${this.#block()}${chance(0.5) ? ` else ${this.#block()}` : ''}`],
      [shallow ? 3 : 0, () => this.#loop()],
      [shallow ? 2 : 0, () => this.#function()],
      [shallow && this.depth === 0 ? 1.5 : 0, () => this.#class()],
      [shallow ? 1 : 0, () => this.#closures()],
      [shallow && this.depth === 0 ? 1.5 : 0, () => this.#generator()],
      [shallow ? 1 : 0, () => this.#bound()],
      [shallow ? 1.5 : 0, () => this.#try()],
      [shallow ? 1.5 : 0, () => this.#switch()],
      [shallow ? 0.5 : 0, () => this.#block()],
    ];
    return weighted(rules)();
  }

  #block(...declared: Variable[]): string {
    return this.scoped(() => `{\n${this.#statements()}\n}`, ...declared);
  }

  #statements(): string {
    return Array.from({ length: this.random.pick(1, 2, 3) }, () => this.#statement()).join('\n');
  }

  #declaration(): string {
    const { pick, chance } = this.random;
    const kind = pick<Kind>('num', 'num', 'str', 'bool', 'arr', 'arr', 'obj', 'obj', 'nil');
    const value = chance(0.05) ? undefined : this.of(kind);
    // A `var` in a block belongs to the function: its name is used there only in the block.
    const word = pick('let', 'let', 'const', 'var');
    const name = this.declare(kind, word === 'const');
    return value === undefined ? `${word === 'const' ? 'let' : word} ${name};` : `${word} ${name} = ${value};`;
  }

  #write(): string {
    const { pick, chance } = this.random;
    const number = this.writable('num');
    if (number && chance(0.5))
      return pick(
        `${number} ${pick('+=', '-=', '*=', '%=', '|=', '**=')} ${this.num(1)};`,
        `${number}${pick('++', '--')};`,
        `${number} = ${this.num()};`,
      );
    const name = this.writable();
    return name ? `${name} ${pick('=', '=', '=', '+=', '??=', '||=', '&&=')} ${this.any()};` : `${this.any()};`;
  }

  #mutation(): string {
    const { pick, chance } = this.random;
    const a = this.variable('arr');
    const o = this.variable('obj', 'instance');
    if (a && (!o || chance(0.6)))
      return pick(
        () => `${a}.push(${this.any()});`,
        () => `${a}.unshift(${this.any()}, ${this.any()});`,
        () => `${a}[${pick('0', '1', '2', '-1', this.num(2), `${a}.length`)}] ${pick('=', '=', '+=', '??=')} ${this.any()};`,
        () => `${a}.${pick('pop', 'shift', 'reverse', 'sort')}();`,
        () => `${a}.splice(${this.num(2)}, ${pick('0', '1', '2')}, ${this.any()});`,
        () => `${a}.fill(${this.any()}${pick('', ', 1', ', 0, 1')});`,
        () => `${a}.length = ${pick('0', '1', '2')};`,
        () => `${a}.forEach((x, i) => ${this.#block({ name: 'x', kind: 'num', fixed: true }, { name: 'i', kind: 'num', fixed: true })});`,
        () => `${a}.copyWithin(0, 1);`,
        () => `Array.prototype.push.apply(${a}, [1, 2]);`,
        () => `delete ${a}[0];`,
        () => `${a}[${this.writable('num') ?? '0'}++] = ${this.any()};`,
      )();
    if (o)
      return pick(
        () => `${o}.${pick('k', 'm', 'n')} ${pick('=', '=', '+=', '??=', '||=')} ${this.any()};`,
        () => `${o}[${pick(this.str(1), this.num(2))}] = ${this.any()};`,
        () => `delete ${o}.${pick('k', 'm')};`,
        () => `Object.assign(${o}, ${this.obj(1)});`,
        () => `${o}.set?.(${this.any()});`,
        () => `(${this.bool()} ? ${o} : ${this.obj(1)}).k = ${this.any()};`,
      )();
    return `${this.any()};`;
  }

  #destructuring(): string {
    const { pick, chance } = this.random;
    const fallback = () => (chance(0.4) ? ` = ${this.any(1)}` : '');
    if (chance(0.5)) {
      const source = this.arr();
      const parts = Array.from({ length: pick(1, 2, 3) }, () => (chance(0.15) ? '' : `${this.declare('num')}${fallback()}`));
      if (chance(0.3)) parts.push(`...${this.declare('arr')}`);
      return `let [${parts.join(', ')}] = ${source};`;
    }
    const [x, y] = [this.writable(), this.writable()];
    if (x && y && x !== y && chance(0.4)) return `[${x}, ${y}] = [${y}, ${x}];`;
    const source = this.obj();
    const parts = pick(['k'], ['k', 'm'], ['m', 'n']).map(key => `${key}: ${this.declare('num')}${fallback()}`);
    if (chance(0.3)) parts.push(`...${this.declare('obj')}`);
    return `let { ${parts.join(', ')} } = ${source};`;
  }

  #loop(): string {
    const { pick, chance } = this.random;
    const outer = this.#inLoop;
    const label = chance(0.1) ? `L${this.count++}: ` : '';
    const body = (...declared: Variable[]) => {
      this.#inLoop = true;
      const text = this.#block(...declared);
      this.#inLoop = outer;
      return label && chance(0.7)
        ? `${text.slice(0, -1)}for (const q of [1, 2]) { if (${this.bool()}) ${pick('break', 'continue')} ${label.slice(0, -2)}; }\n}`
        : text;
    };
    const i = this.fresh();
    return pick(
      () =>
        `${label}for (let ${i} = ${pick('0', '1')}; ${i} < ${pick('2', '3', '5')}; ${i}++) ${body({ name: i, kind: 'num', fixed: true })}`,
      () => `${label}for (const ${i} of ${this.arr()}.slice(0, 6)) ${body({ name: i, kind: 'num', fixed: true })}`,
      () => `${label}for (const [${i}, x] of Object.entries(${this.obj()})) ${body({ name: i, kind: 'str', fixed: true })}`,
      () => `${label}for (const ${i} in ${pick(this.obj(), this.arr())}) ${body({ name: i, kind: 'str', fixed: true })}`,
      () =>
        `let ${i} = 0;\n${label}while (${i}++ < ${pick('2', '3', '4')}${chance(0.4) ? ` && ${this.bool()}` : ''}) ${body({ name: i, kind: 'num', fixed: true })}`,
      () =>
        `let ${i} = 0;\n${label}do ${body({ name: i, kind: 'num', fixed: true })} while (++${i} < ${pick('1', '3')} && ${this.bool()});`,
    )();
  }

  #body(...declared: Variable[]): string {
    const [loop, inside] = [this.#inLoop, this.#inFunction];
    [this.#inLoop, this.#inFunction] = [false, true];
    const text = this.scoped(() => `{\n${this.#statements()}\nreturn ${this.any()};\n}`, ...declared);
    [this.#inLoop, this.#inFunction] = [loop, inside];
    return text;
  }

  #function(): string {
    const { pick, chance } = this.random;
    const [p, q] = [this.fresh(), this.fresh()];
    const params = pick(`${p}`, `${p}, ${q} = ${this.any(1)}`, `${p}, ...${q}`, `{ k: ${p}, m: ${q} = 2 } = {}`, `${p} = 1, ${q} = ${p}`);
    const declared: Variable[] = [
      { name: p, kind: 'num' },
      ...(params.includes(q) ? [{ name: q, kind: params.includes('...') ? ('arr' as const) : ('num' as const) }] : []),
    ];
    const body = this.#body(...declared);
    const name = this.fresh();
    const text = pick(
      `function ${name}(${params}) ${body}`,
      `const ${name} = (${params}) => ${body};`,
      `const ${name} = function (${params}) ${body};`,
    );
    this.scopes.at(-1)?.push({ name, kind: 'fn', fixed: true });
    const call = chance(0.6) ? `\nlet ${this.declare('num')} = ${name}(${pick('', this.any(), `${this.any()}, ${this.any()}`)});` : '';
    return chance(0.15) && text.startsWith('function') && call ? `${call}\n${text}` : text + call;
  }

  #class(): string {
    const { pick, chance } = this.random;
    const [base, derived] = [`C${this.count++}`, `C${this.count++}`];
    const member = () => {
      const text = this.#body();
      const x = this.fresh();
      return pick(
        () => `${pick('k', 'm', '#p')} = ${this.any(1)};`,
        () => `static n = ${this.any(1)};`,
        () => `f() { this.k = ${this.any(1)}; ${text.slice(1)}`,
        () => `set(${x}) { this.m = ${x}; return this; }`,
        () => `get g() { return this.k; }`,
        () => `set g(${x}) { this.k = ${x}; }`,
        () => `static s(${x} = 1) { this.n = ${x}; return this.n; }`,
      )();
    };
    const unique = (members: string[]) =>
      members.filter((text, at) => !text.includes('#p') || members.findIndex(other => other.includes('#p')) === at);
    const members = () => unique(Array.from({ length: pick(1, 2, 3, 4) }, member)).join('\n');
    const own = `class ${base} {\n${members()}\nconstructor(a = 1) { this.a = a; ${this.scoped(() => `this.k = ${this.any(1)};`)} }\n}`;
    const extended = `class ${derived} extends ${base} {\n${members()}\n${chance(0.5) ? `constructor(b) { super(b); this.m = ${this.any(1)}; }\n` : ''}f() { ${chance(0.5) ? 'super.f?.();' : ''} this.n = 3; return this.k; }\n}`;
    const used = pick(base, derived);
    const object = this.declare('instance', true);
    const result = this.declare('num');
    const uses = pick(
      `${object}.f?.()`,
      `${object}.g`,
      `(${object}.g = 4)`,
      `${used}.s?.(2)`,
      `${used}.n`,
      `${object}.set?.(5)?.m`,
      `${object}.n`,
    );
    return `${own}\n${extended}\nconst ${object} = new ${used}(${pick('', this.any(1))});\nlet ${result} = ${uses};\nlet ${this.declare('num')} = [${object}.k, ${object}.m, ${object}.a, ${object}.n, ${used}.n];`;
  }

  /** Functions that remember the variables of a loop's turns. */
  #closures(): string {
    const { pick } = this.random;
    const [list, i] = [this.fresh(), this.fresh()];
    const loop = pick(
      `for (let ${i} = 0; ${i} < ${pick('2', '3')}; ${i}++)`,
      `for (var ${i} = 0; ${i} < 3; ${i}++)`,
      `for (const ${i} of ${pick('[1, 2]', this.arr())})`,
      `for (let ${i} = 0, m = 5; ${i} < 3; ${i}++, m--)`,
    );
    const inside = pick(`${i}`, `${i}++`, `[${i}, ${this.any(1)}]`, `(${i} = ${this.num(1)})`);
    const isConstant = loop.includes('const');
    const made = `{ ${list}.push(() => ${isConstant ? i : inside}); ${this.bool()} && ${list}.push(() => ${i}); }`;
    return `const ${list} = [];\n${loop} ${made}\nlet ${this.declare('arr')} = [...${list}, ...${list}].slice(0, 8).map(f => f());`;
  }

  #generator(): string {
    const { pick, chance } = this.random;
    const [name, n] = [this.fresh(), this.fresh()];
    const body = [
      `yield ${this.any(1)};`,
      `for (let i = 0; i < ${n}; i++) { ${chance(0.3) ? `if (${this.bool()}) ${pick('break', 'continue', 'return')};` : ''} yield ${pick('i', 'i * 2', '[i]')}; }`,
      `yield* ${this.arr()};`,
      `if (${this.bool()}) yield ${this.any(1)};`,
      `if (${this.bool()}) return ${this.any(1)};`,
      `const made = []; made.push(1); yield made; made.push(2); yield made;`,
      this.#write(),
    ];
    const statements = Array.from({ length: pick(1, 2, 3) }, () => pick(...body)).map(text => `{ ${text} }`);
    const [it, out] = [this.fresh(), this.declare('arr')];
    const between = chance(0.5) ? this.#write() : '';
    const use = pick(
      `let ${out} = [...${name}(2)].slice(0, 9);`,
      `let ${out} = Array.from(${name}(3)).slice(0, 9);`,
      `let ${out} = [];\nfor (const x of ${name}(2)) { ${out}.push(x); ${pick('', this.#write(), `if (${this.bool()}) break;`)} if (${out}.length > 9) break; }`,
      `const ${it} = ${name}(2);\n${between}\nlet ${out} = [${it}.next().value, ${it}.next().done, ...${it}].slice(0, 9);`,
      `const ${it} = ${name}(3);\n${between}\nlet ${out} = [...${it}, 'and', ...${it}].slice(0, 9);`,
      `let [${out} = [], ${this.declare('num')}] = ${name}(2);`,
    );
    return `function* ${name}(${n}) {\n${statements.join('\n')}\n}\n${use}`;
  }

  /** Getters, and functions that are called with a \`this\` of their own. */
  #bound(): string {
    const { pick } = this.random;
    const [o, f] = [this.fresh(), this.fresh()];
    const object = `const ${o} = { k: ${this.any(1)}, get g() { ${pick('', `this.k = ${this.any(1)};`)} return this.k; }, f(x) { return [this.k, x]; } };`;
    const value = pick(
      `${o}.g`,
      `[${o}.g, ${o}.k]`,
      `{ ...${o} }.g`,
      `Object.values({ ...${o}, f: 0 })`,
      `${o}.f.call({ k: ${this.any(1)} }, ${this.any(1)})`,
      `${o}.f.bind({ k: 2 }, 3)(4)`,
      `${o}.f.apply(${o}, [${this.any(1)}])`,
      `Math.max.apply(null, [1, ${this.num(1)}])`,
      `(() => { const { g, ...rest } = ${o}; return [g, rest.k]; })()`,
    );
    return `${object}\nconst ${f} = ${o}.f.bind(${o});\nlet ${this.declare('num')} = ${value};\nlet ${this.declare('arr')} = ${f}(${this.any(1)});`;
  }

  #try(): string {
    const { pick, chance } = this.random;
    const thrown = chance(0.6)
      ? `\nif (${this.bool()}) throw ${pick('new Error("x")', '1')};\n${this.scoped(() => this.#statements())}`
      : pick('', '\nnull.x;', '\nundefinedName;');
    const body = `{\n${this.scoped(() => this.#statements())}${thrown}\n}`;
    const handler = ` catch${pick('', ' (e)')} ${this.#block()}`;
    const last = ` finally ${this.#block()}`;
    return `try ${body}${pick(handler, handler, handler + last)}`;
  }

  #switch(): string {
    const { pick, chance } = this.random;
    const subject = pick(this.num(), this.any(), this.str());
    const cases = Array.from(
      { length: pick(1, 2, 3) },
      () =>
        `case ${pick('1', '2', "'a'", "'1'", 'true', 'null', this.num(2))}:\n${this.scoped(() => this.#caseBody())}\n${chance(0.6) ? 'break;' : ''}`,
    );
    if (chance(0.6))
      cases.splice(
        pick(0, cases.length, cases.length),
        0,
        `default:\n${this.scoped(() => this.#caseBody())}\n${chance(0.5) ? 'break;' : ''}`,
      );
    return `switch (${subject}) {\n${cases.join('\n')}\n}`;
  }

  /** Declarations of several cases share a scope: these have none. */
  #caseBody(): string {
    return this.random.chance(0.3) ? this.#block() : `${this.#write()} ${this.random.chance(0.2) ? `if (${this.bool()}) break;` : ''}`;
  }
}
