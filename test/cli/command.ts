/** Runs a command in this process: its arguments, what it printed, and its exit status. The graph is reached over HTTP. */
import { run } from '../../src/cli/program.ts';
import type { ServerParts, Surroundings } from '../../src/cli/surroundings.ts';
import { checkConfig } from '../../src/config-check.ts';
import { printTypeDefs } from '../../src/graph/sdl.ts';
import { openLocalGraph } from '../../src/local-graph.ts';

export interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandWorld {
  readonly env?: Readonly<Record<string, string>>;
  /** Standard input. Default: empty. */
  readonly input?: string;
  /** Whether a person reads the answer. Default: a pipe. */
  readonly isTerminal?: boolean;
  readonly signal?: AbortSignal;
  /** Default: the time of day. */
  readonly now?: () => number;
  /** Default: no time passes. */
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Default: there is no browser. */
  readonly openAddress?: (address: URL) => Promise<boolean>;
  /** Called after each write, with all of standard output so far. */
  readonly onOutput?: (stdout: string) => void;
}

const clock = { now: Date.now, monotonic: () => performance.now(), random: Math.random };

export async function command(argv: readonly string[], world: CommandWorld = {}): Promise<Outcome> {
  const {
    env = {},
    input = '',
    isTerminal = false,
    signal = new AbortController().signal,
    onOutput,
    now = Date.now,
  } = world;
  const { wait = () => Promise.resolve(), openAddress = () => Promise.resolve(false) } = world;
  let stdout = '';
  let stderr = '';
  const print = (text: string): void => {
    stdout += text;
    onOutput?.(stdout);
  };
  const server: ServerParts = {
    openGraph: async (file) =>
      openLocalGraph(file, {
        ...clock,
        onFault: (error) => {
          throw error;
        },
      }),
    checkConfig: (file, options) => checkConfig(file, { ...clock, ...options, print: (line) => print(`${line}\n`) }),
    printSdl: async (options) => printTypeDefs(options),
  };
  const surroundings: Surroundings = {
    env,
    stdout: { write: print, isTerminal },
    stderr: { write: (text) => (stderr += text), isTerminal },
    readInput: async () => input,
    now,
    wait,
    openAddress,
    signal,
    server,
  };
  const status = await run(argv, surroundings);
  return { status, stdout, stderr };
}
