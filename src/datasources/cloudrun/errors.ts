import type { ProviderErrorCode } from '../../errors/errors.ts';
import type { WireAnswer, WireError } from '../../provider/contract/wire.ts';
import { parseJsonObject, readObject, readWord } from '../../provider/decode/json-fields.ts';

/** The read of one execution. */
export const describeOperation = 'GetExecution';

const meaningOfCode: ReadonlyMap<string, ProviderErrorCode> = new Map([
  ['UNAUTHENTICATED', 'PROVIDER_ACCESS_DENIED'],
  ['PERMISSION_DENIED', 'PROVIDER_ACCESS_DENIED'],
  ['RESOURCE_EXHAUSTED', 'PROVIDER_THROTTLED'],
  ['ABORTED', 'PROVIDER_CONFLICT'],
  ['ALREADY_EXISTS', 'PROVIDER_CONFLICT'],
  ['DEADLINE_EXCEEDED', 'PROVIDER_TIMEOUT'],
  ['UNAVAILABLE', 'PROVIDER_UNAVAILABLE'],
  ['INTERNAL', 'PROVIDER_UNAVAILABLE'],
]);

const meaningOfStatus: ReadonlyMap<number, ProviderErrorCode> = new Map([
  [401, 'PROVIDER_ACCESS_DENIED'],
  [403, 'PROVIDER_ACCESS_DENIED'],
  [429, 'PROVIDER_THROTTLED'],
]);

/**
 * `error.status`.
 * @see https://google.aip.dev/193
 */
export function toGoogleError(answer: WireAnswer, operation: string): WireError {
  const code = readStatus(answer);
  if (code === 'NOT_FOUND' && operation === describeOperation)
    return { code, requestId: null, meaning: 'JOB_NOT_FOUND' };
  return { code, requestId: null, meaning: meaningOfCode.get(code ?? '') ?? toMeaning(answer.status) };
}

function toMeaning(status: number): ProviderErrorCode {
  const meaning = meaningOfStatus.get(status);
  if (meaning !== undefined) return meaning;
  if (status < 400) return 'PROVIDER_BAD_RESPONSE';
  return status >= 500 ? 'PROVIDER_UNAVAILABLE' : 'PROVIDER_REJECTED';
}

function readStatus({ body }: WireAnswer): string | null {
  try {
    const error = readObject(parseJsonObject(body), 'error');
    return error && readWord(error, 'status');
  } catch {
    return null;
  }
}
