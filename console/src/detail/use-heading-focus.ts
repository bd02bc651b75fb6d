/** Where the focus is while the panel is open, and where it goes when the panel is closed. */
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { address } from '../state/navigation.ts';

/** Whether a panel has just given way to another. */
let isReplaced = false;

/**
 * The heading's ref. The focus goes to it, and back to where it came from, or else to the job's row. While the panel is open it
 * follows the list: from row to row the focus stays in the list.
 */
export function useHeadingFocus(id: string): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    const before = document.activeElement;
    const isInRow = before?.closest<HTMLElement>('[data-job-id]')?.dataset['jobId'] === id;
    if (!isReplaced || !isInRow) heading.current?.focus({ preventScroll: true });
    isReplaced = false;
    return () => {
      isReplaced = address.value.job !== null;
      if (isReplaced) return;
      // The panel's nodes are still there now; afterwards the list can be focused, also on a phone.
      queueMicrotask(() => findReturn(before, id)?.focus());
    };
  }, [id]);
  return heading;
}

function findReturn(before: Element | null, id: string): HTMLElement | null {
  if (before instanceof HTMLElement && before !== document.body && before.isConnected) return before;
  const row = document.querySelector<HTMLElement>(`[data-job-id="${CSS.escape(id)}"]`);
  if (row === null || row.tabIndex >= 0) return row;
  return row.querySelector<HTMLElement>('a, button') ?? document.getElementById('main');
}
