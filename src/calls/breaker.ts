/**
 * Stops calling an operation of a source that fails, and tries again with one probe after a while. One viewer or one job
 * cannot open the breaker for others. A source has a breaker for each operation of its provider, because one may fail while
 * others work: see docs/decisions/0003-reader.md, also for why this is not cockatiel.
 */
import { ProviderError } from '../errors/errors.ts';
import { Abandoned } from './abandoned.ts';
import { type BreakerCall, createFailureWindow } from './failure-window.ts';
import { NotSent } from './not-sent.ts';

/** `halfOpen`: the next call is a probe. */
export type BreakerState = 'closed' | 'halfOpen' | 'open';

/** The breaker of one operation of a source. */
export interface Breaker {
  /**
   * Runs the work, or throws PROVIDER_UNAVAILABLE at once while the source has time to recover. After that time the first
   * call is the probe, and concurrent calls wait briefly for its outcome.
   */
  readonly run: <T>(call: BreakerCall, work: () => Promise<T>) => Promise<T>;
  /** Whether a call that is queued or between retries must not be made any more. */
  readonly refuses: (call: BreakerCall) => boolean;
  readonly state: () => BreakerState;
}

/** When a breaker opens, and how long it stays open. Times are in milliseconds. */
export interface BreakerOptions {
  /** Opens after calls for this many jobs have failed since the last answer. Default 5. */
  readonly failures?: number;
  /** Default 10,000. */
  readonly halfOpenAfterMilliseconds?: number;
  /** How long a call waits for the probe's outcome. Default 1,000. */
  readonly probeTimeoutMilliseconds?: number;
}

/** What a breaker reports, and what it knows of the source's other operations. */
interface BreakerDependencies {
  /** Milliseconds of a clock that only runs forward. */
  readonly monotonic: () => number;
  readonly onOpen?: () => void;
  readonly onAnswer?: () => void;
  /** Whether another operation of the source is failing: then two failures are enough. */
  readonly isSourceFailing?: () => boolean;
}

/** What the outcome of a call says about the source. */
type Verdict = 'works' | 'fails' | 'nothing';

/** Begins closed. Abandoned calls and calls that were not sent decide nothing. */
export function createBreaker(options: BreakerOptions, dependencies: BreakerDependencies): Breaker {
  const { probeTimeoutMilliseconds = 1000 } = options;
  const circuit = createCircuit(options, dependencies);
  let probe: { readonly call: BreakerCall; readonly end: PromiseWithResolvers<void> } | undefined;

  function note(verdict: Verdict, call: BreakerCall): void {
    const isProbe = probe?.call === call;
    // Ignore results of calls that started before the breaker opened.
    if (circuit.isOpen() && !isProbe) return;
    if (verdict === 'works') circuit.close();
    else if (verdict === 'fails') circuit.noteFailure(call);
    if (!isProbe) return;
    // The probe was inconclusive: the next call is a probe, too.
    probe?.end.resolve();
    probe = undefined;
  }

  async function enter(call: BreakerCall): Promise<void> {
    while (circuit.isOpen()) {
      if (circuit.refuses(call)) throw createRefusal();
      if (probe === undefined) {
        probe = { call, end: Promise.withResolvers() };
        return;
      }
      if (await endsWithin(probe.end.promise, probeTimeoutMilliseconds)) continue;
      if (circuit.isUnaffected(call)) return;
      throw createRefusal();
    }
  }

  return {
    run: async (call, work) => {
      if (circuit.isOpen()) await enter(call);
      let verdict: Verdict = 'works';
      try {
        return await work();
      } catch (error) {
        verdict = toVerdict(error);
        throw error;
      } finally {
        note(verdict, call);
      }
    },
    refuses: (call) => circuit.isOpen() && probe?.call !== call && !circuit.isUnaffected(call),
    state: () => (circuit.isOpen() ? (probe === undefined ? 'open' : 'halfOpen') : 'closed'),
  };
}

interface Circuit {
  readonly isOpen: () => boolean;
  /** Whether an open breaker refuses the call at once. */
  readonly refuses: (call: BreakerCall) => boolean;
  readonly isUnaffected: (call: BreakerCall) => boolean;
  /** For a closed breaker, or an open one's probe. */
  readonly noteFailure: (call: BreakerCall) => void;
  readonly close: () => void;
}

