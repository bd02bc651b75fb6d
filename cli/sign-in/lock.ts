/** A file that one command at a time can hold. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { CommandFault, exits } from '../exit.ts';

/** Waits for some milliseconds. */
export type Wait = (milliseconds: number) => Promise<void>;

const pause = 50;
/** Longer than any answer of an issuer is waited for. */
const maxPauses = 1000;

/** Returns what releases it. Throws `CommandFault` where another command holds it for too long. */
export async function holdLock(file: string, wait: Wait): Promise<() => void> {
  for (let pauses = 0; pauses < maxPauses; pauses += 1) {
    if (tryToHold(file)) return () => rmSync(file, { force: true });
    // A command that was killed has left it.
    if (isStale(file)) rmSync(file, { force: true });
    else await wait(pause);
  }
  throw new CommandFault(exits.temporary, `Another jobgraph holds ${file}: try later, or remove it.`);
}

function tryToHold(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw toUnwritable(file, error);
  }
}

/** What the system says of a file or its folder, e.g. that the disk is full, is no fault of this program. */
export function toUnwritable(file: string, cause: unknown): unknown {
  const { code } = cause as NodeJS.ErrnoException;
  if (code === undefined) return cause;
  return new CommandFault(exits.config, `${file} must be a file that can be written, but got ${code}.`, { cause });
}

function isStale(file: string): boolean {
  try {
    const holder = Number(readFileSync(file, 'utf8'));
    // Not written yet.
    if (!Number.isInteger(holder) || holder <= 0) return false;
    process.kill(holder, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
