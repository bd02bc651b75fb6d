/**
 * AWS's standard retry mode: three attempts, full jitter, and a budget of tokens, so that retries cannot multiply an outage.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
import type { Signal } from '../platform/signal.ts';
import type { ProviderError } from '../errors/errors.ts';

/** Tokens that retries cost, shared by all calls of a source. */
export interface RetryBudget {
  /** Takes the tokens of one retry; undefined if too few are left. */
  readonly spend: (cost: number) => number | undefined;
  /** Returns tokens: a success returns those of its retry, or one; a retry that is never made returns its own. */
  readonly refill: (tokens: number) => void;
}

const maxAttempts = 3;
const fullBudget = 500;
const costOfRetry = 5;
const costOfTimeoutRetry = 10;
const baseDelay = 100;
const baseDelayWhenThrottled = 500;
const maxDelayMilliseconds = 20_000;

/** Begins full: 500 tokens, of which a retry costs 5 and one after a timeout 10. One per source. */
export function createRetryBudget(): RetryBudget {
  let tokens = fullBudget;
  return {
    spend: (cost) => {
      if (tokens < cost) return undefined;
      tokens -= cost;
      return cost;
    },
    refill: (returned) => {
      tokens = Math.min(fullBudget, tokens + returned);
    },
  };
}

/** An attempt failed, but another may succeed. Has the wait that the provider requested, in milliseconds. */
export class RetryableFailure extends Error {
  override readonly name = 'RetryableFailure';
  /** The error for the caller if no attempt is left. */
  readonly error: ProviderError;
  readonly retryAfter: number | null;
  /** Whether the source cools down for that time: then no earlier attempt is of any use. */
  readonly isCooldown: boolean;

  constructor(error: ProviderError, retryAfter: number | null = null, isCooldown = false) {
    super(error.message, { cause: error });
    this.error = error;
    this.retryAfter = retryAfter;
    this.isCooldown = isCooldown;
  }
}

/** Bounds of one call's attempts. */
export interface RetryOptions {
  readonly budget: RetryBudget;
  readonly signal: Signal;
  /** No attempt starts after it. In milliseconds of `monotonic`. */
  readonly deadlineAt: number;
  readonly monotonic: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
}

/** Runs `attempt` until it succeeds, fails permanently, or has no retries left. Throws the last attempt's error. */
export async function retry<T>(
  attempt: () => Promise<T>,
  { budget, signal, deadlineAt, monotonic, random }: RetryOptions,
): Promise<T> {
  let spent = 1;
  for (let count = 1; ; count += 1) {
    try {
      const result = await attempt();
      budget.refill(spent);
      return result;
    } catch (failure) {
      if (!(failure instanceof RetryableFailure)) throw failure;
      const delay = toDelay(failure, count, random);
      if (count === maxAttempts || monotonic() + delay >= deadlineAt) throw failure.error;
      const cost = budget.spend(failure.error.code === 'PROVIDER_TIMEOUT' ? costOfTimeoutRetry : costOfRetry);
      if (cost === undefined) throw failure.error;
      spent = cost;
      // If no waiter is left, the retry is not made: its tokens are returned.
      if (!(await sleepsFor(delay, signal))) {
        budget.refill(cost);
        throw signal.reason;
      }
    }
  }
}

function toDelay({ error, retryAfter, isCooldown }: RetryableFailure, count: number, random: () => number): number {
  if (isCooldown) return retryAfter ?? 0;
  const base = error.code === 'PROVIDER_THROTTLED' ? baseDelayWhenThrottled : baseDelay;
  const backOff = random() * Math.min(maxDelayMilliseconds, base * 2 ** (count - 1));
  return Math.max(backOff, Math.min(maxDelayMilliseconds, retryAfter ?? 0));
}

/** Resolves to false if the signal aborts first. */
export function sleepsFor(milliseconds: number, signal: Signal): Promise<boolean> {
  if (signal.aborted) return Promise.resolve(false);
  return new Promise((resolve) => {
    const wake = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', wake);
      resolve(!signal.aborted);
    };
    const timer = setTimeout(wake, milliseconds);
    signal.addEventListener('abort', wake, { once: true });
  });
}
