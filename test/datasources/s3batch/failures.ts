import { codelessCases, codesOfAll, upstreamText } from '../../conformance/failures.ts';
import type { ErrorCase } from '../../conformance/provider-under-test.ts';

const error = (code: string, more = ''): string =>
  `<Error><Code>${code}</Code><Message>${upstreamText}</Message>${more}</Error>`;
const requestId = '<RequestId>request-7</RequestId>';
const inHeader = { 'x-amz-request-id': 'request-7' };

/** S3 words a failure in two forms; which one comes is no part of its documents. */
export const failures: readonly ErrorCase[] = [
  ...(
    [
      ...codesOfAll,
      ['NotFoundException', 404, 'JOB_NOT_FOUND'],
      ['NoSuchBucket', 404, 'JOB_NOT_FOUND'],
      ['BadRequestException', 400, 'PROVIDER_REJECTED'],
      ['InvalidRequestException', 400, 'PROVIDER_REJECTED'],
      ['InvalidNextTokenException', 400, 'PROVIDER_REJECTED'],
      ['InternalServiceException', 500, 'PROVIDER_UNAVAILABLE'],
      ['InternalError', 500, 'PROVIDER_UNAVAILABLE'],
      ['TooManyRequestsException', 400, 'PROVIDER_THROTTLED'],
    ] as const
  ).flatMap(([providerCode, status, code]): readonly ErrorCase[] => [
    [`${providerCode} with ${status}`, { status, body: error(providerCode, requestId) }, { code, providerCode }],
    [
      `${providerCode} with ${status} in a response`,
      { status, body: `<ErrorResponse>${error(providerCode)}${requestId}</ErrorResponse>` },
      { code, providerCode },
    ],
  ]),
  [
    'a request id in the header alone',
    { status: 404, headers: inHeader, body: `<ErrorResponse>${error('NoSuchJobException')}</ErrorResponse>` },
    { code: 'JOB_NOT_FOUND', providerCode: 'NoSuchJobException' },
  ],
];

/** Whatever is not found by an id is the job. */
export const codeless: readonly ErrorCase[] = codelessCases.map(([name, worded, expected]) => [
  name,
  worded,
  worded.status === 404 ? { ...expected, code: 'JOB_NOT_FOUND' } : expected,
]);
