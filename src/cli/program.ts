/** The command line: which command is asked for, with which options. */
import { Command, CommanderError, Option } from 'commander';
import { readVersion } from '../package-files.ts';
import { addAuthCommands } from './auth-commands.ts';
import { addCompletion } from './completion.ts';
import { CommandFault, exits } from './exit.ts';
import { forms, type CommonOptions } from './options.ts';
import { toPrintableLines } from './printable.ts';
import { collect, type Doing, type Outcome, type Work } from './running.ts';
import { addServerCommands } from './server-commands.ts';
import type { Surroundings } from './surroundings.ts';
import { usage } from './usage.ts';

/** Runs a command; returns the exit status. `argv` begins with the command. */
export async function run(argv: readonly string[], surroundings: Surroundings): Promise<number> {
  const outcome: Outcome = { status: exits.done };
  const program = createProgram(surroundings, outcome);
  try {
    await program.parseAsync(argv, { from: 'user' });
    return outcome.status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exits.done : exits.usage;
    if (surroundings.signal.aborted) return exits.interrupted;
    if (!(error instanceof CommandFault)) throw error;
    surroundings.stderr.write(`jobgraph: ${toPrintableLines(error.message)}\n`);
    return error.status;
  }
}

function createProgram(surroundings: Surroundings, outcome: Outcome): Command {
  const program = new Command('jobgraph')
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => void surroundings.stdout.write(text),
      writeErr: (text) => void surroundings.stderr.write(toPrintableLines(text)),
    })
    .version(readVersion(), '-V, --version')
    .showHelpAfterError('(jobgraph --help lists the commands and options)');
  program.helpInformation = () => usage;
  addHelp(program, surroundings);
  addCommonOptions(program);

  const doing =
    <Options>(work: Work<Options>) =>
    async (...given: unknown[]): Promise<void> => {
      const command = given.at(-1) as Command;
      const { openSession } = await import('./session.ts');
      const session = await openSession(surroundings, command.optsWithGlobals<CommonOptions>());
      try {
        outcome.status = await work(session, command.opts() as Options, command.args);
      } finally {
        await session.close();
      }
    };
  addJobCommands(program, doing);
  addGraphCommands(program, doing);
  addAuthCommands(program, { surroundings, outcome, doing });
  addServerCommands(program, surroundings, outcome);
  addCompletion(program, surroundings);
  return program;
}

function addGraphCommands(program: Command, doing: Doing): void {
  program
    .command('sources')
    .description('the accounts, and how each is doing')
    .option('--check', 'exit 69 where one is UNAVAILABLE')
    .action(
      doing(async (session, options: object) => (await import('./commands/sources.ts')).listSources(session, options)),
    );
  program
    .command('query')
    .description('run a GraphQL operation, print the answer')
    .argument('[file]', 'the operation; - or none: standard input')
    .option('-v, --variable <NAME=VALUE>', 'a variable, as JSON or text; repeat', collect)
    .option('--variables <FILE>', 'variables, as a JSON object')
    .option('--operation <NAME>', 'which operation of the file')
    .option('--explain', 'the cost of the operation too')
    .option('--subscribe', 'a subscription: a line of JSON per event')
    .action(
      doing(async (session, options: object, [file]) =>
        (await import('./commands/query.ts')).runQuery(session, file, options),
      ),
    );
}

/** Of commands in commands too, which commander's own does not know. */
function addHelp(program: Command, { stdout }: Surroundings): void {
  program
    .helpCommand(false)
    .command('help')
    .description('what a command takes')
    .argument('[command...]')
    .action((names: readonly string[]) => {
      const found = names.reduce<Command | undefined>(
        (command, name) => command?.commands.find((one) => one.name() === name),
        program,
      );
      if (found !== undefined) return void stdout.write(found.helpInformation());
      throw new CommandFault(exits.usage, `help must name a command, but got ${JSON.stringify(names.join(' '))}.`);
    });
}

