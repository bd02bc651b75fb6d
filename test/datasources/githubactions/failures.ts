/** GitHub has no code words: statuses and headers tell. */
import { codelessCases, upstreamText } from '../../conformance/failures.ts';
import type { ErrorCase } from '../../conformance/provider-under-test.ts';

const requestId = { 'x-github-request-id': 'request-7' };
const used = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1' };
const past = 'Sun, 06 Nov 1994 08:49:37 GMT';

/** A reset, or a wait, of the past is over: no case holds its source. */
const cases: readonly (readonly [status: number, code: string, headers?: Readonly<Record<string, string>>])[] = [
  [429, 'PROVIDER_THROTTLED'],
  [403, 'PROVIDER_THROTTLED', { 'x-ratelimit-remaining': '0' }],
  [403, 'PROVIDER_THROTTLED', used],
  [403, 'PROVIDER_THROTTLED', { ...used, 'x-ratelimit-reset': '' }],
  [403, 'PROVIDER_THROTTLED', { ...used, 'x-ratelimit-reset': 'soon' }],
  [403, 'PROVIDER_THROTTLED', { 'retry-after': '0' }],
  [403, 'PROVIDER_THROTTLED', { 'x-ratelimit-remaining': '4999', 'retry-after': past }],
  [429, 'PROVIDER_THROTTLED', used],
  [403, 'PROVIDER_ACCESS_DENIED'],
  [403, 'PROVIDER_ACCESS_DENIED', { 'x-ratelimit-remaining': '4999', 'x-ratelimit-reset': '9999999999' }],
  [403, 'PROVIDER_ACCESS_DENIED', { 'x-ratelimit-remaining': '10' }],
  [401, 'PROVIDER_ACCESS_DENIED'],
  [401, 'PROVIDER_ACCESS_DENIED', { ...used, 'x-ratelimit-reset': '9999999999' }],
  [404, 'JOB_NOT_FOUND'],
  [404, 'JOB_NOT_FOUND', used],
  ...([400, 402, 405, 406, 408, 409, 410, 413, 415, 418, 422, 451] as const).map(
    (status) => [status, 'PROVIDER_REJECTED'] as const,
  ),
  ...([500, 501, 502, 503, 504, 522] as const).map((status) => [status, 'PROVIDER_UNAVAILABLE'] as const),
  [503, 'PROVIDER_UNAVAILABLE', { 'retry-after': '0' }],
];

export const failures: readonly ErrorCase[] = [
  ...cases.map(([status, code, headers = {}]): ErrorCase => [
    `${status} with ${JSON.stringify(headers)}`,
    {
      status,
      headers: { ...requestId, ...headers },
      body: JSON.stringify({
        message: upstreamText,
        documentation_url: `https://docs.github.com/rest#${upstreamText}`,
        status: String(status),
      }),
    },
    { code, providerCode: null },
  ]),
  ...['code', '__type', 'reason', 'error'].map((member): ErrorCase => [
    `a word of other providers as ${member}`,
    {
      status: 422,
      headers: requestId,
      body: JSON.stringify({ [member]: 'ThrottlingException', message: upstreamText }),
    },
    { code: 'PROVIDER_REJECTED', providerCode: null },
  ]),
  [
    'a request id that is none',
    { status: 404, headers: { 'x-github-request-id': 'upstream-marker: a b' }, body: '' },
    { code: 'JOB_NOT_FOUND', providerCode: null, requestId: null },
  ],
];

/** No body is read, so none changes what a status means. */
export const codeless: readonly ErrorCase[] = codelessCases.map(([name, wire, expected]) => [
  name,
  wire,
  wire.status === 404 ? { ...expected, code: 'JOB_NOT_FOUND' } : expected,
]);
