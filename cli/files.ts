/** Files that the user names, and files of the user's own. */
import { readFileSync } from 'node:fs';
import { CommandFault, exits, UsageFault } from './exit.ts';

/** A file that an option names. Throws `CommandFault` (64): `what` must be `expected`. */
export function readGivenFile(file: string, what: string, expected = 'a file that can be read'): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new UsageFault(`${what} must be ${expected}, but got ${file} (${codeOf(cause)}).`, { cause });
  }
}

/** A file of the user's own; undefined where there is none. Throws `CommandFault` (78). */
export function readOwnFile(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const code = codeOf(cause);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new CommandFault(exits.config, `${file} must be a file that can be read, but got ${code}.`, { cause });
  }
}

/** The system's word, such as EACCES. */
export function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unreadable';
}
