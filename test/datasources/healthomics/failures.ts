import { codesOfAll, upstreamText } from '../../conformance/failures.ts';
import type { ErrorCase } from '../../conformance/provider-under-test.ts';

const headers = { 'x-amzn-RequestId': 'request-7' };

export const failures: readonly ErrorCase[] = [
  ...codesOfAll.map(([providerCode, status, code]): ErrorCase => [
    `${providerCode} with ${status}`,
    {
      status,
      headers: { ...headers, 'x-amzn-ErrorType': providerCode },
      body: JSON.stringify({ message: upstreamText }),
    },
    { code, providerCode },
  ]),
];
