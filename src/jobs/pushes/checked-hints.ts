/** Checks what a push says before its source gets the hint: a push may say anything, and no text in it may throw. */
import { BadAnswer, type KeyFormat } from '../../provider/contract/adapter.ts';
import type { EventVerdict } from '../../provider/contract/events.ts';
import type { PushReader } from './pushes.ts';

/** A source that pushes are about. */
export interface PushedSource {
  readonly keyFormat: Pick<KeyFormat, 'pattern'>;
  readonly reader: PushReader;
}

/** Tells what a push says of the source's jobs. Returns whether that is a hint. @param read throws `BadAnswer` if it says nothing */
export function tellVerdict({ keyFormat, reader }: PushedSource, read: () => EventVerdict): boolean {
  const verdict = orUnreadable(read);
  if (typeof verdict === 'string') reader.dropped(verdict);
  else if (!verdict.every(({ job }) => typeof job !== 'string' || keyFormat.pattern.test(job)))
    reader.dropped('unreadable');
  else {
    for (const hint of verdict) reader.hint(hint);
    return true;
  }
  return false;
}

/** What it reads, unless that throws `BadAnswer`. */
export function orUnreadable<T>(read: () => T): T | 'unreadable' {
  try {
    return read();
  } catch (error) {
    if (error instanceof BadAnswer) return 'unreadable';
    throw error;
  }
}
