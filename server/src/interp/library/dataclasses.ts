/** Python's dataclasses, and attrs: what they make of a class is in `fields.ts`. */
import { at, type Builtin } from '../builtins/types.ts';
import { type FieldRules, fieldMarker, fieldsOf, withFields } from '../fields.ts';
import { listOf, recordOf } from '../join.ts';
import { type Arguments, type CallSite, type PassedArgument, positionalArguments, type Run } from '../run.ts';
import { flagValue, textValue, unknownValue, type Value } from '../value.ts';
import type { LibraryModule } from './library.ts';

const isOn = (passed: PassedArgument | undefined): boolean => passed?.value.kind === 'flag' && passed.value.value === true;
const isOff = (passed: PassedArgument | undefined): boolean => passed?.value.kind === 'flag' && passed.value.value === false;

/** `@dataclass` and `@dataclass(frozen=True)`: with options it gives the decorator. */
const decorator =
  (name: string, rules: (args: Arguments, of: Value) => FieldRules): Builtin =>
  (args, _site, run) => {
    const of = at(args, 0);
    if (!of) return { kind: 'partial', callee: { kind: 'builtin', name }, args };
    if (of.kind !== 'class') return of;
    return withFields(name.startsWith('dataclasses') ? of : { ...of, takesBareNames: true }, rules(args, of), run);
  };

const rulesOf = ({ named }: Arguments): FieldRules => ({
  ...(isOn(named.get('kw_only')) ? { keywordOnly: true } : {}),
  ...(isOff(named.get('init')) ? { noConstructor: true } : {}),
});

/** attrs looks at annotations where it is told to, or where no name without one is marked. */
const attrsRules =
  (auto: boolean) =>
  (args: Arguments, of: Value): FieldRules => {
    const unannotated =
      of.kind === 'class' &&
      of.statement.body.some(
        each =>
          each.kind === 'assign' &&
          each.annotation === undefined &&
          each.targets.some(target => target.kind === 'name' && of.members.get(target.name)?.kind === 'builtin'),
      );
    const byAnnotation = isOn(args.named.get('auto_attribs')) || (auto && !unannotated && !isOff(args.named.get('auto_attribs')));
    return { ...rulesOf(args), ...(byAnnotation ? {} : { marked: true }) };
  };

/** `field(default_factory=list)`. */
const dataclassField: Builtin = ({ named }) =>
  fieldMarker(recordOf({ known: new Map([...named].map(([name, { value }]) => [name, value])), open: false }));

/** `attr.ib(3)`, `attr.ib(factory=list)`, `attrs.field(default=attrs.Factory(list))`. */
const attrsField: Builtin = ({ positional, named }) => {
  const known = new Map([...named].map(([name, { value }]) => [name, value]));
  const [first] = positional;
  if (first) known.set('default', first.value);
  const fallback = known.get('default');
  const factory = known.get('factory') ?? (fallback?.kind === 'partial' ? fallback.callee : undefined);
  if (factory) {
    known.set('default_factory', factory);
    if (fallback?.kind === 'partial') known.delete('default');
  }
  // A converter may make anything of what is given.
  if (known.has('converter'))
    return fieldMarker(recordOf({ known: new Map([['default', unknownValue('a converted default')]]), open: false }));
  return fieldMarker(recordOf({ known, open: false }));
};

/** Objects with fields become records, all the way down. */
function asEntries(value: Value, run: Run, at: CallSite, depth = 0): Value {
  if (value.kind === 'list' && 'known' in value.items.current && depth < 8)
    return listOf(
      value.type,
      value.items.current.known.map(item => asEntries(item, run, at, depth + 1)),
    );
  if (value.kind !== 'instance' || fieldsOf(value.class).length === 0 || depth >= 8) return value;
  return recordOf({
    known: new Map(
      fieldsOf(value.class)
        .filter(({ isPassedOn }) => !isPassedOn)
        .map(({ name }) => [name, asEntries(run.attribute(value, name, at.frame, at.span), run, at, depth + 1)]),
    ),
    open: false,
  });
}

const asdict: Builtin = (args, site, run) => {
  const value = at(args, 0);
  return value?.kind === 'instance' ? asEntries(value, run, site) : unknownValue('a dataclass as a dict');
};

const astuple: Builtin = (args, site, run) => {
  const entries = asdict(args, site, run, unknownValue('a dataclass'));
  return entries.kind === 'record' ? listOf('tuple', [...entries.entries.current.known.values()]) : entries;
};

/** Constructs another of the class, from the fields of the first and what is given. */
const replace: Builtin = (args, site, run) => {
  const value = at(args, 0);
  if (value?.kind !== 'instance' || fieldsOf(value.class).length === 0 || args.open) return unknownValue('a dataclass');
  const named = new Map<string, PassedArgument>();
  for (const { name, isParameter, isPassedOn } of fieldsOf(value.class))
    if (isParameter && !isPassedOn) named.set(name, args.named.get(name) ?? { value: run.attribute(value, name, site.frame, site.span) });
  for (const [name, given] of args.named) named.set(name, given);
  return run.call(value.class, { positional: [], named, open: false }, site);
};

const fields: Builtin = args => {
  const value = at(args, 0);
  const of = value?.kind === 'instance' ? value.class : value;
  if (of?.kind !== 'class' || fieldsOf(of).length === 0) return unknownValue('fields');
  return listOf(
    'tuple',
    fieldsOf(of).map(({ name }) => recordOf({ known: new Map([['name', textValue(name)]]), open: true })),
  );
};

const isDataclass: Builtin = args => {
  const value = at(args, 0);
  const of = value?.kind === 'instance' ? value.class : value;
  return flagValue(of?.kind === 'class' && fieldsOf(of).length > 0 ? true : undefined);
};

export const dataclasses: LibraryModule = {
  language: 'python',
  name: 'dataclasses',
  functions: {
    dataclass: decorator('dataclasses.dataclass', rulesOf),
    field: dataclassField,
    asdict,
    astuple,
    replace,
    fields,
    is_dataclass: isDataclass,
  },
  values: { MISSING: () => unknownValue('dataclasses.MISSING'), KW_ONLY: () => unknownValue('dataclasses.KW_ONLY') },
};

const attrsModule = (name: string): LibraryModule => ({
  language: 'python',
  name,
  functions: {
    s: decorator(`${name}.s`, attrsRules(false)),
    attrs: decorator(`${name}.attrs`, attrsRules(false)),
    dataclass: decorator(`${name}.dataclass`, attrsRules(true)),
    define: decorator(`${name}.define`, attrsRules(true)),
    mutable: decorator(`${name}.mutable`, attrsRules(true)),
    frozen: decorator(`${name}.frozen`, attrsRules(true)),
    ib: attrsField,
    attrib: attrsField,
    field: attrsField,
    Factory: args => {
      const make = at(args, 0);
      return make ? { kind: 'partial', callee: make, args: positionalArguments() } : unknownValue('a factory');
    },
    asdict,
    astuple,
    evolve: replace,
  },
});

export const attrs: readonly LibraryModule[] = [attrsModule('attr'), attrsModule('attrs')];
