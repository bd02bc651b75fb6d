/**
 * Stops calling a source that has failed five times in a row, and tries again with one probe after a while.
 * Why it is not cockatiel's: docs/decisions/0003-reader.md.
 */
import { ProviderError } from '../errors.ts';
import { Abandoned } from './abandoned.ts';
import { NotSent } from './not-sent.ts';

export type BreakerState = 'closed' | 'halfOpen' | 'open';

export interface Breaker {
  /**
   * Runs the work, or throws PROVIDER_UNAVAILABLE at once while the source is given time to recover. When that time is
   * over, the first call is the probe; calls beside it wait a moment for its outcome.
   */
  readonly run: <T>(work: () => Promise<T>) => Promise<T>;
  readonly state: () => BreakerState;
}

export interface BreakerOptions {
  /** In a row, until the breaker opens. Default 5. */
  readonly failures?: number;
  /** Default 10,000. */
  readonly halfOpenAfterMilliseconds?: number;
  /** How long a call waits for the probe's outcome. Default 1,000. */
  readonly probePatienceMilliseconds?: number;
}

interface BreakerSurroundings {
  /** Milliseconds of a clock that never goes back. */
  readonly monotonic: () => number;
  readonly onOpen?: () => void;
}

/** What a call says about its source. */
type Verdict = 'works' | 'fails' | 'nothing';

export function createBreaker(options: BreakerOptions, { monotonic, onOpen }: BreakerSurroundings): Breaker {
  const { failures: mostFailures = 5, halfOpenAfterMilliseconds = 10_000, probePatienceMilliseconds = 1000 } = options;
  let failures = 0;
  let openedAt: number | undefined;
  let probe: PromiseWithResolvers<void> | undefined;

  function note(verdict: Verdict, isProbe: boolean): void {
    // A call that began before the breaker opened is yesterday's news.
    if (openedAt !== undefined && !isProbe) return;
    if (verdict === 'works') openedAt = undefined;
    if (verdict !== 'nothing') failures = verdict === 'works' ? 0 : failures + 1;
    if (verdict === 'fails' && (isProbe || failures >= mostFailures)) open();
    if (!isProbe) return;
    // Where the probe says nothing, the next call is one.
    probe?.resolve();
    probe = undefined;
  }

  function open(): void {
    openedAt = monotonic();
    failures = 0;
    onOpen?.();
  }

  /** Gives whether the call is the probe. */
  async function enter(): Promise<boolean> {
    while (openedAt !== undefined) {
      if (monotonic() - openedAt < halfOpenAfterMilliseconds) throw new ProviderError('PROVIDER_UNAVAILABLE');
      if (probe === undefined) {
        probe = Promise.withResolvers();
        return true;
      }
      if (!(await endsWithin(probe.promise, probePatienceMilliseconds)))
        throw new ProviderError('PROVIDER_UNAVAILABLE');
    }
    return false;
  }

  return {
    run: async (work) => {
      const isProbe = await enter();
      let verdict: Verdict = 'works';
      try {
        return await work();
      } catch (error) {
        verdict = toVerdict(error);
        throw error;
      } finally {
        note(verdict, isProbe);
      }
    },
    state: () => (openedAt === undefined ? 'closed' : probe === undefined ? 'open' : 'halfOpen'),
  };
}

/** A provider that says no (not found, denied, throttled) is a provider that works. */
function toVerdict(error: unknown): Verdict {
  if (error instanceof Abandoned || error instanceof NotSent) return 'nothing';
  const isOutage =
    error instanceof ProviderError && (error.code === 'PROVIDER_UNAVAILABLE' || error.code === 'PROVIDER_TIMEOUT');
  return isOutage ? 'fails' : 'works';
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
