/** Stops calling a source that has failed five times in a row, and tries again with one probe after a while. */
import { BrokenCircuitError, circuitBreaker, CircuitState, ConsecutiveBreaker, handleWhen } from 'cockatiel';
import { ProviderError } from '../errors.ts';
import { Abandoned } from './abandoned.ts';

export type BreakerState = 'closed' | 'halfOpen' | 'open';

export interface Breaker {
  /** Throws PROVIDER_UNAVAILABLE at once while the source is given time to recover. */
  readonly run: <T>(work: () => Promise<T>) => Promise<T>;
  readonly state: () => BreakerState;
}

export interface BreakerOptions {
  readonly failures?: number;
  readonly halfOpenAfterMilliseconds?: number;
}

type Outcome<T> = { readonly value: T } | { readonly error: unknown };

export function createBreaker({ failures = 5, halfOpenAfterMilliseconds = 10_000 }: BreakerOptions = {}): Breaker {
  const policy = circuitBreaker(
    // A call that nobody waited for says nothing about the source.
    handleWhen((error) => !(error instanceof Abandoned)),
    {
    halfOpenAfter: halfOpenAfterMilliseconds,
    breaker: new ConsecutiveBreaker(failures),
    },
  );

  return {
    run: async <T>(work: () => Promise<T>): Promise<T> => {
      const outcome = await policy.execute(() => settle(work)).catch(toUnavailable);
      if ('error' in outcome) throw outcome.error;
      return outcome.value;
    },
    state: () => (policy.state === CircuitState.Closed ? 'closed' : policy.state === CircuitState.HalfOpen ? 'halfOpen' : 'open'),
  };
}

/** A provider that says no (not found, denied, throttled) is a provider that works. */
async function settle<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { value: await work() };
  } catch (error) {
    if (error instanceof Abandoned || isOutage(error)) throw error;
    return { error };
  }
}

function isOutage(error: unknown): boolean {
  return error instanceof ProviderError && (error.code === 'PROVIDER_UNAVAILABLE' || error.code === 'PROVIDER_TIMEOUT');
}

function toUnavailable(cause: unknown): never {
  throw cause instanceof BrokenCircuitError ? new ProviderError('PROVIDER_UNAVAILABLE', { cause }) : cause;
}
