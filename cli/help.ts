/** What `help` and `--help` say beside the options: examples, exit statuses, and pages about what all commands share. */
import { Argument, type Command } from 'commander';
import { UsageFault } from './exit.ts';
import type { CliContext } from './context.ts';

interface CommandHelp {
  readonly examples: readonly string[];
  /** What the exit status says, beside those that every command has. */
  readonly exits?: string;
}

const ofList = '3 = a source could not be covered';
const byEnd = '10 = failed or timed out, 11 = cancelled, 12 = succeeded in part, 13 = ended otherwise, 14 = not found';

/** By the command's words. */
export const commandHelp: Readonly<Record<string, CommandHelp>> = {
  'jobs ls': {
    examples: [
      'jobgraph jobs ls --status active',
      'jobgraph jobs ls --status failed --since 24h --json id,name,statusMessage',
      'jobgraph jobs ls --limit 0 -o csv > jobs.csv',
      'jobgraph jobs ls --count',
    ],
    exits: ofList,
  },
  'jobs get': {
    examples: ['jobgraph jobs get devices:ERRS1', 'jobgraph jobs get devices:ERRS1 -o yaml'],
    exits: '14 = not found, 77 = a field of --reveal needs another scope',
  },
  'jobs find': {
    examples: ['jobgraph jobs find 0000000108', 'jobgraph jobs find 1234567890/0000000108'],
    exits: '14 = no source knows it, 3 = a source could not be asked',
  },
  'jobs logs': {
    examples: [
      'jobgraph jobs logs batch-prod:ba7c0000-0000-4000-8000-000000000007',
      'jobgraph jobs logs batch-prod:ba7c0000-0000-4000-8000-000000000007 --failed --tail 20',
      'jobgraph jobs logs batch-prod:ba7c0000-0000-4000-8000-000000000007 --tail 0 | grep -n ERROR',
      'jobgraph jobs logs batch-prod:ba7c0000-0000-4000-8000-000000000007 --follow',
    ],
    exits: '14 = no such job, 15 = no log that can be read, 75 = nothing is written yet, 77 = the token lacks job:logs',
  },
  'jobs watch': {
    examples: ['jobgraph jobs watch devices:ERRS1', 'jobgraph jobs watch devices:ERRS1 --exit-status -o jsonl'],
    exits: `with --exit-status: ${byEnd}`,
  },
  'jobs wait': {
    examples: [
      'jobgraph jobs wait devices:ERRS1 --timeout 2h && ./next-step',
      'jobgraph jobs wait devices:ERRS1 --for RUNNING',
    ],
    exits: `${byEnd}, 124 = --timeout was over`,
  },
  sources: {
    examples: ['jobgraph sources', 'jobgraph sources --check'],
    exits: 'with --check: 78 = settings, 77 = credentials or permissions, 76 = answers, 69 = unreachable, 75 = later',
  },
  query: {
    examples: [
      'jobgraph query report.graphql -v since=2026-11-20T00:00:00Z',
      "echo '{ jobViewer { scopes } }' | jobgraph query",
    ],
  },
  'auth login': { examples: ['jobgraph auth login --issuer https://issuer.example --client-id jobgraph-cli'] },
  'auth status': { examples: ['jobgraph auth status'], exits: '77 = no token is shown, or it is refused' },
  'auth logout': { examples: ['jobgraph auth logout'] },
  token: { examples: ['jobgraph token --scope "job:read job:sensitive"'] },
  'config check': {
    examples: ['jobgraph config check jobgraph.yaml --probe'],
    exits: '78 = faulty; with --probe as sources --check; 69 = the issuer, the store or the traces were not reached',
  },
  'config schema': { examples: ['jobgraph config schema'] },
  'schema print': { examples: ['jobgraph schema print'] },
  completion: { examples: ['source <(jobgraph completion bash)'] },
  version: { examples: ['jobgraph version'] },
};

