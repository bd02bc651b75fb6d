/** Failures of a source since its last answer: for which jobs, and for which viewers. */
import { LRUCache } from 'lru-cache';

/** A call, as the breaker sees it. One object per run of a call. */
export interface Call {
  readonly asker: string;
  /** Identifies the job; null for calls that are not for a single job, such as a list. */
  readonly job: string | null;
}

export interface Evidence {
  /** The call failed. `isInnocent`: it was let through because the failures did not concern it. */
  readonly add: (call: Call, isInnocent: boolean) => void;
  /** The call was answered: clears all failures. */
  readonly clear: (call: Call) => void;
  /** Number of jobs that failed, plus failed calls that are not for a single job. */
  readonly size: () => number;
  /** Whether the call's job has failed. */
  readonly blames: (call: Call) => boolean;
  /** Failures of so many viewers cannot be caused by what one of them requests. */
  readonly isOfAll: () => boolean;
  /**
   * Whether the failures may not concern this call: its viewer has had none, or its job was answered before and few such
   * jobs have failed.
   */
  readonly isInnocent: (call: Call) => boolean;
}

const maxAskers = 1000;
const maxJobs = 1000;
/** More than as many, and no asker is innocent. */
const suspectAskers = 3;
/** Jobs that were answered before, of viewers that have had failures. */
const answeredThatMayFail = 3;

export function createEvidence(): Evidence {
  const jobs = new Set<string>();
  const askers = new Set<string>();
  const answered = new LRUCache<string, true>({ max: maxJobs });
  let callsForNoJob = 0;
  let answeredLeft = answeredThatMayFail;

  return {
    add: ({ asker, job }, isInnocent) => {
      if (isInnocent && askers.has(asker)) answeredLeft -= 1;
      if (askers.size < maxAskers) askers.add(asker);
      if (job === null) callsForNoJob += 1;
      else if (jobs.size < maxJobs) jobs.add(job);
    },
    clear: ({ job }) => {
      if (job !== null) answered.set(job, true);
      jobs.clear();
      askers.clear();
      callsForNoJob = 0;
      answeredLeft = answeredThatMayFail;
    },
    size: () => jobs.size + callsForNoJob,
    blames: ({ job }) => job !== null && jobs.has(job),
    isOfAll: () => askers.size > suspectAskers,
    isInnocent: ({ asker, job }) => {
      if (askers.size > suspectAskers) return false;
      if (!askers.has(asker)) return true;
      return answeredLeft > 0 && job !== null && answered.has(job) && !jobs.has(job);
    },
  };
}
