/** How providers word failures, and what each must become. */
import type { ErrorCase } from './provider-under-test.ts';

/** Stands in every text of a failure; no answer and no log may hold it. */
export const upstreamText = 'upstream-marker arn:aws:iam::123456789012:role/secret';

/** What AWS's own clients retry as throttling. */
export const throttlingCodes: readonly string[] = [
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
];

/** Codes that mean the same whatever provider sends them: the status that comes with them, and the graph's code. */
export const codesOfAll: readonly (readonly [providerCode: string, status: number, code: string])[] = [
  ...throttlingCodes.map((code) => [code, 400, 'PROVIDER_THROTTLED'] as const),
  ['ThrottlingException', 429, 'PROVIDER_THROTTLED'],
  ['SlowDown', 503, 'PROVIDER_THROTTLED'],
  ['ResourceNotFoundException', 404, 'JOB_NOT_FOUND'],
  ['NoSuchJob', 404, 'JOB_NOT_FOUND'],
  ['InvalidJobIdException', 400, 'JOB_NOT_FOUND'],
  ['JobNotFoundException', 400, 'JOB_NOT_FOUND'],
  ['EntityNotFoundException', 400, 'JOB_NOT_FOUND'],
  ['NoSuchJobException', 404, 'JOB_NOT_FOUND'],
  ['CanceledJobIdException', 400, 'JOB_GONE'],
  ['ExpiredJobIdException', 400, 'JOB_GONE'],
  ['AccessDenied', 403, 'PROVIDER_ACCESS_DENIED'],
  ['AccessDeniedException', 403, 'PROVIDER_ACCESS_DENIED'],
  ['UnrecognizedClientException', 400, 'PROVIDER_ACCESS_DENIED'],
  ['InvalidSignatureException', 400, 'PROVIDER_ACCESS_DENIED'],
  ['SignatureDoesNotMatch', 403, 'PROVIDER_ACCESS_DENIED'],
  ['ExpiredToken', 400, 'PROVIDER_ACCESS_DENIED'],
  ['ExpiredTokenException', 400, 'PROVIDER_ACCESS_DENIED'],
  ['InvalidClientTokenId', 403, 'PROVIDER_ACCESS_DENIED'],
  ['InvalidClientTokenIdException', 403, 'PROVIDER_ACCESS_DENIED'],
  ['InvalidAccessKeyId', 403, 'PROVIDER_ACCESS_DENIED'],
  ['InvalidAccessKeyIdException', 400, 'PROVIDER_ACCESS_DENIED'],
  ['InvalidAccessIdException', 400, 'PROVIDER_ACCESS_DENIED'],
  ['RequestTimeTooSkewed', 403, 'PROVIDER_ACCESS_DENIED'],
  ['RequestExpired', 400, 'PROVIDER_ACCESS_DENIED'],
  ['ConflictException', 409, 'PROVIDER_CONFLICT'],
  ['ValidationException', 400, 'PROVIDER_REJECTED'],
  ['InvalidArgument', 400, 'PROVIDER_REJECTED'],
  ['InvalidParameterException', 400, 'PROVIDER_REJECTED'],
  ['InvalidVersionException', 400, 'PROVIDER_REJECTED'],
  ['NobodyKnowsThisOne', 418, 'PROVIDER_REJECTED'],
  ['toString', 400, 'PROVIDER_REJECTED'],
  ['RequestTimeout', 400, 'PROVIDER_TIMEOUT'],
  ['RequestTimeoutException', 408, 'PROVIDER_TIMEOUT'],
  ['OperationTimeoutException', 400, 'PROVIDER_TIMEOUT'],
  ['InternalServerException', 500, 'PROVIDER_UNAVAILABLE'],
  ['ServiceUnavailable', 503, 'PROVIDER_UNAVAILABLE'],
];

/** Statuses whose answer holds no code: nothing, a proxy's page, another protocol's words. */
export const codelessCases: readonly ErrorCase[] = [
  [400, 'PROVIDER_REJECTED'] as const,
  [401, 'PROVIDER_ACCESS_DENIED'] as const,
  [403, 'PROVIDER_ACCESS_DENIED'] as const,
  [404, 'PROVIDER_REJECTED'] as const,
  [413, 'PROVIDER_REJECTED'] as const,
  [500, 'PROVIDER_UNAVAILABLE'] as const,
  [502, 'PROVIDER_UNAVAILABLE'] as const,
  [503, 'PROVIDER_UNAVAILABLE'] as const,
  [504, 'PROVIDER_UNAVAILABLE'] as const,
].flatMap(([status, code]) =>
  [
    ['nothing', ''],
    ['HTML', `<html><body>${upstreamText}</body></html>`],
    ['a text', upstreamText],
    ['broken JSON', `{"code":"${upstreamText}`],
    ['a code that is no word', JSON.stringify({ __type: upstreamText, code: upstreamText })],
    ['a number for a code', '{"__type":7,"code":7}'],
    ['a document type', `<!DOCTYPE Error [<!ENTITY e "AccessDenied">]><Error><Code>&e;</Code></Error>`],
  ].map(([name, body]): ErrorCase => [
    `${status} and ${name ?? ''}`,
    { status, body: body ?? '' },
    { code, providerCode: null, requestId: null },
  ]),
);
