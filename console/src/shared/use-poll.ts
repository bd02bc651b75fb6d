/** Does something again and again while the page can be seen. */
import { useEffect, useRef } from 'preact/hooks';

/** @param interval milliseconds */
export function usePoll(act: () => void, interval: number): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    const timer = window.setInterval(() => {
      if (document.visibilityState === 'visible') latest.current();
    }, interval);
    return () => window.clearInterval(timer);
  }, [interval]);
}
