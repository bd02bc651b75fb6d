import { codelessCases, upstreamText } from '../../conformance/failures.ts';
import type { ErrorCase } from '../../conformance/provider-under-test.ts';

const headers = { 'x-request-id': 'request-7' };

const words: readonly (readonly [providerCode: string, status: number, code: string])[] = [
  ['RESOURCE_DOES_NOT_EXIST', 400, 'JOB_NOT_FOUND'],
  ['RESOURCE_DOES_NOT_EXIST', 404, 'JOB_NOT_FOUND'],
  ['INVALID_PARAMETER_VALUE', 400, 'PROVIDER_REJECTED'],
  ['UNAUTHENTICATED', 400, 'PROVIDER_ACCESS_DENIED'],
  ['PERMISSION_DENIED', 400, 'PROVIDER_ACCESS_DENIED'],
  ['ANY_WORD', 401, 'PROVIDER_ACCESS_DENIED'],
  ['ANY_WORD', 403, 'PROVIDER_ACCESS_DENIED'],
  ['REQUEST_LIMIT_EXCEEDED', 400, 'PROVIDER_THROTTLED'],
  ['RESOURCE_EXHAUSTED', 400, 'PROVIDER_THROTTLED'],
  ['ANY_WORD', 429, 'PROVIDER_THROTTLED'],
  ['ABORTED', 400, 'PROVIDER_CONFLICT'],
  ['ALREADY_EXISTS', 400, 'PROVIDER_CONFLICT'],
  ['ANY_WORD', 409, 'PROVIDER_CONFLICT'],
  ['DEADLINE_EXCEEDED', 400, 'PROVIDER_TIMEOUT'],
  ['ANY_WORD', 504, 'PROVIDER_TIMEOUT'],
  ['TEMPORARILY_UNAVAILABLE', 503, 'PROVIDER_UNAVAILABLE'],
  ['INTERNAL_ERROR', 500, 'PROVIDER_UNAVAILABLE'],
  ['ANY_WORD', 502, 'PROVIDER_UNAVAILABLE'],
  ['ANY_WORD', 400, 'PROVIDER_REJECTED'],
  ['ENDPOINT_NOT_FOUND', 404, 'PROVIDER_REJECTED'],
  // Words of other providers mean nothing here.
  ['ThrottlingException', 400, 'PROVIDER_REJECTED'],
  ['NoSuchJob', 404, 'PROVIDER_REJECTED'],
  ['toString', 400, 'PROVIDER_REJECTED'],
];

function toCase([providerCode, status, code]: (typeof words)[number], message = upstreamText): ErrorCase {
  const body = JSON.stringify({ error_code: providerCode, message, details: [{ reason: upstreamText }] });
  return [`${providerCode} with ${status}: ${message}`, { status, headers, body }, { code, providerCode }];
}

export const failures: readonly ErrorCase[] = [
  ...words.map((one) => toCase(one)),
  ...[`Run 1 does not exist. ${upstreamText}`, `Run: 1 in job: 2 doesn't exist ${upstreamText}`].map((message) =>
    toCase(['INVALID_PARAMETER_VALUE', 400, 'JOB_NOT_FOUND'], message),
  ),
];

export const codeless: readonly ErrorCase[] = codelessCases.map(([name, worded, expected]) => [
  name,
  worded,
  worded.status === 504 ? { ...expected, code: 'PROVIDER_TIMEOUT' } : expected,
]);
