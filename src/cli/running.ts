/** What the words of all commands have in common. */
import type { Session } from './session.ts';

/** Filled by the command that runs. */
export interface Outcome {
  status: number;
}

/** Something a command does with the graph; returns the exit status. */
export type Work<Options> = (session: Session, options: Options, args: readonly string[]) => Promise<number>;

/** An action that opens a session for the work, and closes it. */
export type Doing = <Options>(work: Work<Options>) => (...given: unknown[]) => Promise<void>;

/** For options that may be repeated. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}
