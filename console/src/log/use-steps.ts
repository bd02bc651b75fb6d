/** Steps from hit to hit of a search, and from error to error, by buttons and keys. */
import { useComputed, useSignal, type ReadonlySignal, type Signal } from '@preact/signals';
import { announce } from '../state/announcement.ts';
import { findErrors, findText, step, type Errors } from '../state/log-search.ts';
import type { Target } from './log-rows.tsx';
import type { LogStore } from './log-store.ts';

export interface Steps {
  readonly search: Signal<string>;
  /** How many lines have what is looked for. */
  readonly hitCount: ReadonlySignal<number>;
  /** The line that was stepped to. */
  readonly target: ReadonlySignal<Target | null>;
  /** What was found last, for example `Error 2 of 7`. Empty at first. */
  readonly found: ReadonlySignal<string>;
  readonly toHit: (direction: 1 | -1) => void;
  readonly toError: (direction: 1 | -1) => void;
  readonly onKey: (event: KeyboardEvent) => void;
}

/**
 * @param errors whose first is the target at first
 * @param leave called when another line is to be shown than the last
 */
export function useSteps({ held }: LogStore, errors: Errors | null, leave: () => void): Steps {
  const first = errors?.places[0];
  const search = useSignal('');
  const target = useSignal<Target | null>(first === undefined ? null : { place: first });
  const found = useSignal(errors === null || first === undefined ? '' : describe(nameOf(errors), errors.places, first));
  const hits = useComputed(() => findText(held.value.lines, search.value));
  const hitCount = useComputed(() => hits.value.length);
  const stepTo = (name: string, places: readonly number[], direction: 1 | -1): void => {
    const place = step(places, target.peek()?.place ?? (direction === 1 ? -1 : held.peek().lines.length), direction);
    found.value = place === null ? `No ${name.toLowerCase()}` : describe(name, places, place);
    announce(`${found.peek()}.`);
    if (place === null) return;
    leave();
    target.value = { place };
  };
  const toHit = (direction: 1 | -1): void => {
    if (search.peek() !== '') stepTo('Hit', hits.peek(), direction);
  };
  const toError = (direction: 1 | -1): void => {
    const now = findErrors(held.peek().lines);
    stepTo(nameOf(now), now.places, direction);
  };
  return { search, hitCount, target, found, toHit, toError, onKey: createOnKey(toHit, toError) };
}

/** Errors that words tell are likely ones. */
function nameOf({ isGuess }: Errors): string {
  return isGuess ? 'Likely error' : 'Error';
}

function describe(name: string, places: readonly number[], place: number): string {
  return `${name} ${places.indexOf(place) + 1} of ${places.length}`;
}

/** Keys that a field needs are left to it. */
function createOnKey(toHit: Steps['toHit'], toError: Steps['toError']): Steps['onKey'] {
  const keys: Readonly<Record<string, () => void>> = {
    e: () => toError(1),
    E: () => toError(-1),
    n: () => toHit(1),
    N: () => toHit(-1),
  };
  return (event) => {
    const isField = event.target instanceof Element && event.target.matches('input, select, textarea');
    const act = isField || event.altKey || event.ctrlKey || event.metaKey ? undefined : keys[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
}
