import { codesOfAll, upstreamText } from '../../conformance/failures.ts';
import type { ErrorCase } from '../../conformance/provider-under-test.ts';

const requestId = { 'x-amzn-RequestId': 'request-7' };
const body = JSON.stringify({ message: upstreamText });

/** The codes that Batch has for itself; a wrong status does not change their meaning. */
const ownCodes: readonly (readonly [providerCode: string, status: number, code: string])[] = [
  ['ClientException', 400, 'PROVIDER_REJECTED'],
  ['ClientException', 500, 'PROVIDER_REJECTED'],
  ['ServerException', 500, 'PROVIDER_UNAVAILABLE'],
  ['ServerException', 400, 'PROVIDER_UNAVAILABLE'],
  ['TooManyRequestsException', 429, 'PROVIDER_THROTTLED'],
];

export const failures: readonly ErrorCase[] = [
  ...[...codesOfAll, ...ownCodes].map(([providerCode, status, code]): ErrorCase => [
    `${providerCode} with ${status}`,
    { status, headers: { ...requestId, 'x-amzn-ErrorType': providerCode }, body },
    { code, providerCode },
  ]),
  [
    'a code with an address after it',
    { status: 400, headers: { ...requestId, 'x-amzn-ErrorType': 'ClientException:http://internal.amazon.com/' }, body },
    { code: 'PROVIDER_REJECTED', providerCode: 'ClientException' },
  ],
  ...['__type', 'code'].map((member): ErrorCase => [
    `a code under ${member} of the body alone`,
    {
      status: 400,
      headers: requestId,
      body: JSON.stringify({ [member]: 'com.amazonaws.batch#ServerException', message: upstreamText }),
    },
    { code: 'PROVIDER_UNAVAILABLE', providerCode: 'ServerException' },
  ]),
];
