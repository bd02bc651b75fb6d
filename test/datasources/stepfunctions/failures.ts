import { codesOfAll, upstreamText } from '../../conformance/failures.ts';
import type { ErrorCase } from '../../conformance/provider-under-test.ts';

const requestId = { 'x-amzn-RequestId': 'request-7' };

/** The codes that Step Functions has for itself; a wrong status does not change their meaning. */
const ownCodes: readonly (readonly [providerCode: string, status: number, code: string])[] = [
  ['ExecutionDoesNotExist', 400, 'JOB_NOT_FOUND'],
  ['ExecutionDoesNotExist', 500, 'JOB_NOT_FOUND'],
  ...['InvalidArn', 'StateMachineDoesNotExist', 'StateMachineTypeNotSupported', 'InvalidToken'].flatMap((code) =>
    [400, 500].map((status) => [code, status, 'PROVIDER_REJECTED'] as const),
  ),
  ['KmsAccessDeniedException', 400, 'PROVIDER_ACCESS_DENIED'],
  ['KmsThrottlingException', 400, 'PROVIDER_THROTTLED'],
  ['KmsInvalidStateException', 400, 'PROVIDER_REJECTED'],
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
      body: JSON.stringify({ __type: 'com.amazonaws.swf.service.v2.model#InvalidArn', message: upstreamText }),
    },
    { code: 'PROVIDER_REJECTED', providerCode: 'InvalidArn' },
  ],
  [
    'a code in the header, with an address after it',
    {
      status: 400,
      headers: { ...requestId, 'x-amzn-ErrorType': 'ExecutionDoesNotExist:http://internal.amazon.com/' },
      body: JSON.stringify({ message: upstreamText }),
    },
    { code: 'JOB_NOT_FOUND', providerCode: 'ExecutionDoesNotExist' },
  ],
];
