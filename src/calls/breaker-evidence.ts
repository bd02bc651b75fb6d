/** Failures of a source since its last answer: for which jobs, and for which viewers. */
/** A call, as the breaker sees it. One object per run of a call. */
export interface Call {
  readonly requester: string;
  /** Identify the jobs that it reads; empty for calls that are for no certain job, such as a list. */
  readonly jobs: readonly string[];
}

/** Tells a source that is down from a viewer or job whose calls alone fail. */
export interface Evidence {
  /** The call failed. `isInnocent`: it was let through because the failures did not concern it. */
  readonly add: (call: Call, isInnocent: boolean) => void;
  /** The call was answered: clears all failures. */
  readonly clear: (call: Call) => void;
  /** How many jobs must be bad to explain the failures, at least, plus failed calls that are for no certain job. */
  readonly size: () => number;
  /** Whether a job of the call has failed. */
  readonly blames: (call: Call) => boolean;
  /** Failures of so many viewers cannot be caused by what one of them requests. */
  readonly isOfAll: () => boolean;
  /**
   * Whether the failures may not concern this call: its viewer has had none, or its jobs were answered before and few such
   * calls have failed.
   */
  readonly isInnocent: (call: Call) => boolean;
}

const maxRequesters = 1000;
const maxJobs = 1000;
/** More than as many, and no requester is innocent. */
const suspectRequesters = 3;
/** Calls for jobs that were answered before, of viewers that have had failures. */
const answeredThatMayFail = 3;

export function createEvidence(): Evidence {
  const failed = new Set<string>();
  const causes = createCauses();
  const requesters = new Set<string>();
  const answered = createLatest(maxJobs);
  let callsForNoJob = 0;
  let answeredLeft = answeredThatMayFail;

  return {
    add: ({ requester, jobs }, isInnocent) => {
      if (isInnocent && requesters.has(requester)) answeredLeft -= 1;
      if (requesters.size < maxRequesters) requesters.add(requester);
      if (jobs.length === 0) callsForNoJob += 1;
      else causes.add(new Set(jobs));
      for (const job of jobs) if (failed.size < maxJobs) failed.add(job);
    },
    clear: ({ jobs }) => {
      for (const job of jobs) answered.add(job);
      failed.clear();
      causes.clear();
      requesters.clear();
      callsForNoJob = 0;
      answeredLeft = answeredThatMayFail;
    },
    size: () => causes.size() + callsForNoJob,
    blames: ({ jobs }) => jobs.some((job) => failed.has(job)),
    isOfAll: () => requesters.size > suspectRequesters,
    isInnocent: ({ requester, jobs }) => {
      if (requesters.size > suspectRequesters) return false;
      if (!requesters.has(requester)) return true;
      return answeredLeft > 0 && jobs.length > 0 && jobs.every((job) => answered.has(job) && !failed.has(job));
    },
  };
}

/** The latest members: at least `count` of them, and fewer than twice as many. */
function createLatest(count: number): {
  readonly add: (name: string) => void;
  readonly has: (name: string) => boolean;
} {
  let latest = new Set<string>();
  let earlier: ReadonlySet<string> = latest;
  return {
    add: (name) => {
      latest.add(name);
      if (latest.size < count) return;
      earlier = latest;
      latest = new Set();
    },
    has: (name) => latest.has(name) || earlier.has(name),
  };
}

interface Causes {
  /** Notes a call for these jobs that failed. */
  readonly add: (jobs: ReadonlySet<string>) => void;
  readonly clear: () => void;
  readonly size: () => number;
}

/**
 * Failed calls that have no job in common: each has a separate cause. One bad job, in any number of batches and with
 * whatever others, is the cause of one of them at most.
 */
function createCauses(): Causes {
  let apart: readonly ReadonlySet<string>[] = [];
  return {
    add: (jobs) => {
      const [met, ...others] = apart.filter((known) => !known.isDisjointFrom(jobs));
      if (met === undefined) apart = apart.length < maxJobs ? [...apart, jobs] : apart;
      // The smaller one leaves more room for others.
      else if (others.length === 0 && jobs.size < met.size)
        apart = apart.map((known) => (known === met ? jobs : known));
    },
    clear: () => {
      apart = [];
    },
    size: () => apart.length,
  };
}
