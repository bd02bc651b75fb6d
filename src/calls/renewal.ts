import type { Signal } from '../platform/signal.ts';
import { ProviderError } from '../errors/errors.ts';
import type { CredentialsRenewal } from '../provider/contract/signer.ts';
import { raceAbort } from './abort.ts';

/** Refused credentials may have been replaced since they were read: tries once more with the new ones. */
export function withRenewal<T>(
  renewal: CredentialsRenewal | undefined,
  signal: Signal,
  attempt: () => Promise<T>,
): Promise<T> {
  return renewal === undefined ? attempt() : attemptTwice(renewal, signal, attempt);
}

async function attemptTwice<T>(renewal: CredentialsRenewal, signal: Signal, attempt: () => Promise<T>): Promise<T> {
  const version = renewal.version();
  try {
    return await attempt();
  } catch (failure) {
    const isDenied = failure instanceof ProviderError && failure.code === 'PROVIDER_ACCESS_DENIED';
    if (!isDenied || version === 0) throw failure;
    if (!(await raceAbort(renewal.renew(version), signal))) throw failure;
    return attempt();
  }
}
