/** Why a provider refuses, by its code, the status, the clock and what was asked for; and what to do about it. */
import { describe, expect, it } from 'vitest';
import { causeCatalogue, toFault, toRemedy, type CauseKind } from '../../src/errors/causes.ts';
import { toProviderError } from '../../src/provider/contract/error-codes.ts';
import { readClockOffset } from '../../src/provider/contract/retry-after.ts';
import type { CallTarget } from '../../src/provider/contract/adapter.ts';

const denied = 'PROVIDER_ACCESS_DENIED';

describe('a refusal', () => {
  it.each<[string | null, number, number | null, string, CauseKind]>([
    ['RequestTimeTooSkewed', 403, 0, denied, 'CLOCK_SKEWED'],
    ['RequestExpired', 400, null, denied, 'CLOCK_SKEWED'],
    ['RequestInTheFuture', 400, null, denied, 'CLOCK_SKEWED'],
    ['InvalidSignatureException', 403, 1800, denied, 'CLOCK_SKEWED'],
    ['InvalidSignatureException', 403, -240, denied, 'CLOCK_SKEWED'],
    ['InvalidSignatureException', 403, 239, denied, 'SIGNATURE_WRONG'],
    ['InvalidSignatureException', 403, null, denied, 'SIGNATURE_WRONG'],
    ['SignatureDoesNotMatch', 403, 240, denied, 'CLOCK_SKEWED'],
    ['AuthFailure', 401, 1000, denied, 'CLOCK_SKEWED'],
    ['AuthFailure', 401, 0, denied, 'CREDENTIALS_UNKNOWN'],
    ['AccessDenied', 403, 1000, denied, 'CLOCK_SKEWED'],
    ['UnrecognizedClientException', 400, 1000, denied, 'CREDENTIALS_UNKNOWN'],
    ['InvalidClientTokenIdException', 403, 0, denied, 'CREDENTIALS_UNKNOWN'],
    ['InvalidAccessKeyId', 403, 0, denied, 'CREDENTIALS_UNKNOWN'],
    ['InvalidAccessIdException', 400, 0, denied, 'CREDENTIALS_UNKNOWN'],
    ['MissingAuthenticationTokenException', 403, 0, denied, 'CREDENTIALS_UNKNOWN'],
    ['IncompleteSignatureException', 400, 0, denied, 'SIGNATURE_WRONG'],
    ['ExpiredTokenException', 403, 0, denied, 'TOKEN_EXPIRED'],
    ['AccessDeniedException', 400, 0, denied, 'NOT_PERMITTED'],
    ['KmsAccessDeniedException', 400, 0, denied, 'NOT_PERMITTED'],
    ['UnauthorizedOperation', 403, 0, denied, 'NOT_PERMITTED'],
    ['Anything', 401, 0, denied, 'CREDENTIALS_UNKNOWN'],
    [null, 401, 0, denied, 'CREDENTIALS_UNKNOWN'],
    ['ThrottlingException', 403, 0, 'PROVIDER_THROTTLED', 'THROTTLED'],
    ['Anything', 429, 0, 'PROVIDER_THROTTLED', 'THROTTLED'],
    ['Anything', 403, 0, denied, 'REFUSED'],
    [null, 403, 0, denied, 'REFUSED'],
    [null, 407, 0, denied, 'REFUSED'],
    [null, 302, 0, 'PROVIDER_BAD_RESPONSE', 'REDIRECTED'],
    [null, 304, 0, 'PROVIDER_BAD_RESPONSE', 'ANSWER_UNREADABLE'],
    [null, 404, 0, 'PROVIDER_REJECTED', 'REQUEST_REJECTED'],
  ])(
    'with the code %s, %i and an offset of %s s is %s, %s',
    (code, status, clockOffsetSeconds, errorCode, causeKind) => {
      expect(toProviderError(status, { code, requestId: null }, { clockOffsetSeconds })).toMatchObject({
        code: errorCode,
        causeKind,
      });
    },
  );

  const page: CallTarget = { part: 'nihgtly', isNamed: true, isOfList: true, unknownCodes: ['ClientException'] };

  it.each<[string, CallTarget, string | null, number, CauseKind]>([
    ['a first page, by its code', page, 'ClientException', 400, 'TARGET_UNKNOWN'],
    ['a first page, by a 404 without a code', page, null, 404, 'TARGET_UNKNOWN'],
    ['a further page', { ...page, unknownCodes: [] }, 'ClientException', 400, 'REQUEST_REJECTED'],
    ['a page, with another code', page, 'ValidationException', 400, 'REQUEST_REJECTED'],
    ['a page that is refused', page, 'ClientException', 403, 'REFUSED'],
    ['a list that knows no such job', page, 'NoSuchJob', 404, 'REQUEST_REJECTED'],
    ['the read of no job', { ...page, isOfList: false, unknownCodes: [] }, null, 404, 'REQUEST_REJECTED'],
  ])('of %s says whether the settings are wrong', (_what, target, code, status, causeKind) => {
    expect(toProviderError(status, { code, requestId: null }, { target }).causeKind).toBe(causeKind);
  });
});

describe('the offset of our clock', () => {
  it.each<[Readonly<Record<string, string>>, number | null]>([
    [{ date: 'Sun, 22 Nov 2026 03:15:00 GMT' }, 1800],
    [{ date: 'Sun, 22 Nov 2026 02:45:00 GMT' }, 0],
    [{ date: 'Sun, 22 Nov 2026 02:44:58 GMT' }, -2],
    [{ date: 'Sun, 22 Nov 2026 03:15:00 GMT', age: '0' }, null],
    [{ date: '2026-11-22T03:15:00Z' }, null],
    [{}, null],
  ])('is read from %j: %s', (headers, offset) => {
    expect(readClockOffset({ headers }, new Date('2026-11-22T02:45:00.900Z'))).toBe(offset);
  });
});

describe('a remedy', () => {
  it('names settings, and what a check has found where it found something', () => {
    expect(toRemedy('CLOCK_SKEWED')).toBe("Set this machine's clock: it is not the provider's.");
    expect(toRemedy('CLOCK_SKEWED', ['30 min 0 s behind'])).toBe(
      "Set this machine's clock: it is 30 min 0 s behind the provider's.",
    );
    expect(toRemedy('TARGET_UNKNOWN')).toBe('Correct what the settings name, or `region` and the account.');
    expect(toRemedy('TARGET_UNKNOWN', ['`sources[0].queues[0]`', ': AWS Batch in us-east-1 has `nightly`'])).toBe(
      'Correct `sources[0].queues[0]`, or `region` and the account: AWS Batch in us-east-1 has `nightly`.',
    );
    expect(toRemedy('TIMEOUT')).toBeNull();
    expect(toRemedy(null)).toBeNull();
  });

  it('leaves no brace, and is a sentence', () => {
    const kinds = Object.keys(causeCatalogue) as readonly CauseKind[];
    for (const kind of kinds)
      expect([kind, toRemedy(kind) ?? 'None.']).toEqual([kind, expect.stringMatching(/^[A-Z][^{}]*\.$/)]);
    expect(kinds.filter((kind) => toFault(kind) === 'credentials')).toHaveLength(11);
    expect(kinds.filter((kind) => toFault(kind) === 'settings')).toEqual([
      'NOT_PERMITTED',
      'REFUSED',
      'TARGET_UNKNOWN',
      'REQUEST_REJECTED',
      'REDIRECTED',
    ]);
  });
});
