import { ProviderError } from '../errors.ts';

export interface Deadline {
  readonly signal: AbortSignal;
  readonly clear: () => void;
}

/** Aborts with PROVIDER_TIMEOUT after a while, or with the outer signal's reason. */
export function createDeadline(milliseconds: number, outer: AbortSignal): Deadline {
  const controller = new AbortController();
  const timer = setTimeout(() => {
    controller.abort(new ProviderError('PROVIDER_TIMEOUT'));
  }, milliseconds);
  return {
    signal: AbortSignal.any([outer, controller.signal]),
    clear: () => {
      clearTimeout(timer);
    },
  };
}
