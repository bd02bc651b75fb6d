import { codelessCases, codesOfAll, describeProviderErrors, upstreamText, type ErrorCase } from '../provider-errors.ts';
import { healthomics } from './under-test.ts';

const headers = { 'x-amzn-RequestId': 'request-7' };

describeProviderErrors(healthomics, [
  ...codesOfAll.map(([providerCode, status, code]): ErrorCase => [
    `${providerCode} with ${status}`,
    {
      status,
      headers: { ...headers, 'x-amzn-ErrorType': providerCode },
      body: JSON.stringify({ message: upstreamText }),
    },
    { code, providerCode },
  ]),
]);

describeProviderErrors(healthomics, codelessCases);
