import type { ProviderErrorCode } from '../../errors/errors.ts';
import type { WireAnswer, WireError } from '../../provider/contract/wire.ts';
import { parseJsonObject, readWord } from '../../provider/decode/json-fields.ts';

/** The read of one run. */
export const describeOperation = 'get_run';

const meaningOfCode: ReadonlyMap<string, ProviderErrorCode> = new Map([
  ['UNAUTHENTICATED', 'PROVIDER_ACCESS_DENIED'],
  ['PERMISSION_DENIED', 'PROVIDER_ACCESS_DENIED'],
  ['REQUEST_LIMIT_EXCEEDED', 'PROVIDER_THROTTLED'],
  ['RESOURCE_EXHAUSTED', 'PROVIDER_THROTTLED'],
  ['ABORTED', 'PROVIDER_CONFLICT'],
  ['ALREADY_EXISTS', 'PROVIDER_CONFLICT'],
  ['DEADLINE_EXCEEDED', 'PROVIDER_TIMEOUT'],
  ['TEMPORARILY_UNAVAILABLE', 'PROVIDER_UNAVAILABLE'],
  ['INTERNAL_ERROR', 'PROVIDER_UNAVAILABLE'],
]);

const meaningOfStatus: ReadonlyMap<number, ProviderErrorCode> = new Map([
  [401, 'PROVIDER_ACCESS_DENIED'],
  [403, 'PROVIDER_ACCESS_DENIED'],
  [409, 'PROVIDER_CONFLICT'],
  [429, 'PROVIDER_THROTTLED'],
  [504, 'PROVIDER_TIMEOUT'],
]);

/** A run that is not there has the code of any wrong parameter: only the words tell. */
const unknownRun = /^Run:? .* (?:does not|doesn't) exist/;

/**
 * `error_code` and `message`.
 * @see https://docs.databricks.com/api/workspace/introduction#error-responses
 */
export function toDatabricksError(answer: WireAnswer, operation: string): WireError {
  const { code, message } = readError(answer) ?? { code: null, message: null };
  const requestId = answer.headers['x-request-id'] ?? null;
  const isUnknown =
    code === 'RESOURCE_DOES_NOT_EXIST' || (code === 'INVALID_PARAMETER_VALUE' && unknownRun.test(message ?? ''));
  if (isUnknown && operation === describeOperation) return { code, requestId, meaning: 'JOB_NOT_FOUND' };
  return { code, requestId, meaning: meaningOfCode.get(code ?? '') ?? toMeaning(answer.status) };
}

function toMeaning(status: number): ProviderErrorCode {
  const meaning = meaningOfStatus.get(status);
  if (meaning !== undefined) return meaning;
  if (status < 400) return 'PROVIDER_BAD_RESPONSE';
  return status >= 500 ? 'PROVIDER_UNAVAILABLE' : 'PROVIDER_REJECTED';
}

function readError({ body }: WireAnswer): { readonly code: string | null; readonly message: string | null } | null {
  try {
    const error = parseJsonObject(body);
    return { code: readWord(error, 'error_code'), message: readWord(error, 'message') };
  } catch {
    return null;
  }
}