function addCommonOptions(program: Command): void {
  program
    .option('--url <URL>', 'a running gateway or router')
    .option('--config <FILE>', 'run the graph in this process, on these sources')
    .option('--profile <NAME>', 'of cli.yaml in $XDG_CONFIG_HOME/jobgraph')
    .option('--token-file <FILE>', 'a bearer token; - = standard input')
    .addOption(new Option('-o, --output <FORM>', 'the form of the answer').choices(forms))
    .option('--json [FIELDS]', 'JSON of these fields; without a value: lists them')
    .option('--utc', 'times in UTC')
    .option('-q, --quiet', 'nothing on standard error but errors')
    .option('--timeout <DURATION>', 'of each request (default 30s); of the whole of jobs wait');
}

function addJobCommands(program: Command, doing: Doing): void {
  const jobs = program.command('jobs').description('jobs of all sources');
  jobs
    .command('ls')
    .description('list jobs of all sources, newest first')
    .option(
      '-s, --status <STATUS>',
      'QUEUED, RUNNING, …; also: active, ended, failed; repeat or separate with commas',
      collect,
    )
    .option('--source <NAME>', 'repeat or separate with commas', collect)
    .option('-p, --provider <NAME>', 'panorama, awsbatch, kubernetes, …; repeat or separate with commas', collect)
    .option('--since <WHEN>', 'created since: 24h, 7d, 2026-11-20, 2026-11-20T08:00Z')
    .option('--until <WHEN>', 'created before')
    .option('--ended-since <WHEN>', 'ended since')
    .option('--text <WORDS>', 'with these words')
    .addOption(new Option('--sort <ORDER>', 'the order').choices(['newest', 'oldest', 'active']).default('newest'))
    .option('-L, --limit <N>', 'how many; 0 = all (page by page)', '20')
    .option('--count', 'numbers by source and status instead of rows')
    .option('-w, --watch', 'keep the list up to date (jsonl in a pipe)')
    .option('--require-complete', 'exit 3 where a source could not be covered')
    .action(
      doing(async (session, options: never) => (await import('./commands/jobs-ls.ts')).listJobs(session, options)),
    );
  jobs
    .command('get')
    .description('show jobs')
    .usage('ID... [options]')
    .argument('[id...]')
    .option(
      '--reveal <FIELD>',
      "also this protected field: needs the scope, and is written to the gateway's audit log",
      collect,
    )
    .option('--open', "open the page of the provider's console in a browser")
    .action(
      doing(async (session, options: object, ids) =>
        (await import('./commands/jobs-get.ts')).getJobs(session, ids, options),
      ),
    );
  jobs
    .command('find')
    .description("find a job by its provider's own id, in any source")
    .usage('PROVIDER_ID [options]')
    .argument('[provider-id]')
    .action(doing(async (session, _options, [id]) => (await import('./commands/jobs-get.ts')).findJobs(session, id)));
  addFollowCommands(jobs, doing);
}

function addFollowCommands(jobs: Command, doing: Doing): void {
  jobs
    .command('watch')
    .description('show jobs as they change, until all have ended')
    .usage('ID... [options]')
    .argument('[id...]')
    .option('--exit-status', 'exit by how they ended')
    .action(
      doing(async (session, options: object, ids) =>
        (await import('./commands/jobs-follow.ts')).watchJobs(session, ids, options),
      ),
    );
  jobs
    .command('wait')
    .description('wait quietly, exit by how they ended; --timeout is for the whole wait')
    .usage('ID... [options]')
    .argument('[id...]')
    .option('--for <STATUS>', 'wait for this status instead of the end (RUNNING: "it has begun")')
    .option('--ok <STATUS>', 'also fine: PARTIALLY_SUCCEEDED, CANCELLED', collect)
    .option('--any', 'stop at the first that ends')
    .action(
      doing(async (session, options: object, ids) =>
        (await import('./commands/jobs-follow.ts')).waitForJobs(session, ids, options),
      ),
    );
}
