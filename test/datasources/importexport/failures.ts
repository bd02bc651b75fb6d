import { codesOfAll, upstreamText } from '../../conformance/failures.ts';
import type { ErrorCase } from '../../conformance/provider-under-test.ts';

function toBody(
  code: string,
  xmlns = ' xmlns="http://importexport.amazonaws.com/"',
  request = '<RequestId>request-7</RequestId>',
): string {
  return `<ErrorResponse${xmlns}><Error><Type>Sender</Type><Code>${code}</Code><Message>${upstreamText}</Message></Error>${request}</ErrorResponse>`;
}

/** The Query protocol words its code in XML, the request id beside the error. */
export const failures: readonly ErrorCase[] = [
  ...codesOfAll.map(([providerCode, status, code]): ErrorCase => [
    `${providerCode} with ${status}`,
    { status, body: toBody(providerCode) },
    { code, providerCode },
  ]),
  ...(
    [
      ['no namespace', { body: toBody('CanceledJobIdException', '') }],
      ['a prefix', { body: toBody('CanceledJobIdException', ' xmlns:a="b"').replaceAll(/<(\/?)(?=[A-Z])/g, '<$1a:') }],
      ['blanks around the code', { body: toBody('\n  CanceledJobIdException\n') }],
      ['a CDATA section', { body: toBody('<![CDATA[CanceledJobIdException]]>') }],
      [
        'a request id in the header alone',
        { body: toBody('CanceledJobIdException', '', ''), headers: { 'x-amzn-RequestId': 'request-7' } },
      ],
    ] as const
  ).map(([name, worded]): ErrorCase => [
    `an error with ${name}`,
    { status: 400, ...worded },
    { code: 'JOB_GONE', providerCode: 'CanceledJobIdException' },
  ]),
  [
    'a request id that is a sentence',
    { status: 400, body: toBody('CanceledJobIdException', '', `<RequestId>${upstreamText}</RequestId>`) },
    { code: 'JOB_GONE', providerCode: 'CanceledJobIdException', requestId: null },
  ],
];
