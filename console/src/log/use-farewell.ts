/** A log is closed, and its lines dropped, when nobody looks at it any more, or may look at it. */
import { useEffect, useRef } from 'preact/hooks';
import { graph } from '../graph/graph.ts';
import { hasEnded } from '../sign-in/viewer.ts';

/** Milliseconds without a look at the page. */
const longestAbsence = 5 * 60_000;

/** @param close called when the token ends or is another, and when the page was out of sight or focus for five minutes */
export function useFarewell(close: () => void): void {
  const present = useRef(graph.peek());
  const mayLook = graph.value === present.current && !hasEnded.value;
  useEffect(() => {
    if (!mayLook) close();
  }, [mayLook, close]);
  useEffect(() => {
    let timer: number | undefined;
    const look = (): void => {
      window.clearTimeout(timer);
      const isLeft = !document.hasFocus() || document.visibilityState === 'hidden';
      timer = isLeft ? window.setTimeout(close, longestAbsence) : undefined;
    };
    const events = ['focus', 'blur', 'visibilitychange'] as const;
    // Of the document they come up to the window.
    for (const name of events) window.addEventListener(name, look);
    return () => {
      window.clearTimeout(timer);
      for (const name of events) window.removeEventListener(name, look);
    };
  }, [close]);
}
