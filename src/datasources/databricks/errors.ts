import { createRpcMeaning } from '../../provider/contract/rpc-errors.ts';
import type { WireAnswer, WireError } from '../../provider/contract/wire.ts';
import { parseJsonObject, readWord } from '../../provider/decode/json-fields.ts';

/** The read of one run. */
export const describeOperation = 'get_run';

const toMeaning = createRpcMeaning(
  {
    REQUEST_LIMIT_EXCEEDED: 'PROVIDER_THROTTLED',
    TEMPORARILY_UNAVAILABLE: 'PROVIDER_UNAVAILABLE',
    INTERNAL_ERROR: 'PROVIDER_UNAVAILABLE',
  },
  { 409: 'PROVIDER_CONFLICT', 504: 'PROVIDER_TIMEOUT' },
);

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
  return { code, requestId, meaning: toMeaning(code, answer.status) };
}

function readError({ body }: WireAnswer): { readonly code: string | null; readonly message: string | null } | null {
  try {
    const error = parseJsonObject(body);
    return { code: readWord(error, 'error_code'), message: readWord(error, 'message') };
  } catch {
    return null;
  }
}
