import { codesOfAll, upstreamText } from '../../conformance/failures.ts';
import type { ErrorCase } from '../../conformance/provider-under-test.ts';

const requestId = { 'x-amzn-RequestId': 'request-7' };

/** The codes that CodeBuild has for itself; a wrong status does not change their meaning. */
const ownCodes: readonly (readonly [providerCode: string, status: number, code: string])[] = [
  ['InvalidInputException', 400, 'PROVIDER_REJECTED'],
  ['InvalidInputException', 500, 'PROVIDER_REJECTED'],
];

export const failures: readonly ErrorCase[] = [
  ...[...codesOfAll, ...ownCodes].map(([providerCode, status, code]): ErrorCase => [
    `${providerCode} with ${status}`,
    { status, headers: requestId, body: JSON.stringify({ __type: providerCode, message: upstreamText }) },
    { code, providerCode },
  ]),
  [
    'a code with a namespace before it',
    {
      status: 400,
      headers: requestId,
      body: JSON.stringify({ __type: 'com.amazonaws.codebuild#InvalidInputException', message: upstreamText }),
    },
    { code: 'PROVIDER_REJECTED', providerCode: 'InvalidInputException' },
  ],
  [
    'a code in the header, with an address after it',
    {
      status: 400,
      headers: { ...requestId, 'x-amzn-ErrorType': 'InvalidInputException:http://internal.amazon.com/' },
      body: JSON.stringify({ message: upstreamText }),
    },
    { code: 'PROVIDER_REJECTED', providerCode: 'InvalidInputException' },
  ],
];
