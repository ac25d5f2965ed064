/** The command line as people see it: commands, options, help. */
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { calc } from './calc.ts';
import { check, type Format } from './check.ts';
import { explain } from './explain.ts';
import { exitStatus, Failure } from './failure.ts';
import { complain, hasColour, paintFor, write } from './terminal.ts';
import { version } from './version.ts';

export interface Place {
  /** The bundle that runs. */
  readonly program: URL;
  /** Where it lies, with the grammars and manual pages beside it. */
  readonly directory: string;
}

interface CheckFlags {
  readonly format: Format;
  readonly shapes?: string;
  readonly jobs?: number;
  readonly shard?: { readonly index: number; readonly count: number };
  readonly config?: string;
}

/** Runs one command; returns the exit status, or undefined for a server that goes on. */
export async function main(argv: readonly string[], place: Place): Promise<number | undefined> {
  let status: number | undefined = exitStatus.clean;
  const command = createProgram(place, result => {
    status = result;
  });
  try {
    await command.parseAsync([...argv.slice(0, 2), ...normalise(argv.slice(2))]);
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitStatus.clean : exitStatus.failure;
    complain(error instanceof Failure ? error.message : internal(error));
    return exitStatus.failure;
  }
}

const internal = (error: unknown): string =>
  `internal failure, please report it: ${error instanceof Error ? (process.env['DEBUG'] ? error.stack : error.message) : String(error)}`;

/** A bare `--shapes` takes no value from behind a space: what follows is a path. */
function normalise(args: readonly string[]): readonly string[] {
  const end = args.indexOf('--');
  return args.map((arg, at) => (arg === '--shapes' && (end < 0 || at < end) ? '--shapes=shapes' : arg));
}

function createProgram({ program, directory }: Place, finish: (status: number | undefined) => void): Command {
  const command = new Command('shapewright')
    .description('Checks tensor shapes in TensorFlow and TensorFlow.js code, without running it.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show this help')
    .helpCommand('help [command]', 'show the help of a command')
    .configureOutput({ getOutHasColors: () => hasColour(process.stdout), getErrHasColors: () => hasColour(process.stderr) })
    .showSuggestionAfterError()
    .exitOverride()
    .addHelpText('after', '\nExit status: 0 no error found, 1 errors found, 2 bad usage, an unreadable path, or an internal failure.');

  command
    .command('check')
    .description('check files and folders (by default the current folder)')
    .argument('[path...]', 'files and folders; a file named here is read even if it is ignored by git')
    .addOption(new Option('--format <format>', 'how to report').choices(['text', 'json', 'sarif', 'github']).default('text'))
    .addOption(
      new Option('--shapes [values]', 'report the shapes of every call; with =values also the elements of known tensors').choices([
        'shapes',
        'values',
      ]),
    )
    .option('--jobs <n>', 'threads to work with (by default up to 4, when there are many files)', positive)
    .option('--shard <i/n>', 'check only the i-th of n parts of the files', shard)
    .option('--config <file>', 'settings to use instead of the nearest shapewright.toml')
    .action(async (paths: string[], { format, shapes, jobs, shard: part, config }: CheckFlags) => {
      finish(
        await check(
          { paths, format, shapes: shapes !== undefined, values: shapes === 'values', jobs, shard: part, config },
          program,
          directory,
        ),
      );
    });

  command
    .command('calc')
    .description('compute the shape that one op gives')
    .argument('<op>', 'its name: tf.nn.conv2d_transpose')
    .argument('[key=value...]', 'its arguments: input=1,2,2,1 filters=3,3,1,1 strides=1 padding=VALID')
    .addHelpText(
      'after',
      '\nExample:\n  shapewright calc tf.nn.conv2d_transpose input=1,2,2,1 filters=3,3,1,1 output_shape=1,4,4,1 strides=1 padding=VALID',
    )
    .action(async (op: string, pairs: string[]) => {
      const { text, status } = calc(op, pairs, paintFor(process.stdout));
      await write(text);
      finish(status);
    });

  command
    .command('explain')
    .description('explain a diagnostic, by its code or by what the framework says')
    .argument('[code...]', "a code such as filter-order, or a part of a framework's message; nothing lists all codes")
    .action(async (words: string[]) => {
      await write(explain(words, directory));
    });

  command
    .command('lsp')
    .description('run the language server, for any editor')
    .requiredOption('--stdio', 'talk over standard input and output')
    .action(async () => {
      // Only now: the other commands start faster without it.
      const { serve } = await import('#server/lsp/serve.ts');
      serve();
      finish(undefined);
    });

  return command;
}

function positive(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError('It must be a number from 1 on.');
  return Number(text);
}

function shard(text: string): { readonly index: number; readonly count: number } {
  const [, index, count] = /^([1-9]\d{0,5})\/([1-9]\d{0,5})$/.exec(text) ?? [];
  if (!index || !count || Number(index) > Number(count)) throw new InvalidArgumentError('It must be of the form 1/3.');
  return { index: Number(index), count: Number(count) };
}
