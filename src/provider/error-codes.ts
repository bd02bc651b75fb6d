/** Maps a provider's errors to the graph's. By code, not by status: AWS answers throttling and bad signatures with 400. */
import { ProviderError, type ProviderErrorCode, type ProviderErrorDetails } from '../errors/errors.ts';
import { toRefusalKind } from './cause-kind.ts';
import type { WireError } from './wire.ts';

/** The codes that AWS's SDKs retry as throttling (botocore's retry data), and those of COS and S3. */
const throttlingCodes: ReadonlySet<string> = new Set([
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'RequestThrottledException',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'BandwidthLimitExceeded',
  'LimitExceededException',
  'RequestThrottled',
  'SlowDown',
  'PriorRequestNotComplete',
  'KmsThrottlingException',
]);

const meaningOfCode: ReadonlyMap<string, ProviderErrorCode> = new Map([
  ['ResourceNotFoundException', 'JOB_NOT_FOUND'],
  ['NoSuchJob', 'JOB_NOT_FOUND'],
  ['InvalidJobIdException', 'JOB_NOT_FOUND'],
  ['JobNotFoundException', 'JOB_NOT_FOUND'],
  ['ExecutionDoesNotExist', 'JOB_NOT_FOUND'],
  ['CanceledJobIdException', 'JOB_GONE'],
  ['ExpiredJobIdException', 'JOB_GONE'],
  ['ConflictException', 'PROVIDER_CONFLICT'],
  ['RequestTimeTooSkewed', 'PROVIDER_ACCESS_DENIED'],
  ['RequestExpired', 'PROVIDER_ACCESS_DENIED'],
]);

/** Families of codes that share a beginning, e.g. AccessDenied and AccessDeniedException. */
const meaningOfPrefix: readonly (readonly [string, ProviderErrorCode])[] = [
  ['AccessDenied', 'PROVIDER_ACCESS_DENIED'],
  ['KmsAccessDenied', 'PROVIDER_ACCESS_DENIED'],
  ['UnrecognizedClient', 'PROVIDER_ACCESS_DENIED'],
  ['InvalidSignature', 'PROVIDER_ACCESS_DENIED'],
  ['SignatureDoesNotMatch', 'PROVIDER_ACCESS_DENIED'],
  ['ExpiredToken', 'PROVIDER_ACCESS_DENIED'],
  ['InvalidClientTokenId', 'PROVIDER_ACCESS_DENIED'],
  ['InvalidAccessKeyId', 'PROVIDER_ACCESS_DENIED'],
  ['InvalidAccessId', 'PROVIDER_ACCESS_DENIED'],
  ['RequestTimeout', 'PROVIDER_TIMEOUT'],
];

/** A code is one word. Anything else may be text that must not be passed on. */
const codeWord = /^[A-Za-z][A-Za-z0-9_.]{0,127}$/;
const requestIdWord = /^[A-Za-z0-9+/=_.-]{1,256}$/;

/** The graph's error for an answer that is not 2xx. */
export function toProviderError(status: number, { code, requestId, meaning }: WireError): ProviderError {
  const providerCode = code !== null && codeWord.test(code) ? code : null;
  const errorCode = meaning ?? toErrorCode(status, providerCode);
  return new ProviderError(errorCode, {
    providerCode,
    requestId: toRequestId(requestId),
    ...toCauseKind(errorCode, providerCode, status),
  });
}

function toCauseKind(
  code: ProviderErrorCode,
  providerCode: string | null,
  status: number,
): Pick<ProviderErrorDetails, 'causeKind'> {
  if (code === 'PROVIDER_ACCESS_DENIED') return { causeKind: toRefusalKind(providerCode) };
  // 304 is not a redirect: it answered a read without `if-none-match`.
  const isRedirect = code === 'PROVIDER_BAD_RESPONSE' && status >= 300 && status < 400 && status !== 304;
  return isRedirect ? { causeKind: 'REDIRECTED' } : {};
}

/** A request id that is safe to pass on. */
export function toRequestId(text: string | null | undefined): string | null {
  return text !== null && text !== undefined && requestIdWord.test(text) ? text : null;
}

function toErrorCode(status: number, code: string | null): ProviderErrorCode {
  if (code !== null) {
    const meaning =
      (throttlingCodes.has(code) ? 'PROVIDER_THROTTLED' : meaningOfCode.get(code)) ??
      meaningOfPrefix.find(([prefix]) => code.startsWith(prefix))?.[1];
    if (meaning !== undefined) return meaning;
  }
  if (status >= 500) return 'PROVIDER_UNAVAILABLE';
  if (status < 400) return 'PROVIDER_BAD_RESPONSE';
  if (code === null) return toErrorCodeOfStatus(status);
  return 'PROVIDER_REJECTED';
}

/** A 4xx whose code cannot be read, e.g. from a proxy in between. */
function toErrorCodeOfStatus(status: number): ProviderErrorCode {
  if (status === 401 || status === 403) return 'PROVIDER_ACCESS_DENIED';
  if (status === 408) return 'PROVIDER_TIMEOUT';
  if (status === 429) return 'PROVIDER_THROTTLED';
  return 'PROVIDER_REJECTED';
}
