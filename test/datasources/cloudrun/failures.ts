import { codelessCases, upstreamText } from '../../conformance/failures.ts';
import type { ErrorCase } from '../../conformance/provider-under-test.ts';

const words: readonly (readonly [providerCode: string, status: number, code: string])[] = [
  ['NOT_FOUND', 404, 'JOB_NOT_FOUND'],
  ['UNAUTHENTICATED', 401, 'PROVIDER_ACCESS_DENIED'],
  ['PERMISSION_DENIED', 403, 'PROVIDER_ACCESS_DENIED'],
  ['RESOURCE_EXHAUSTED', 429, 'PROVIDER_THROTTLED'],
  ['ABORTED', 409, 'PROVIDER_CONFLICT'],
  ['ALREADY_EXISTS', 409, 'PROVIDER_CONFLICT'],
  ['DEADLINE_EXCEEDED', 504, 'PROVIDER_TIMEOUT'],
  ['UNAVAILABLE', 503, 'PROVIDER_UNAVAILABLE'],
  ['INTERNAL', 500, 'PROVIDER_UNAVAILABLE'],
  ['DATA_LOSS', 500, 'PROVIDER_UNAVAILABLE'],
  ['INVALID_ARGUMENT', 400, 'PROVIDER_REJECTED'],
  ['FAILED_PRECONDITION', 400, 'PROVIDER_REJECTED'],
  ['OUT_OF_RANGE', 400, 'PROVIDER_REJECTED'],
  ['ADDED_LATER', 401, 'PROVIDER_ACCESS_DENIED'],
  ['ADDED_LATER', 403, 'PROVIDER_ACCESS_DENIED'],
  ['ADDED_LATER', 429, 'PROVIDER_THROTTLED'],
  ['ADDED_LATER', 404, 'PROVIDER_REJECTED'],
  // Words of other providers mean nothing here.
  ['ThrottlingException', 400, 'PROVIDER_REJECTED'],
  ['NoSuchJob', 404, 'PROVIDER_REJECTED'],
  ['toString', 400, 'PROVIDER_REJECTED'],
];

function toCase([providerCode, status, code]: (typeof words)[number]): ErrorCase {
  const details = [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: upstreamText }];
  const body = JSON.stringify({ error: { code: status, message: upstreamText, status: providerCode, details } });
  return [`${providerCode} with ${status}`, { status, body }, { code, providerCode, requestId: null }];
}

const wordless: readonly ErrorCase[] = (
  [
    [400, 'PROVIDER_REJECTED'],
    [401, 'PROVIDER_ACCESS_DENIED'],
    [404, 'PROVIDER_REJECTED'],
    [429, 'PROVIDER_THROTTLED'],
  ] as const
).flatMap(([status, code]) =>
  [{ error: { code: status, message: upstreamText } }, { error: upstreamText }, { error: { status: 7 } }].map(
    (body, index): ErrorCase => [
      `${status} without a word, form ${index}`,
      { status, body: JSON.stringify(body) },
      { code, providerCode: null, requestId: null },
    ],
  ),
);

export const failures: readonly ErrorCase[] = words.map(toCase);

export const codeless: readonly ErrorCase[] = [...codelessCases, ...wordless];
