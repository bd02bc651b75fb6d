/** What the commands have in common: a session to run in, and a status to exit by. */
import type { Session } from './session.ts';

/** Set by the command that runs. */
export interface ExitState {
  status: number;
}

/** What a command does with the graph; returns the exit status. Throws `CommandFault`. */
type Action<Options = unknown> = (session: Session, options: Options, args: readonly string[]) => Promise<number>;

/** Makes what commander calls: it opens a session, loads the action, and closes the session. */
export type WithSession = (load: () => Promise<Action<never>>) => (...given: unknown[]) => Promise<void>;

/** For options that may be repeated. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}
