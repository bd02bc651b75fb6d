/** What a command uses of the process that it runs in, so that tests can hand in their own. */
import type { Graph } from './graph.ts';

/** A stream that is printed to. */
export interface Output {
  readonly write: (text: string) => unknown;
  /** Whether a person reads it: then answers are tables, with times relative to now. */
  readonly isTerminal: boolean;
  /** How large the terminal is now, in cells. Absent where nothing says so: then lines may have any length. */
  readonly size?: () => TerminalSize;
  /** Calls the listener at each change of the size; returns what ends that. */
  readonly onResize?: (listener: () => void) => () => void;
}

/** In cells. */
export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/** Parts of the server that some commands need. They are loaded when they are called. */
export interface ServerParts {
  /** The graph over the sources of a configuration file, in this process. Throws `CommandFault` for a faulty file. */
  readonly openGraph: (configFile: string) => Promise<Graph>;
  /** Prints what it finds; returns the exit status. Throws the signal's reason. */
  readonly checkConfig: (
    configFile: string,
    options: { readonly probes: boolean; readonly signal: AbortSignal },
  ) => Promise<number>;
  readonly printSdl: (options: { readonly authDirectives: boolean }) => Promise<string>;
}

/** The process of a command: its environment, streams, clock, browser and interruption. */
export interface CliContext {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Output;
  readonly stderr: Output;
  /** All of standard input. */
  readonly readInput: () => Promise<string>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Waits for some milliseconds. Rejects when the signal aborts. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Opens an address in the user's browser. False where there is nothing to open it with. */
  readonly openAddress: (address: URL) => Promise<boolean>;
  /** Aborts when the user interrupts. */
  readonly signal: AbortSignal;
  readonly server: ServerParts;
}
