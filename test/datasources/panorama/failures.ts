import { codesOfAll, upstreamText } from '../../conformance/failures.ts';
import type { ErrorCase } from '../../conformance/provider-under-test.ts';

const requestId = { 'x-amzn-RequestId': 'request-7' };
const body = JSON.stringify({ Message: upstreamText, ResourceId: upstreamText });

/** REST JSON words its code in a header, at times with an address or a namespace around it; else in the body. */
export const failures: readonly ErrorCase[] = [
  ...codesOfAll.map(([providerCode, status, code]): ErrorCase => [
    `${providerCode} with ${status}`,
    { status, headers: { ...requestId, 'x-amzn-ErrorType': providerCode }, body },
    { code, providerCode },
  ]),
  ...(
    [
      ['an address after it', 'ConflictException:http://internal.amazon.com/coral/com.amazonaws.panorama/'],
      ['a namespace before it', 'com.amazonaws.panorama#ConflictException'],
      ['both', 'com.amazonaws.panorama#ConflictException:http://internal.amazon.com/'],
      ['blanks around it', ' ConflictException '],
    ] as const
  ).map(([name, header]): ErrorCase => [
    `a code with ${name}`,
    { status: 409, headers: { ...requestId, 'X-Amzn-Errortype': header }, body },
    { code: 'PROVIDER_CONFLICT', providerCode: 'ConflictException' },
  ]),
  ...['__type', 'code', 'Code'].map((member): ErrorCase => [
    `a code under ${member} of the body alone`,
    {
      status: 400,
      headers: requestId,
      body: JSON.stringify({ [member]: 'com.amazonaws.panorama#ThrottlingException', Message: upstreamText }),
    },
    { code: 'PROVIDER_THROTTLED', providerCode: 'ThrottlingException' },
  ]),
  [
    'a header that says another code than the body',
    {
      status: 400,
      headers: { ...requestId, 'x-amzn-ErrorType': 'ValidationException' },
      body: '{"__type":"ThrottlingException"}',
    },
    { code: 'PROVIDER_REJECTED', providerCode: 'ValidationException' },
  ],
  [
    'a code that is a sentence',
    { status: 400, headers: { ...requestId, 'x-amzn-ErrorType': upstreamText }, body },
    { code: 'PROVIDER_REJECTED', providerCode: null },
  ],
  [
    'a request id that is a sentence',
    { status: 409, headers: { 'x-amzn-RequestId': upstreamText, 'x-amzn-ErrorType': 'ConflictException' }, body },
    { code: 'PROVIDER_CONFLICT', providerCode: 'ConflictException', requestId: null },
  ],
];
