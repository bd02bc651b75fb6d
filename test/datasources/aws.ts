/** What AWS's providers under test have in common: signatures, JSON numbers, and the codes of AWS JSON. */
import { codesOfAll, upstreamText } from '../conformance/failures.ts';
import { refused, type ErrorCase, type RequestsUnderTest, type ValueCase } from '../conformance/provider-under-test.ts';
import { awsCredentials } from '../credentials.ts';

/** Entries that its emulator must refuse. */
export function toRefused(
  toSource: (endpoint: string) => object,
  otherRegion: string,
): Pick<RequestsUnderTest, 'clock' | 'refused'> {
  const to =
    (more: object) =>
    (endpoint: string): object => ({ ...toSource(endpoint), ...more });
  return {
    refused: [
      ['another secret', to({ credentials: { ...awsCredentials, secretAccessKey: 'x' } })],
      ['another key', to({ credentials: { ...awsCredentials, accessKeyId: 'AKIDOTHER' } })],
      ['another region', to({ region: otherRegion })],
    ],
    clock: { aheadMinutes: 5, behindMinutes: 5 },
  };
}

/** The member that asks for a page after the first. */
export function readNextToken({ body }: { readonly body: string }): string | null {
  return (JSON.parse(body) as { readonly nextToken?: string }).nextToken ?? null;
}

/** A member of 32 bits at its limits, and what is refused. */
export function toIntegerCases(member: string, field: string): readonly ValueCase[] {
  const toCase = toCaseOf(member, field);
  return [
    ...['2147483647', '-2147483648', '0', '1E2'].map((text) => toCase(text, Number(text))),
    toCase('null', null),
    ...['2147483648', '-2147483649', '1.5', '"7"', '""', 'true', '1e400'].map((text) => toCase(text, refused)),
  ];
}

/** A member that is a time in epoch seconds. */
export function toEpochSecondsCases(member: string, field: string): readonly ValueCase[] {
  const toCase = toCaseOf(member, field);
  return [
    toCase('1795305600', '2026-11-22T00:00:00.000Z'),
    toCase('1.795305600123E9', '2026-11-22T00:00:00.123Z'),
    toCase('0', '1970-01-01T00:00:00.000Z'),
    toCase('null', null),
    toCase('"2026-11-22T00:00:00Z"', '2026-11-22T00:00:00.000Z'),
    toCase('"2026-11-22T01:00:00.123456+01:00"', '2026-11-22T00:00:00.123Z'),
    // Milliseconds would be a time in 58,860.
    ...['1795305600123', '"1795305600.123"', '"2026-11-22T00:00:00"', '1e400', '253402300800', 'true'].map((text) =>
      toCase(text, refused),
    ),
  ];
}

function toCaseOf(member: string, field: string): (to: string, is: unknown) => ValueCase {
  const from = new RegExp(`(?<="${member}":)[0-9.]+`);
  return (to, is) => ({ name: `${member}: ${to}`, from, to, field, is });
}

/** A provider's code, the status that comes with it, and the graph's code. */
export type CodeRow = (typeof codesOfAll)[number];

/**
 * Failures in AWS JSON: the code under `__type`, or in a header.
 * @param namespace may stand before a code
 * @param ownCodes those that the provider has for itself; the first of them is worded in every form
 */
export function toJsonFailures(namespace: string, ownCodes: readonly [CodeRow, ...CodeRow[]]): readonly ErrorCase[] {
  const headers = { 'x-amzn-RequestId': 'request-7' };
  const toBody = (code: string): string => JSON.stringify({ __type: code, message: upstreamText });
  const [[providerCode, , code]] = ownCodes;
  return [
    ...[...codesOfAll, ...ownCodes].map(([word, status, meaning]): ErrorCase => [
      `${word} with ${status}`,
      { status, headers, body: toBody(word) },
      { code: meaning, providerCode: word },
    ]),
    [
      'a code with a namespace before it',
      { status: 400, headers, body: toBody(`${namespace}#${providerCode}`) },
      { code, providerCode },
    ],
    [
      'a code in the header, with an address after it',
      {
        status: 400,
        headers: { ...headers, 'x-amzn-ErrorType': `${providerCode}:http://internal.amazon.com/` },
        body: JSON.stringify({ message: upstreamText }),
      },
      { code, providerCode },
    ],
  ];
}
