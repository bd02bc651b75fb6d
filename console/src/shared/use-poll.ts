/** Does something again and again while the page can be seen: more often while the graph does not answer, and at once when the page is seen again. */
import { useEffect, useRef } from 'preact/hooks';
import { lostSince, refusal } from '../graph/session.ts';

/** Milliseconds between two tries while the graph does not answer. */
const lostInterval = 5000;

/** @param interval milliseconds */
export function usePoll(act: () => void, interval: number): void {
  const latest = useRef(act);
  latest.current = act;
  const isLost = lostSince.value !== null;
  useEffect(() => {
    const ask = (): void => {
      if (document.visibilityState === 'visible' && refusal.peek() === null) latest.current();
    };
    const timer = window.setInterval(ask, isLost ? Math.min(interval, lostInterval) : interval);
    document.addEventListener('visibilitychange', ask);
    window.addEventListener('online', ask);
    window.addEventListener('offline', ask);
    return () => {
      window.clearInterval(timer);
      document.removeEventListener('visibilitychange', ask);
      window.removeEventListener('online', ask);
      window.removeEventListener('offline', ask);
    };
  }, [interval, isLost]);
}
