/** What speaks against a source since its last answer: for which jobs it failed, and who had asked for them. */
import { LRUCache } from 'lru-cache';

/** A call as a breaker judges it. Of each run of a call one object. */
export interface Call {
  readonly asker: string;
  /** The job that it is for, as any text; null for what no single job is read by, such as a list. */
  readonly job: string | null;
}

export interface Evidence {
  /** The call failed; `isInnocent` where it was let through as such. */
  readonly add: (call: Call, isInnocent: boolean) => void;
  /** The call was answered: nothing speaks against the source any more. */
  readonly clear: (call: Call) => void;
  /** Jobs that failed, and calls for no single one. */
  readonly size: () => number;
  /** Whether the call's job has failed. */
  readonly blames: (call: Call) => boolean;
  /** Too many askers have had failures for them to be the fault of what one asks for. */
  readonly isOfAll: () => boolean;
  /**
   * Whether the failures may be no concern of this call: its asker has had none, or its job has been answered before and
   * few such jobs have failed.
   */
  readonly isInnocent: (call: Call) => boolean;
}

const maxAskers = 1000;
const maxJobs = 1000;
/** More than as many, and no asker is innocent. */
const suspectAskers = 3;
/** Jobs that were answered before, of askers who have had failures. */
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
