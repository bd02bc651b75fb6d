/** Files of settings that the user has written: a configuration, cli.yaml. */
import { ConfigError } from '../src/settings/faults.ts';
import { CommandFault, exits } from './exit.ts';

/** What `read` returns. Throws `CommandFault` (78) with the faults of the file, called `what`. */
export function readSettings<Settings>(what: string, read: () => Settings): Settings {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof ConfigError)) throw cause;
    const faults = cause.message.replaceAll(/^/gm, '  ');
    throw new CommandFault(exits.config, `${what} cannot be used:\n${faults}`, { cause });
  }
}
