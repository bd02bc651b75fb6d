/** Where the focus is while the panel is open, and where it goes when the panel is closed. */
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { address } from '../state/navigation.ts';

/**
 * The heading's ref. The focus goes to it, and back to where it came from, or else to the job's row.
 * @param takesFocus false: the focus stays where it is
 */
export function useHeadingFocus(id: string, takesFocus: boolean): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    const before = document.activeElement;
    if (takesFocus) heading.current?.focus({ preventScroll: true });
    return () => {
      // Another job has taken this one's place: its panel takes the focus.
      if (address.value.job !== null) return;
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
