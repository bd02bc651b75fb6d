/** The page's only clock: a signal that moves once a second while the page can be seen. */
import { signal, type ReadonlySignal } from '@preact/signals';

const current = signal(Date.now());

/** Milliseconds since 1970. */
export const now: ReadonlySignal<number> = current;

/** Milliseconds since 1970, also while the page cannot be seen. */
export function readClock(): number {
  return Date.now();
}

window.setInterval(() => {
  if (document.visibilityState === 'visible') current.value = Date.now();
}, 1000);

document.addEventListener('visibilitychange', () => {
  current.value = Date.now();
});
