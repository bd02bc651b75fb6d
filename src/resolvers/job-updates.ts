/** One subscriber's view of the jobs it watches: the latest state of each job, never a queue of older ones. */
import type { JobWatcher, Watch, WatchedState } from '../jobs/watching/watcher.ts';
import type { JobReference } from './job-id.ts';
import { createUpdateIterator } from './update-iterator.ts';

/** One event of `jobUpdated`. */
export interface JobUpdate {
  readonly reference: JobReference;
  readonly state: WatchedState;
  /** All subscribers are given the same state. */
  readonly shared: { readonly change: WatchedState; readonly kind: string };
}

interface Watched {
  readonly reference: JobReference;
  readonly watch: Watch;
  deliveredVersion: number;
}

/**
 * Yields each job's current state, then every change, and ends when all jobs have ended. If a subscriber is slow to
 * request the next event, it gets the latest state of each job that has changed meanwhile.
 * @param onEnd called once or more
 */
export function createUpdates(
  references: readonly JobReference[],
  watcher: JobWatcher,
  onEnd: () => void,
): AsyncIterableIterator<JobUpdate> {
  const { updates, notify } = createUpdateIterator<JobUpdate>({
    take: () => takeChanged() ?? (jobs.length === 0 ? null : undefined),
    stop: () => {
      for (const { watch } of jobs) watch.stop();
      onEnd();
    },
  });
  const jobs: Watched[] = references.map((reference) => toWatched(reference, watcher, notify));

  /** The changed job that has waited longest; it moves to the end of the queue. */
  function takeChanged(): JobUpdate | undefined {
    const index = jobs.findIndex(({ watch, deliveredVersion }) => (watch.state()?.version ?? 0) > deliveredVersion);
    const [job] = index === -1 ? [] : jobs.splice(index, 1);
    const state = job?.watch.state();
    if (job === undefined || state === undefined) return undefined;
    job.deliveredVersion = state.version;
    if (state.isFinal) job.watch.stop();
    else jobs.push(job);
    return { reference: job.reference, state, shared: { change: state, kind: 'STATE' } };
  }

  return updates;
}

function toWatched(reference: JobReference, watcher: JobWatcher, notify: () => void): Watched {
  return { reference, watch: watcher.watch(reference.source, reference.key, notify), deliveredVersion: 0 };
}
