/** Prints IR as s-expressions, one statement a line, for tests that read like documentation. Spans are left out. */
import type { Argument, Expr, FunctionDefinition, MatchPattern, Module, Parameter, Pattern, Stmt } from '#server/ir/ir.ts';

export function printModule(module: Module): string {
  const lines = module.body.map(statement => printStatement(statement));
  for (const { kind, codes, text, line } of module.directives) lines.push(`; ${kind} ${codes.join(' ') || text} @${line + 1}`);
  if (module.python2) lines.push('; python 2');
  if (module.errors.length > 0) lines.push(`; errors ${module.errors.map(({ start, end }) => `${start}-${end}`).join(' ')}`);
  return lines.join('\n');
}

export function printStatement(statement: Stmt, indent = ''): string {
  const inner = `${indent}  `;
  const body = (statements: readonly Stmt[]): string => statements.map(each => `\n${printStatement(each, inner)}`).join('');
  const part = (name: string, statements: readonly Stmt[]): string =>
    statements.length === 0 ? '' : `\n${inner}${name}${statements.map(each => `\n${printStatement(each, `${inner}  `)}`).join('')}`;
  const line = (...words: readonly (string | undefined)[]): string => words.filter(word => word !== undefined && word !== '').join(' ');
  const text = ((): string => {
    switch (statement.kind) {
      case 'expression':
        return printExpression(statement.value);
      case 'assign': {
        const { targets, value, operator, annotation, declares } = statement;
        const as = annotation === undefined ? undefined : `: ${annotation}`;
        return `(${line(operator ? `${operator}=` : '=', declares, targets.map(printPattern).join(' '), as, printExpression(value))})`;
      }
      case 'if':
        return `(if ${printExpression(statement.test)}${body(statement.then)}${part('else', statement.otherwise)})`;
      case 'for': {
        const { target, iterable, over } = statement;
        const head = line(printPattern(target), over === 'keys' ? 'keys' : undefined, printExpression(iterable));
        return `(for ${head}${body(statement.body)}${part('else', statement.otherwise)})`;
      }
      case 'while': {
        const head = line(statement.first === 'body' ? 'do-while' : 'while', printExpression(statement.test));
        return `(${head}${body(statement.body)}${part('update', statement.update ?? [])}${part('else', statement.otherwise)})`;
      }
      case 'block':
        return `(block${body(statement.body)})`;
      case 'function':
        return printFunction(statement.definition, indent);
      case 'class': {
        const bases = statement.bases.map(printArgument).join(' ');
        const fields = statement.fields.map(
          ({ name, annotation, value }) =>
            `\n${inner}(field ${line(name, annotation && `: ${annotation}`, value && printExpression(value))})`,
        );
        // Methods that the body does not show as well are printed after it.
        const shown = new Set(statement.body.map(each => (each.kind === 'function' ? each.definition : undefined)));
        const methods = statement.methods.map(({ type, name, definition }) =>
          shown.has(definition)
            ? type === 'method'
              ? ''
              : `\n${inner}(${type} ${name})`
            : `\n${inner}(${type} ${name})\n${inner}  ${printFunction(definition, `${inner}  `)}`,
        );
        const decorators = statement.decorators.map(each => `@${printExpression(each)}`);
        return `(class ${line(...decorators, statement.name, `(${bases})`)}${fields.join('')}${body(statement.body)}${methods.join('')})`;
      }
      case 'return':
      case 'raise':
        return `(${line(statement.kind, statement.value && printExpression(statement.value))})`;
      case 'break':
      case 'continue':
      case 'pass':
        return `(${statement.kind})`;
      case 'assert':
        return `(assert ${printExpression(statement.test)})`;
      case 'delete':
        return `(delete ${statement.targets.map(printExpression).join(' ')})`;
      case 'scope':
        return `(${statement.type} ${statement.names.join(' ')})`;
      case 'import': {
        const from = `${'.'.repeat(statement.level)}${statement.path}`;
        const names = statement.names.map(
          ({ name, local, root }) => `${name}${local === undefined || local === name ? '' : ` as ${local}`}${root ? ' root' : ''}`,
        );
        return `(import ${line(from, ...names.map(name => `(${name})`))})`;
      }
      case 'export': {
        const names = statement.names.map(
          ({ name, local, value }) => `(${line(name, local && `from ${local}`, value && printExpression(value))})`,
        );
        return `(export ${line(statement.from, ...names)})`;
      }
      case 'with': {
        const items = statement.items.map(({ value, target }) => line(printExpression(value), target && `as ${printPattern(target)}`));
        return `(with ${items.join(', ')}${body(statement.body)})`;
      }
      case 'try': {
        const handlers = statement.handlers.map(({ name, type, body: caught }) => {
          const head = line('except', type && printExpression(type), name && `as ${name}`);
          return `\n${inner}${head}${caught.map(each => `\n${printStatement(each, `${inner}  `)}`).join('')}`;
        });
        return `(try${body(statement.body)}${handlers.join('')}${part('else', statement.otherwise)}${part('finally', statement.last)})`;
      }
      case 'switch': {
        const cases = statement.cases.map(({ test, literal, binds, pattern, guard, body: then, falls }) => {
          const head = line(
            'case',
            test ? (literal ? printExpression(test) : pattern ? printMatch(pattern) : `? ${printExpression(test)}`) : 'default',
            guard ? `if ${printExpression(guard)}` : '',
            binds.length > 0 ? `binds ${binds.join(' ')}` : '',
            falls ? 'falls' : '',
          );
          return `\n${inner}${head}${then.map(each => `\n${printStatement(each, `${inner}  `)}`).join('')}`;
        });
        return `(switch ${printExpression(statement.subject)}${cases.join('')})`;
      }
    }
  })();
  return `${indent}${text}`;
}

