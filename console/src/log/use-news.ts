/** How many lines have come since the end was last in sight. */
import { useComputed, useSignalEffect, type ReadonlySignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { announce } from '../state/announcement.ts';
import { now } from '../state/clock.ts';
import type { LogLine, LogLines } from '../state/log-lines.ts';

/** Milliseconds between two announcements that lines came. */
const announcePause = 5000;

export function useNews(held: ReadonlySignal<LogLines>, isPinned: ReadonlySignal<boolean>): ReadonlySignal<number> {
  const seen = useRef<LogLine | undefined>(undefined);
  const told = useRef({ at: 0, end: held.peek().endCursor });
  const count = useComputed(() => {
    const { lines } = held.value;
    if (isPinned.value) seen.current = lines.at(-1);
    seen.current ??= lines.at(-1);
    return seen.current === undefined ? 0 : lines.length - 1 - lines.lastIndexOf(seen.current);
  });
  useSignalEffect(() => {
    const { endCursor } = held.value;
    if (endCursor === told.current.end || now.value - told.current.at < announcePause) return;
    told.current = { at: now.peek(), end: endCursor };
    announce('New lines of the log have come.');
  });
  return count;
}
