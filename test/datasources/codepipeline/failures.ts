import { codesOfAll, upstreamText } from '../../conformance/failures.ts';
import type { ErrorCase } from '../../conformance/provider-under-test.ts';

const headers = { 'x-amzn-RequestId': 'request-7' };

/** JSON 1.1 words its code as the body's `__type`, most often with status 400. */
export const failures: readonly ErrorCase[] = [
  ...codesOfAll.flatMap(([providerCode, status, code]): readonly ErrorCase[] => {
    const expected = { code, providerCode };
    return [
      [
        `${providerCode} with ${status}`,
        { status, headers, body: JSON.stringify({ __type: providerCode, message: upstreamText }) },
        expected,
      ],
      [
        `com.amazonaws.codepipeline#${providerCode} with ${status}`,
        {
          status,
          headers,
          body: JSON.stringify({ Message: upstreamText, __type: `com.amazonaws.codepipeline#${providerCode}` }),
        },
        expected,
      ],
    ];
  }),
  [
    'a code behind a byte order mark',
    { status: 400, headers, body: '\uFEFF{"__type":"JobNotFoundException"}' },
    { code: 'JOB_NOT_FOUND', providerCode: 'JobNotFoundException' },
  ],
  [
    'a `__type` deeper inside alone',
    { status: 400, headers, body: '{"error":{"__type":"JobNotFoundException"}}' },
    { code: 'PROVIDER_REJECTED', providerCode: null },
  ],
];