function printFunction(definition: FunctionDefinition, indent: string): string {
  const { name, params, body, decorators, isAsync, isGenerator, isArrow, returns } = definition;
  const words = [
    ...decorators.map(each => `@${printExpression(each)}`),
    isAsync ? 'async' : '',
    isArrow ? 'lambda' : 'def',
    name ?? '',
    `(${params.map(printParameter).join(' ')})`,
    returns === undefined ? '' : `-> ${returns}`,
    isGenerator ? 'generator' : '',
  ].filter(word => word !== '');
  const [only] = body;
  if (isArrow && body.length === 1 && only?.kind === 'return')
    return `(${words.join(' ')} ${only.value ? printExpression(only.value) : ''})`;
  return `(${words.join(' ')}${body.map(each => `\n${printStatement(each, `${indent}  `)}`).join('')})`;
}

function printParameter({ target, fallback, kind, annotation }: Parameter): string {
  const prefix = kind === 'rest' ? '*' : kind === 'keyword-rest' ? '**' : '';
  const suffix = kind === 'keyword-only' ? '!' : kind === 'positional-only' ? '/' : '';
  const type = annotation === undefined ? '' : `: ${annotation}`;
  return `${prefix}${printPattern(target)}${suffix}${type}${fallback ? ` = ${printExpression(fallback)}` : ''}`;
}

function printArgument({ name, value, spread }: Argument): string {
  const prefix = spread === 'list' ? '*' : spread === 'record' ? '**' : '';
  return `${name === undefined ? '' : `${name}=`}${prefix}${printExpression(value)}`;
}

