/** Finds what has changed in a demo's world, by looking again and again. */
import type { JsonValue } from './json.ts';

/** What of a job is looked at: a change of `state` is told. */
interface SeenState {
  /** The same for the same job and kind of change. */
  readonly id: string;
  readonly state: JsonValue | undefined;
}

/** How often the world is looked at. */
const lookMilliseconds = 250;

/** The first look tells nothing. @param list of all jobs, as they are now. Returns what ends it. */
export function watchChanges<Seen extends SeenState>(
  list: () => readonly Seen[],
  onChange: (seen: Seen) => void,
): () => void {
  let known = toStates(list());
  const timer = setInterval(() => {
    const present = list();
    const changed = present.filter(({ id, state }) => known.get(id) !== state);
    // Of jobs that are no longer there, nothing is kept.
    known = toStates(present);
    for (const seen of changed) onChange(seen);
  }, lookMilliseconds);
  return () => {
    clearInterval(timer);
  };
}

function toStates(states: readonly SeenState[]): ReadonlyMap<string, SeenState['state']> {
  return new Map(states.map(({ id, state }) => [id, state]));
}
