/** Protected values that are shown for a while. They are kept here alone, and forgotten when they are hidden. */
import { effect, signal } from '@preact/signals';

/** How long a protected value stays on the page. */
export const revealSeconds = 30;

export interface Revealed<Value> {
  readonly value: Value;
  /** Milliseconds since 1970. */
  readonly until: number;
}

export interface Reveals<Value> {
  /** By key; changes as values come and go. */
  readonly shown: { readonly value: ReadonlyMap<string, Revealed<Value>> };
  /** Begins to read a value: what it returns shows it, unless all was hidden in the meantime. */
  readonly begin: (key: string) => (value: Value) => void;
  readonly hide: (key: string) => void;
  readonly hideAll: () => void;
  /** Hides all, and stops following the clock. */
  readonly stop: () => void;
}

/** @param now a signal of milliseconds since 1970 */
export function createReveals<Value>(now: { readonly value: number }): Reveals<Value> {
  const shown = signal<ReadonlyMap<string, Revealed<Value>>>(new Map());
  let generation = 0;
  const keep = (isKept: (key: string, revealed: Revealed<Value>) => boolean): void => {
    const kept = [...shown.peek()].filter(([key, revealed]) => isKept(key, revealed));
    if (kept.length < shown.peek().size) shown.value = new Map(kept);
  };
  const stopClock = effect(() => {
    const time = now.value;
    keep((_key, { until }) => until > time);
  });
  const hideAll = (): void => {
    generation += 1;
    keep(() => false);
  };
  return {
    shown,
    begin: (key) => {
      const begun = generation;
      return (value) => {
        if (begun !== generation) return;
        shown.value = new Map(shown.peek()).set(key, { value, until: now.value + revealSeconds * 1000 });
      };
    },
    hide: (key) => keep((other) => other !== key),
    hideAll,
    stop: () => {
      hideAll();
      stopClock();
    },
  };
}
