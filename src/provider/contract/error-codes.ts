/** Maps a provider's errors to the graph's. By code, not by status: AWS answers throttling and bad signatures with 400. */
import type { CauseKind } from '../../errors/causes.ts';
import { ProviderError, type ProviderErrorCode } from '../../errors/errors.ts';
import type { CallTarget } from './adapter.ts';
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
  ['EntityNotFoundException', 'JOB_NOT_FOUND'],
  ['NoSuchJobException', 'JOB_NOT_FOUND'],
  ['CanceledJobIdException', 'JOB_GONE'],
  ['ExpiredJobIdException', 'JOB_GONE'],
  ['ConflictException', 'PROVIDER_CONFLICT'],
  ['OperationTimeoutException', 'PROVIDER_TIMEOUT'],
]);

/** A code is one word. Anything else may be text that must not be passed on. */
const codeWord = /^[A-Za-z][A-Za-z0-9_.]{0,127}$/;
const requestIdWord = /^[A-Za-z0-9+/=_.-]{1,256}$/;

/** Facts of a failed call beside its answer. */
interface FailedCall {
  /** By how many seconds our clock is behind the provider's; null where the answer does not say the time. */
  readonly clockOffsetSeconds?: number | null;
  /** What the settings name that the call was for. Default: it was for jobs. */
  readonly target?: CallTarget | undefined;
}

/** The graph's error for an answer that is not 2xx: the rows of "Why a source fails" in docs/operating.md, from above. */
export function toProviderError(status: number, error: WireError, call: FailedCall = {}): ProviderError {
  const { code, requestId } = error;
  const providerCode = code !== null && codeWord.test(code) ? code : null;
  const [errorCode, causeKind = null] = toMeaning(status, { ...error, code: providerCode }, call);
  return new ProviderError(errorCode, { providerCode, requestId: toRequestId(requestId), causeKind });
}

/** A code, and its cause where it is not the code's usual one. */
type Meaning = readonly [ProviderErrorCode, (CauseKind | null)?];

function toMeaning(status: number, error: WireError, { clockOffsetSeconds = null, target }: FailedCall): Meaning {
  const refusal = toRefusalKind(error.code, clockOffsetSeconds);
  if (refusal !== undefined) return ['PROVIDER_ACCESS_DENIED', refusal];
  const { meaning = toCodeOfWord(error.code), causeKind } = error;
  if (meaning !== undefined && causeKind !== undefined) return [meaning, causeKind];
  if (status === 401) return ['PROVIDER_ACCESS_DENIED', 'CREDENTIALS_UNKNOWN'];
  if (status === 429 || meaning === 'PROVIDER_THROTTLED') return ['PROVIDER_THROTTLED'];
  if (status === 407 || (status === 403 && isUnclear(meaning))) return ['PROVIDER_ACCESS_DENIED', 'REFUSED'];
  if (target !== undefined && isUnknown(target, status, error.code)) return ['PROVIDER_REJECTED', 'TARGET_UNKNOWN'];
  const errorCode = meaning ?? toCodeOfStatus(status, error.code);
  // 304 is not a redirect: it answered a read without `if-none-match`.
  const isRedirect = errorCode === 'PROVIDER_BAD_RESPONSE' && status >= 300 && status < 400 && status !== 304;
  return [target?.isOfList === true ? toCodeOfList(errorCode) : errorCode, isRedirect ? 'REDIRECTED' : null];
}

/** A code that no row knows. */
function isUnclear(meaning: ProviderErrorCode | undefined): boolean {
  return meaning === undefined || meaning === 'PROVIDER_ACCESS_DENIED' || meaning === 'PROVIDER_REJECTED';
}

function isUnknown({ isOfList, unknownCodes }: CallTarget, status: number, code: string | null): boolean {
  if (code === null) return isOfList && status === 404;
  return unknownCodes.some((prefix) => code.startsWith(prefix));
}

/** A list is of no job. */
function toCodeOfList(code: ProviderErrorCode): ProviderErrorCode {
  return code === 'JOB_NOT_FOUND' || code === 'JOB_GONE' ? 'PROVIDER_REJECTED' : code;
}

/** A request id that is safe to pass on. */
export function toRequestId(text: string | null | undefined): string | null {
  return text !== null && text !== undefined && requestIdWord.test(text) ? text : null;
}

function toCodeOfWord(code: string | null): ProviderErrorCode | undefined {
  if (code === null) return undefined;
  if (throttlingCodes.has(code)) return 'PROVIDER_THROTTLED';
  return code.startsWith('RequestTimeout') ? 'PROVIDER_TIMEOUT' : meaningOfCode.get(code);
}

/** For a code that no table knows, or none: from a proxy in between, for example. */
function toCodeOfStatus(status: number, code: string | null): ProviderErrorCode {
  if (status >= 500) return 'PROVIDER_UNAVAILABLE';
  if (status < 400) return 'PROVIDER_BAD_RESPONSE';
  return status === 408 && code === null ? 'PROVIDER_TIMEOUT' : 'PROVIDER_REJECTED';
}
