import type { ProviderErrorCode } from '../../errors/errors.ts';

/** Of google.rpc.Code: words that providers share who describe their APIs as remote procedures. */
const sharedWords: ReadonlyMap<string, ProviderErrorCode> = new Map([
  ['UNAUTHENTICATED', 'PROVIDER_ACCESS_DENIED'],
  ['PERMISSION_DENIED', 'PROVIDER_ACCESS_DENIED'],
  ['RESOURCE_EXHAUSTED', 'PROVIDER_THROTTLED'],
  ['ABORTED', 'PROVIDER_CONFLICT'],
  ['ALREADY_EXISTS', 'PROVIDER_CONFLICT'],
  ['DEADLINE_EXCEEDED', 'PROVIDER_TIMEOUT'],
]);

const sharedStatuses: ReadonlyMap<number, ProviderErrorCode> = new Map([
  [401, 'PROVIDER_ACCESS_DENIED'],
  [403, 'PROVIDER_ACCESS_DENIED'],
  [429, 'PROVIDER_THROTTLED'],
]);

/**
 * What an error means: its word decides, and where no table has the word, the status.
 * @param words the provider's own
 * @param statuses the provider's own, of answers without a known word
 * @see https://github.com/googleapis/googleapis/blob/master/google/rpc/code.proto
 */
export function createRpcMeaning(
  words: Readonly<Record<string, ProviderErrorCode>>,
  statuses: Readonly<Record<number, ProviderErrorCode>> = {},
): (word: string | null, status: number) => ProviderErrorCode {
  const ofWord = new Map([...sharedWords, ...Object.entries(words)]);
  const ofStatus = new Map([
    ...sharedStatuses,
    ...Object.entries(statuses).map(([status, meaning]) => [Number(status), meaning] as const),
  ]);
  return (word, status) => ofWord.get(word ?? '') ?? ofStatus.get(status) ?? toMeaningOfRest(status);
}

function toMeaningOfRest(status: number): ProviderErrorCode {
  if (status < 400) return 'PROVIDER_BAD_RESPONSE';
  return status >= 500 ? 'PROVIDER_UNAVAILABLE' : 'PROVIDER_REJECTED';
}
