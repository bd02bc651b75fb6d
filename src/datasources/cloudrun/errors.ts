import { createRpcMeaning } from '../../provider/contract/rpc-errors.ts';
import type { WireAnswer, WireError } from '../../provider/contract/wire.ts';
import { parseJsonObject, readObject, readWord } from '../../provider/decode/json-fields.ts';

/** The read of one execution. */
export const describeOperation = 'GetExecution';

const toMeaning = createRpcMeaning({ UNAVAILABLE: 'PROVIDER_UNAVAILABLE', INTERNAL: 'PROVIDER_UNAVAILABLE' });

/**
 * `error.status`.
 * @see https://google.aip.dev/193
 */
export function toGoogleError(answer: WireAnswer, operation: string): WireError {
  const code = readStatus(answer);
  if (code === 'NOT_FOUND' && operation === describeOperation)
    return { code, requestId: null, meaning: 'JOB_NOT_FOUND' };
  return { code, requestId: null, meaning: toMeaning(code, answer.status) };
}

function readStatus({ body }: WireAnswer): string | null {
  try {
    const error = readObject(parseJsonObject(body), 'error');
    return error && readWord(error, 'status');
  } catch {
    return null;
  }
}