/** A source that answered within this time (in milliseconds) works: failures next to it concern single jobs. */
const graceAfterAnswer = 5000;
const failuresOfFailingSource = 2;

function createCircuit(
  { failures: maxFailures = 5, halfOpenAfterMilliseconds: rest = 10_000 }: BreakerOptions,
  { monotonic, onOpen, onAnswer, isSourceFailing }: BreakerDependencies,
): Circuit {
  const failures = createFailureWindow();
  let openedAt: number | undefined;
  let answeredAt = -Infinity;
  /** When a job that had failed before failed again. */
  let repeatedAt = -Infinity;

  function open(): void {
    openedAt = monotonic();
    onOpen?.();
  }

  /** A job that has failed cannot be the probe for others: its calls have their own recovery times. */
  function isRested(call: BreakerCall): boolean {
    const now = monotonic();
    return now - (openedAt ?? -Infinity) >= rest && !(failures.hasFailed(call) && now - repeatedAt < rest);
  }

  function isEnough(): boolean {
    const needed = isSourceFailing?.() === true ? Math.min(maxFailures, failuresOfFailingSource) : maxFailures;
    return failures.size() >= needed && monotonic() - answeredAt >= graceAfterAnswer;
  }

  return {
    isOpen: () => openedAt !== undefined,
    refuses: (call) => !failures.isUnaffected(call) && !isRested(call),
    isUnaffected: failures.isUnaffected,
    noteFailure: (call) => {
      const isRepeated = failures.hasFailed(call);
      const isFinal = isRested(call) && !isRepeated;
      failures.add(call);
      if (openedAt === undefined ? isEnough() : isFinal) open();
      else if (isRepeated) repeatedAt = monotonic();
    },
    close: () => {
      openedAt = undefined;
      answeredAt = monotonic();
      failures.clear();
      onAnswer?.();
    },
  };
}

/** A provider that refuses (not found, denied, throttled) works. */
function toVerdict(error: unknown): Verdict {
  if (error instanceof Abandoned || error instanceof NotSent) return 'nothing';
  const isOutage =
    error instanceof ProviderError && (error.code === 'PROVIDER_UNAVAILABLE' || error.code === 'PROVIDER_TIMEOUT');
  return isOutage ? 'fails' : 'works';
}

function createRefusal(): ProviderError {
  return new ProviderError('PROVIDER_UNAVAILABLE', { causeKind: 'BREAKER_OPEN' });
}

function endsWithin(event: Promise<void>, milliseconds: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds, false);
    void event.then(() => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}

/** The breakers of one source: one for each operation of its provider. */
export interface Breakers {
  /** By the provider's name of the operation. */
  readonly of: (operation: string) => Breaker;
  /** The source's state: open if no operation answers, half open if only some fail. */
  readonly state: () => BreakerState;
}

interface Entry {
  readonly breaker: Breaker;
  readonly openedAt: () => number;
}

/** A breaker begins with the first call of its operation. While one is open, two failures open another. */
export function createBreakers(
  options: BreakerOptions,
  { monotonic, onOpen, onAnswer }: Pick<BreakerDependencies, 'monotonic' | 'onOpen' | 'onAnswer'>,
): Breakers {
  const entries = new Map<string, Entry>();
  let answeredAt = -Infinity;

  function create(operation: string): Entry {
    let openedAt = -Infinity;
    const breaker = createBreaker(options, {
      monotonic,
      onOpen: () => {
        openedAt = monotonic();
        onOpen?.();
      },
      onAnswer: () => {
        answeredAt = monotonic();
        onAnswer?.();
      },
      isSourceFailing: () =>
        [...entries].some(([name, other]) => name !== operation && other.breaker.state() === 'open'),
    });
    return { breaker, openedAt: () => openedAt };
  }

  return {
    of: (operation) => {
      const entry = entries.get(operation) ?? create(operation);
      entries.set(operation, entry);
      return entry.breaker;
    },
    state: () => {
      const failing = [...entries.values()].filter(({ breaker }) => breaker.state() !== 'closed');
      if (failing.length === 0) return 'closed';
      const isOpen = failing.some(({ breaker, openedAt }) => breaker.state() === 'open' && openedAt() > answeredAt);
      return isOpen ? 'open' : 'halfOpen';
    },
  };
}
