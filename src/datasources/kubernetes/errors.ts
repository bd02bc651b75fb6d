/**
 * What an API server's refusals mean: by the `reason` of a Status body or, without one, by the HTTP status.
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status/
 */
import { parseJsonObject, readObject, readWord, type JsonObject } from '../../provider/decode/json-fields.ts';
import type { ProviderErrorCode } from '../../errors/errors.ts';
import type { WireAnswer, WireError } from '../../provider/contract/wire.ts';

const meanings: ReadonlyMap<string, ProviderErrorCode> = new Map([
  ['Unauthorized', 'PROVIDER_ACCESS_DENIED'],
  ['TooManyRequests', 'PROVIDER_THROTTLED'],
  ['Timeout', 'PROVIDER_TIMEOUT'],
  ['ServerTimeout', 'PROVIDER_TIMEOUT'],
  ['Conflict', 'PROVIDER_CONFLICT'],
  ['InternalError', 'PROVIDER_UNAVAILABLE'],
  ['ServiceUnavailable', 'PROVIDER_UNAVAILABLE'],
]);

const meaningsOfStatus: ReadonlyMap<number, ProviderErrorCode> = new Map([
  [401, 'PROVIDER_ACCESS_DENIED'],
  [403, 'PROVIDER_ACCESS_DENIED'],
  [409, 'PROVIDER_CONFLICT'],
  [429, 'PROVIDER_THROTTLED'],
]);

/** Of a list whose page token is too old, and of a watch that begins too far back. */
export const expiredStatus = 410;

/** The read of one job, by the provider's name. */
export const readOfJob = 'readNamespacedJob';

/** Never throws. The request id is the audit id, if the server returns one. */
export function toKubernetesError({ status, headers, body }: WireAnswer, operation: string): WireError {
  const refusal = readStatusBody(body);
  const requestId = headers['audit-id'] ?? null;
  if (status < 400) return { code: refusal.reason, requestId };
  return { code: refusal.reason, requestId, ...toMeaning(status, refusal, operation) };
}

function toMeaning(
  status: number,
  { reason, namesOne }: StatusBody,
  operation: string,
): Pick<WireError, 'meaning' | 'causeKind'> {
  // Without the name of what was not found, or without a Status body, it is the API that is missing.
  if (reason === 'NotFound' ? !namesOne : reason === null && status === 404)
    return { meaning: 'PROVIDER_REJECTED', causeKind: 'TARGET_UNKNOWN' };
  // A list is of no job.
  if (reason === 'NotFound') return { meaning: operation === readOfJob ? 'JOB_NOT_FOUND' : 'PROVIDER_REJECTED' };
  if (reason === 'Forbidden') return { meaning: 'PROVIDER_ACCESS_DENIED', causeKind: 'NOT_PERMITTED' };
  const meaning = reason === null ? meaningsOfStatus.get(status) : meanings.get(reason);
  return { meaning: meaning ?? (status >= 500 ? 'PROVIDER_UNAVAILABLE' : 'PROVIDER_REJECTED') };
}

interface StatusBody {
  readonly reason: string | null;
  /** Whether `details` name an object. */
  readonly namesOne: boolean;
}

function readStatusBody(body: Uint8Array): StatusBody {
  try {
    return toStatusBody(parseJsonObject(body));
  } catch {
    return { reason: null, namesOne: false };
  }
}

/** Throws `BadAnswer` if it is mistyped. */
function toStatusBody(body: JsonObject): StatusBody {
  if (body['kind'] !== 'Status') return { reason: null, namesOne: false };
  const details = readObject(body, 'details');
  return { reason: readWord(body, 'reason'), namesOne: details !== null && readWord(details, 'name') !== null };
}
