/** The command line: which command is asked for, with which options. */
import { Command, CommanderError, Option } from 'commander';
import { readVersion } from '../src/package-files.ts';
import { addAuthCommands } from './auth-commands.ts';
import { addCompletion } from './completion.ts';
import { CommandFault, exits } from './exit.ts';
import { addExamples, addHelp, describeShortcut } from './help.ts';
import { addJobCommands } from './job-commands.ts';
import { forms, type CommonOptions } from './options.ts';
import { toPrintableLines } from './printable.ts';
import { collect, type ExitState, type WithSession } from './action.ts';
import { addServerCommands } from './server-commands.ts';
import type { CliContext } from './context.ts';
import { usage } from './usage.ts';

/** Runs a command; returns the exit status. `argv` begins with the command. */
export async function run(argv: readonly string[], context: CliContext): Promise<number> {
  const exit: ExitState = { status: exits.done };
  const program = createProgram(context, exit);
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exit.status;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.code === 'commander.unknownCommand') context.stderr.write(describeShortcut(program, program.args[0]));
      return error.exitCode === 0 ? exits.done : exits.usage;
    }
    if (context.signal.aborted) return exits.interrupted;
    if (!(error instanceof CommandFault)) throw error;
    context.stderr.write(`jobgraph: ${toPrintableLines(error.message)}\n`);
    return error.status;
  }
}

function createProgram(context: CliContext, exit: ExitState): Command {
  const program = new Command('jobgraph')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void context.stdout.write(text),
      writeErr: (text) => void context.stderr.write(toPrintableLines(text)),
      outputError: (text, write) => {
        write(text.replace(/^error: /, 'jobgraph: '));
      },
    })
    .version(readVersion(), '-V, --version')
    .showHelpAfterError('(jobgraph --help lists the commands and options)');
  program.helpInformation = () => usage;
  addHelp(program, context);
  addCommonOptions(program);

  const withSession = createWithSession(context, exit);
  addJobCommands(program, withSession);
  addGraphCommands(program, withSession);
  addAuthCommands(program, { context, exit, withSession });
  addServerCommands(program, context, exit);
  program
    .command('version')
    .description('print the version')
    .action(() => void context.stdout.write(`${readVersion()}\n`));
  addCompletion(program, context);
  addExamples(program);
  return program;
}

function createWithSession(context: CliContext, exit: ExitState): WithSession {
  return (load) =>
    async (...given) => {
      const command = given.at(-1) as Command;
      const { openSession } = await import('./session.ts');
      const session = await openSession(context, command.optsWithGlobals<CommonOptions>());
      try {
        const act = await load();
        exit.status = await act(session, command.optsWithGlobals<never>(), command.args);
      } finally {
        await session.close();
      }
    };
}

function addGraphCommands(program: Command, withSession: WithSession): void {
  const list = withSession(async () => (await import('./commands/sources.ts')).listSources);
  const sources = program
    .command('sources')
    .description('the accounts, and how each is doing')
    .option('--check', 'ask each now for all that its settings name; needs the scope job:operate')
    .action(list);
  // As people type it after `jobs ls`.
  sources.command('ls', { hidden: true }).alias('list').action(list);
  program
    .command('query')
    .description('run a GraphQL operation, print the answer')
    .argument('[file]', 'the operation; - or none: standard input')
    .option('-v, --variable <NAME=VALUE>', 'a variable, as JSON or text; repeat', collect)
    .option('--variables <FILE>', 'variables, as a JSON object')
    .option('--operation <NAME>', 'which operation of the file')
    .option('--explain', 'the cost of the operation too')
    .option('--subscribe', 'a subscription: a line of JSON per event')
    .action(withSession(async () => (await import('./commands/query.ts')).runQuery));
}

function addCommonOptions(program: Command): void {
  program
    .option('--url <URL>', 'a running gateway or router')
    .option('--config <FILE>', 'run the graph in this process, on these sources')
    .option('--profile <NAME>', 'of cli.yaml in $XDG_CONFIG_HOME/jobgraph')
    .option('--token-file <FILE>', 'a bearer token; - = standard input')
    .option('--insecure', 'send the token over http to another machine, too')
    .addOption(new Option('-o, --output <FORM>', 'the form of the answer').choices(forms))
    .option('--json [FIELDS]', 'JSON of these fields; without a value: lists them')
    .option('--utc', 'times in UTC')
    .option('-n, --no-headers', 'no line of titles above a table or CSV')
    .addOption(new Option('--color <WHEN>', 'colours').choices(['auto', 'always', 'never']))
    .option('--debug', 'each request on standard error')
    .option('-q, --quiet', 'nothing on standard error but errors')
    .option('--timeout <DURATION>', 'of each request (default 30s); of the whole of jobs wait');
}
