/** Modules of Python's library, and some that programs use like it, that leave alone what they are given. */
import { at, type Builtin } from '../builtins/types.ts';
import { listOf } from '../join.ts';
import { makeTupleClass } from '../named-tuples.ts';
import { none, textValue, unknownValue } from '../value.ts';
import { type LibraryModule, libraryObject } from './library.ts';

const text: Builtin = () => textValue(undefined);
const number: Builtin = () => ({ kind: 'float', value: undefined });
const texts: Builtin = () => listOf('list', { each: textValue(undefined) });
const first: Builtin = args => at(args, 0) ?? unknownValue('no argument');
const second: Builtin = args => at(args, 1) ?? unknownValue('no argument');

const plain = (name: string, harmless: string, functions: Readonly<Record<string, Builtin>> = {}): LibraryModule => ({
  language: 'python',
  name,
  harmless,
  functions,
});

const levels = 'debug info warning warn error critical exception fatal log';

const logging: LibraryModule = {
  ...plain('logging', `${levels} basicConfig disable captureWarnings addLevelName FileHandler StreamHandler Formatter`),
  functions: { getLogger: () => libraryObject('logging.Logger', none) },
  objects: { Logger: { harmless: `${levels} setLevel addHandler removeHandler isEnabledFor` } },
};

export const plainModules: readonly LibraryModule[] = [
  logging,
  plain('absl.logging', `${levels} set_verbosity log_first_n log_every_n vlog`),
  plain('time', 'sleep gmtime localtime mktime', {
    time: number,
    perf_counter: number,
    process_time: number,
    monotonic: number,
    clock: number,
    strftime: text,
    ctime: text,
  }),
  plain('datetime', 'datetime.now datetime.utcnow datetime.today datetime.fromtimestamp datetime.strptime date.today timedelta'),
  plain('json', 'load loads dump', { dumps: text }),
  plain('yaml', 'load safe_load full_load load_all dump safe_dump'),
  plain('pickle', 'load loads dump dumps'),
  plain('cPickle', 'load loads dump dumps'),
  plain('warnings', 'warn filterwarnings simplefilter catch_warnings'),
  plain('glob', '', { glob: texts, iglob: texts }),
  plain('shutil', 'rmtree copy copy2 copyfile copytree move which'),
  plain('re', 'match search fullmatch compile findall finditer escape', { sub: text }),
  plain('pprint', 'pprint', { pformat: text }),
  plain('tempfile', 'mkdtemp mkstemp gettempdir TemporaryDirectory NamedTemporaryFile'),
  plain('subprocess', 'call check_call check_output run Popen'),
  plain('gc', 'collect enable disable'),
  plain('traceback', 'print_exc format_exc print_stack'),
  plain('inspect', 'signature getsource getmembers isclass isfunction getargspec getfullargspec'),
  plain('csv', 'reader writer DictReader DictWriter'),
  plain('atexit', '', { register: first }),
  plain('abc', '', { abstractmethod: first, abstractproperty: first }),
  plain('typing', '', {
    cast: second,
    no_type_check: first,
    final: first,
    NamedTuple: (args, site, run) => makeTupleClass(args, site, run),
  }),
  plain('tqdm', '', { '': first, tqdm: first, 'auto.tqdm': first, 'notebook.tqdm': first }),
];