export function printExpression(expression: Expr): string {
  const list = (items: readonly Expr[]): string => items.map(printExpression).join(' ');
  switch (expression.kind) {
    case 'name':
      return expression.name;
    case 'number':
      return expression.float && Number.isInteger(expression.value) ? `${expression.value}.0` : String(expression.value);
    case 'string':
      return JSON.stringify(expression.value);
    case 'boolean':
      return String(expression.value);
    case 'none':
      return 'none';
    case 'template':
      return `(template ${expression.parts.map(part => (typeof part === 'string' ? JSON.stringify(part) : printExpression(part))).join(' ')})`;
    case 'attribute': {
      const object = printExpression(expression.object);
      // A dotted name stays one word.
      return object.startsWith('(') || object.startsWith('[') ? `(. ${object} ${expression.name})` : `${object}.${expression.name}`;
    }
    case 'subscript':
      return `(at ${printExpression(expression.object)} ${list(expression.indices)})`;
    case 'call':
      return `(${expression.isNew ? 'new' : 'call'} ${[printExpression(expression.callee), ...expression.args.map(printArgument)].join(' ')})`;
    case 'sequence':
      return expression.type === 'list'
        ? `[${list(expression.items)}]`
        : `(${[expression.type, ...expression.items.map(printExpression)].join(' ')})`;
    case 'record':
      return `{${expression.entries.map(({ key, value }) => (key ? `${printExpression(key)}: ${printExpression(value)}` : `**${printExpression(value)}`)).join(', ')}}`;
    case 'unary':
      return `(${expression.operator} ${printExpression(expression.operand)})`;
    case 'binary':
    case 'logical':
      return `(${expression.operator} ${printExpression(expression.left)} ${printExpression(expression.right)})`;
    case 'compare':
      return `(compare ${expression.operands.map((operand, index) => `${index === 0 ? '' : `${expression.operators[index - 1]} `}${printExpression(operand)}`).join(' ')})`;
    case 'conditional':
      return `(if ${printExpression(expression.test)} ${printExpression(expression.then)} ${printExpression(expression.otherwise)})`;
    case 'function':
      return printFunction(expression.definition, '');
    case 'comprehension': {
      const { key, element, clauses } = expression;
      const head = `${key ? `${printExpression(key)}: ` : ''}${printExpression(element)}`;
      const tail = clauses.map(clause =>
        clause.kind === 'if'
          ? `(if ${printExpression(clause.test)})`
          : `(for ${printPattern(clause.target)} ${printExpression(clause.iterable)})`,
      );
      return `(${expression.type}-of ${head} ${tail.join(' ')})`;
    }
    case 'assignment': {
      const { target, operator, value, postfix } = expression;
      return `(${postfix ? 'postfix ' : ''}${operator ?? ':'}= ${printPattern(target)} ${printExpression(value)})`;
    }
    case 'spread':
      return `*${printExpression(expression.value)}`;
    case 'slice': {
      const { start, stop, step } = expression;
      return `${start ? printExpression(start) : ''}:${stop ? printExpression(stop) : ''}${step ? `:${printExpression(step)}` : ''}`;
    }
    case 'opaque':
      return `<${[expression.what, ...expression.parts.map(printExpression)].join(' ')}>`;
  }
}

export function printPattern(pattern: Pattern): string {
  switch (pattern.kind) {
    case 'name':
      return pattern.name === '' ? '<nothing>' : pattern.name;
    case 'attribute':
    case 'subscript':
      return printExpression(pattern);
    case 'sequence-pattern':
      return `(${pattern.items.map(item => (item ? printPattern(item) : '_')).join(' ')})`;
    case 'record-pattern': {
      const entries = pattern.entries.map(({ key, target }) => `${key}: ${printPattern(target)}`);
      return `{${[...entries, ...(pattern.rest ? [`*${printPattern(pattern.rest)}`] : [])].join(', ')}}`;
    }
    case 'rest-pattern':
      return `*${printPattern(pattern.target)}`;
    case 'default-pattern':
      return `${printPattern(pattern.target)} = ${printExpression(pattern.fallback)}`;
  }
}

function printMatch(pattern: MatchPattern): string {
  switch (pattern.kind) {
    case 'value':
      return printExpression(pattern.value);
    case 'capture':
      return pattern.name ?? '_';
    case 'as':
      return `(as ${printMatch(pattern.of)} ${pattern.name})`;
    case 'or':
      return `(or ${pattern.of.map(printMatch).join(' ')})`;
    case 'sequence':
      return `[${pattern.items.map(printMatch).join(' ')}]`;
    case 'rest':
      return `*${pattern.name ?? '_'}`;
    case 'mapping': {
      const entries = pattern.entries.map(({ key, of }) => `${printExpression(key)}: ${printMatch(of)}`);
      return `{${[...entries, ...(pattern.rest === undefined ? [] : [`**${pattern.rest}`])].join(' ')}}`;
    }
    case 'class':
      return `(is ${[printExpression(pattern.callee), ...pattern.args.map(printMatch)].join(' ')})`;
    case 'keyword':
      return `${pattern.name}=${printMatch(pattern.of)}`;
    case 'other':
      return '?';
  }
}