/** `help exit-codes`: the table of docs/cli.md. */
const exitCodes = `Exit codes:

  0    done; with jobs wait and --exit-status: all jobs SUCCEEDED, or are in --ok or --for
  1    the graph answered with errors and nothing else; --open: no page is open
  3    a source did not answer: jobs ls, --count, jobs find (not with --allow-partial, while a source did);
       with --require-complete: anything else is missing
  10   a job FAILED or TIMED_OUT
  11   a job was CANCELLED
  12   a job PARTIALLY_SUCCEEDED
  13   a job ended otherwise. Of several jobs the worst counts: 10, 14, 13, 11, 12
  14   JOB_NOT_FOUND, JOB_GONE; jobs find: no source knows it
  15   jobs logs: there is no log that can be read (LOG_GONE, LOG_ELSEWHERE, LOG_NOT_SUPPORTED, LOG_DISABLED)
  64   usage
  69   no gateway there, or something else; sources --check: a source is not reached
  70   a fault of this program
  74   the answer cannot be written, for example to a full disk
  75   throttled or timed out at the provider, or the gateway is overloaded: try later;
       jobs logs: nothing is written yet (LOG_NOT_STARTED)
  76   sources --check, config check --probe: the answer of a source cannot be read
  77   the token is missing, wrong or lacks a scope
  78   the configuration, or this Node.js; sources --check: the settings of a source
  124  --timeout was over
  129  the terminal was closed (SIGHUP)
  130  interrupted (SIGINT), or nobody reads the rest of the answer
  143  ended (SIGTERM)
`;

/** `help environment`. */
const environment = `Environment:

  JOBGRAPH_URL                  as --url
  JOBGRAPH_CONFIG               as --config
  JOBGRAPH_PROFILE              as --profile
  JOBGRAPH_TOKEN                a bearer token, itself
  JOBGRAPH_COMPLETION_TIMEOUT   how long TAB waits for names of sources (default 300ms)
  XDG_CONFIG_HOME               jobgraph/cli.yaml stands there (default ~/.config)
  XDG_STATE_HOME                tokens of auth login stand there (default ~/.local/state)
  NO_COLOR                      no colours
  FORCE_COLOR, CLICOLOR_FORCE   colours in pipes too; 0: none
  LC_ALL, LC_CTYPE, LANG        C or POSIX: no signs beyond ASCII
  https_proxy, http_proxy       the way to the gateway and the issuer; no_proxy: not to these
  NODE_EXTRA_CA_CERTS           a file with certificates of further authorities

An option comes before the environment.
`;

const topics: Readonly<Record<string, string>> = { 'exit-codes': exitCodes, environment };

/** Adds `help`, of commands in commands too, which commander's own does not know; and examples to the help of each command. */
export function addHelp(program: Command, { stdout }: CliContext): void {
  program
    .helpCommand(false)
    .command('help')
    .description('what a command takes; also exit-codes, environment')
    .addArgument(new Argument('[command...]'))
    .action((names: readonly string[]) => {
      const topic = topics[names.join(' ')];
      if (topic !== undefined) return void stdout.write(topic);
      const found = names.reduce<Command | undefined>((command, name) => findCommand(command, name), program);
      if (found === undefined)
        throw new UsageFault(
          `help must name a command, ${Object.keys(topics).join(' or ')}, but got ${JSON.stringify(names.join(' '))}.`,
        );
      found.outputHelp();
    });
}

/** By its name or another word for it. */
function findCommand(parent: Command | undefined, name: string): Command | undefined {
  return parent?.commands.find((one) => one.name() === name || one.aliases().includes(name));
}

/** Below the options of each command, once all are there. */
export function addExamples(program: Command): void {
  for (const [name, { examples, exits = '' }] of Object.entries(commandHelp)) {
    const command = name.split(' ').reduce<Command | undefined>(findCommand, program);
    const lines = examples.map((example) => `  ${example}\n`).join('');
    const statuses = `${exits}${exits === '' ? '' : '; '}the rest: jobgraph help exit-codes`;
    command?.addHelpText(
      'after',
      `\nExamples:\n${lines}\nExit status: ${statuses}\nOptions of all commands (-o, --json, --url, --config …): jobgraph --help`,
    );
  }
}

/** Commands that people know from other programs by a shorter way, and where they are. */
export function describeShortcut(program: Command, word: string | undefined): string {
  const group = program.commands.find((one) => word !== undefined && findCommand(one, word) !== undefined);
  if (group === undefined || word === undefined) return '';
  return `It is: jobgraph ${group.name()} ${findCommand(group, word)?.name() ?? word}\n`;
}
