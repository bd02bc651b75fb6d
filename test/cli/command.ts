/** Runs a command in this process: its arguments, what it printed, and its exit status. The graph is reached over HTTP. */
import { run } from '../../cli/program.ts';
import type { CliContext, ServerParts, TerminalSize } from '../../cli/context.ts';
import { checkConfig } from '../../cli/config-check.ts';
import { printTypeDefs } from '../../src/operation/sdl.ts';
import { openLocalGraph } from '../../cli/local-graph.ts';

export interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandWorld {
  readonly env?: Readonly<Record<string, string>>;
  /** Standard input. Default: empty. */
  readonly input?: string;
  /** Whether a person reads the answer, without colours unless the environment asks for them. Default: a pipe. */
  readonly isTerminal?: boolean;
  /** Of the terminal. Default: lines may have any length. */
  readonly size?: TerminalSize;
  readonly signal?: AbortSignal;
  /** Default: the time of day. */
  readonly now?: () => number;
  /** Default: no time passes. */
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Default: there is no browser. */
  readonly openAddress?: (address: URL) => Promise<boolean>;
  /** Called after each write, with all of standard output so far. */
  readonly onOutput?: (stdout: string) => void;
  /** The same of standard error. */
  readonly onComplaint?: (stderr: string) => void;
}

/** No pause between the attempts of a call. */
const clock = { now: Date.now, monotonic: () => performance.now(), random: () => 0 };

export async function command(argv: readonly string[], world: CommandWorld = {}): Promise<Outcome> {
  const {
    env = {},
    input = '',
    isTerminal = false,
    size,
    signal = new AbortController().signal,
    onOutput,
    onComplaint,
    now = Date.now,
  } = world;
  const { wait = () => Promise.resolve(), openAddress = () => Promise.resolve(false) } = world;
  let stdout = '';
  let stderr = '';
  const print = (text: string): void => {
    stdout += text;
    onOutput?.(stdout);
  };
  const onFault = (error: unknown): never => {
    throw error;
  };
  const server: ServerParts = {
    openGraph: async (file) => openLocalGraph(file, { ...clock, onFault }),
    checkConfig: (file, options) =>
      checkConfig(file, { ...clock, onFault, ...options, print: (line) => print(`${line}\n`) }),
    printSdl: async (options) => printTypeDefs(options),
  };
  const context: CliContext = {
    env: isTerminal ? { NO_COLOR: '1', ...env } : env,
    stdout: size === undefined ? { write: print, isTerminal } : { write: print, isTerminal, size: () => size },
    stderr: {
      write: (text) => {
        stderr += text;
        onComplaint?.(stderr);
      },
      isTerminal,
    },
    readInput: async () => input,
    now,
    wait,
    openAddress,
    signal,
    server,
  };
  const status = await run(argv, context);
  return { status, stdout, stderr };
}
