import { codesOfAll, upstreamText } from '../../conformance/failures.ts';
import type { ErrorCase } from '../../conformance/provider-under-test.ts';

function toBody(code: string, request = '<RequestId>request-7</RequestId>'): string {
  return `<?xml version='1.0' encoding='utf-8' ?>
<Error>
    <Code>${code}</Code>
    <Message>${upstreamText}</Message>
    <Resource>100000000001.cos-control.ap-chengdu.myqcloud.com/${upstreamText}</Resource>
    ${request}
    <TraceId>OGVmYzZi</TraceId>
</Error>
`;
}

const inHeader = { 'x-cos-request-id': 'request-7' };

/** COS words its code in XML; some of its gateways in JSON, and at times nothing comes but a status. */
export const failures: readonly ErrorCase[] = [
  ...codesOfAll.flatMap(([providerCode, status, code]): readonly ErrorCase[] => [
    [`${providerCode} with ${status}`, { status, body: toBody(providerCode) }, { code, providerCode }],
    [
      `${providerCode} with ${status} in JSON`,
      { status, body: JSON.stringify({ code: providerCode, message: upstreamText, request_id: 'request-7' }) },
      { code, providerCode },
    ],
  ]),
  [
    'a request id in the header alone',
    { status: 404, headers: inHeader, body: toBody('NoSuchJob', '') },
    { code: 'JOB_NOT_FOUND', providerCode: 'NoSuchJob' },
  ],
  [
    'nothing but a status and a request id',
    { status: 403, headers: inHeader, body: '' },
    { code: 'PROVIDER_ACCESS_DENIED', providerCode: null },
  ],
  [
    'the same spelt wrong, as in old pages',
    { status: 400, body: toBody('BadRquest') },
    { code: 'PROVIDER_REJECTED', providerCode: 'BadRquest' },
  ],
];
