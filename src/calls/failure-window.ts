/** The failures of one operation of a source since its last answer. */

/** A call, as the breaker sees it. One object per run of a call. */
export interface BreakerCall {
  readonly requester: string;
  /** Identify the jobs that it reads; empty for calls that are for no certain job, such as a list. */
  readonly jobs: readonly string[];
}

/** Tells a source that is down from a requester or a job whose calls alone fail. */
interface FailureWindow {
  /** The call failed. */
  readonly add: (call: BreakerCall) => void;
  /** A call was answered. */
  readonly clear: () => void;
  /** How many jobs must be bad to explain the failures, at least. Calls for no certain job count one each. */
  readonly size: () => number;
  /** Whether a job of the call has failed. */
  readonly hasFailed: (call: BreakerCall) => boolean;
  /** Whether the failures may not concern the call: few requesters have had failures, and its own is not one of them. */
  readonly isUnaffected: (call: BreakerCall) => boolean;
}

const maxCalls = 1000;
/** The failures of more requesters than these cannot be caused by what one of them requests. */
const suspectRequesters = 3;

/** Starts without failures. Counts at most 1,000 failed calls. */
export function createFailureWindow(): FailureWindow {
  const requesters = new Set<string>();
  /**
   * The jobs of failed calls. No two entries have a job in common: one bad job, in any number of batches and with any
   * others, explains one entry at most.
   */
  let apart: Set<string>[] = [];

  return {
    add: ({ requester, jobs }) => {
      if (requesters.size <= suspectRequesters) requesters.add(requester);
      const own = new Set(jobs);
      const [met, ...others] = apart.filter((known) => !known.isDisjointFrom(own));
      if (met === undefined) {
        if (apart.length < maxCalls) apart.push(own);
      }
      // The smaller one leaves more room for others.
      else if (others.length === 0 && own.size < met.size) apart[apart.indexOf(met)] = own;
    },
    clear: () => {
      requesters.clear();
      apart = [];
    },
    size: () => apart.length,
    hasFailed: ({ jobs }) => apart.some((known) => jobs.some((job) => known.has(job))),
    isUnaffected: ({ requester }) => requesters.size <= suspectRequesters && !requesters.has(requester),
  };
}
