/**
 * A formula is written once; it computes on dims, explains itself with numbers filled in, and prints in docs.
 *
 *     const same = formula('ceil(L / s)');
 *     same({ L: int(5), s: int(2) })           // 3
 *     same.explain({ L: int(5), s: int(2) })   // '⌈5/2⌉ = 3'
 *     same.text                                // '⌈L/s⌉'
 */
import { add, ceilDivide, floorDivide, maximum, minimum, modulo, multiply, subtract } from './arithmetic.ts';
import { type Dim, int, unknown } from './dim.ts';
import { show } from './show.ts';

export type Environment = Readonly<Record<string, Dim>>;

export interface Formula {
  (env: Environment): Dim;
  /** For people: `⌊(L + b + a − F)/s⌋ + 1`. */
  readonly text: string;
  /** With the values in place and the result: `⌊(4 + 0 + 0 − 3)/1⌋ + 1 = 2`. */
  explain(env: Environment): string;
  readonly names: readonly string[];
}

type Operator = '+' | '-' | '*';
type Tree =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'operator'; readonly operator: Operator; readonly left: Tree; readonly right: Tree }
  | { readonly kind: 'call'; readonly name: 'floor' | 'ceil' | 'max' | 'min' | 'mod'; readonly left: Tree; readonly right: Tree };

const compute: Record<Operator | 'floor' | 'ceil' | 'max' | 'min' | 'mod', (a: Dim, b: Dim) => Dim> = {
  '+': add,
  '-': subtract,
  '*': multiply,
  floor: floorDivide,
  ceil: ceilDivide,
  max: maximum,
  min: minimum,
  mod: modulo,
};

/** Grammar: `+ - *`, parentheses, integers, names, `floor(a / b)`, `ceil(a / b)`, `max(a, b)`, `min(a, b)`, `mod(a, b)`. */
export function formula(source: string): Formula {
  const tree = parse(source);
  const names = [...new Set(source.match(/[A-Za-z_]\w*/g) ?? [])].filter(name => !Object.hasOwn(compute, name));
  const run = (env: Environment) => evaluate(tree, env);
  return Object.assign(run, {
    text: print(tree, name => name),
    names,
    explain: (env: Environment) => {
      const [numbers, result] = [print(tree, name => valueIn(env, name)), typeset(show(run(env)))];
      // With symbols the two can be the same text.
      return numbers === result ? result : `${numbers} = ${result}`;
    },
  });
}

function valueIn(env: Environment, name: string): string {
  const text = typeset(show(env[name] ?? unknown));
  return text.includes(' ') || text.startsWith('−') ? `(${text})` : text;
}

/** Code's signs as those of mathematics: `2*H - 1` is `2·H − 1` beside a formula. */
const typeset = (text: string): string => text.replaceAll('*', '·').replaceAll(' - ', ' − ').replace(/^-/, '−');

function evaluate(tree: Tree, env: Environment): Dim {
  switch (tree.kind) {
    case 'number':
      return int(tree.value);
    case 'name':
      return env[tree.name] ?? unknown;
    case 'operator':
      return compute[tree.operator](evaluate(tree.left, env), evaluate(tree.right, env));
    case 'call':
      return compute[tree.name](evaluate(tree.left, env), evaluate(tree.right, env));
  }
}

function print(tree: Tree, name: (name: string) => string, strength = 0): string {
  switch (tree.kind) {
    case 'number':
      return String(tree.value);
    case 'name':
      return name(tree.name);
    case 'operator': {
      const mine = tree.operator === '*' ? 2 : 1;
      const sign = { '+': ' + ', '-': ' − ', '*': '·' }[tree.operator];
      const text = `${print(tree.left, name, mine)}${sign}${print(tree.right, name, tree.operator === '+' ? mine : mine + 1)}`;
      return mine < strength ? `(${text})` : text;
    }
    case 'call': {
      if (tree.name === 'max' || tree.name === 'min') return `${tree.name}(${print(tree.left, name)}, ${print(tree.right, name)})`;
      const [left, right] = [print(tree.left, name, 3), print(tree.right, name, 3)];
      if (tree.name === 'mod') return strength > 0 ? `(${left} mod ${right})` : `${left} mod ${right}`;
      return tree.name === 'floor' ? `⌊${left}/${right}⌋` : `⌈${left}/${right}⌉`;
    }
  }
}

function parse(source: string): Tree {
  const tokens = source.match(/[A-Za-z_]\w*|\d+|\S/g) ?? [];
  let at = 0;
  const expect = (token: string) => {
    if (tokens[at++] !== token) throw new Error(`formula '${source}': expected '${token}' at token ${at}`);
  };
  const chain = (next: () => Tree, operators: readonly string[]): Tree => {
    let left = next();
    while (operators.includes(tokens[at] ?? '')) left = { kind: 'operator', operator: tokens[at++] as Operator, left, right: next() };
    return left;
  };
  const sum = (): Tree => chain(() => chain(atom, ['*']), ['+', '-']);
  const atom = (): Tree => {
    const token = tokens[at++] ?? '';
    if (token === '(') {
      const inner = sum();
      expect(')');
      return inner;
    }
    if (/^\d+$/.test(token)) return { kind: 'number', value: Number(token) };
    if (!/^\w/.test(token)) throw new Error(`formula '${source}': unexpected '${token}'`);
    if (tokens[at] !== '(') return { kind: 'name', name: token };
    if (!Object.hasOwn(compute, token)) throw new Error(`formula '${source}': unknown function '${token}'`);
    at++;
    const left = sum();
    expect(token === 'floor' || token === 'ceil' ? '/' : ',');
    const right = sum();
    expect(')');
    return { kind: 'call', name: token as 'floor', left, right };
  };
  const tree = sum();
  if (at < tokens.length) throw new Error(`formula '${source}': unexpected '${tokens[at]}'`);
  return tree;
}
