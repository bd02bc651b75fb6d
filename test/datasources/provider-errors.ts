/** How a provider words its failures, and the tests that each becomes the graph's own. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { toRawAnswer } from '../../src/emulation/emulator.ts';
import { startHarness, type ProviderUnderTest, type ProviderHarness } from './provider-under-test.ts';

export interface WordedFailure {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface ExpectedFailure {
  readonly code: string;
  /** Null where the answer holds no code. */
  readonly providerCode: string | null;
  /** `request-7`, as every form here has it, unless it says otherwise. */
  readonly requestId?: string | null;
}

export type ErrorCase = readonly [name: string, worded: WordedFailure, expected: ExpectedFailure];

/** Stands in every text of a failure; no answer and no log may hold it. */
export const upstreamText = 'upstream-marker arn:aws:iam::123456789012:role/secret';

const attemptsOf = new Map([
  ['PROVIDER_THROTTLED', 3],
  ['PROVIDER_TIMEOUT', 3],
  ['PROVIDER_UNAVAILABLE', 3],
]);

const sentences = new Map([
  ['JOB_NOT_FOUND', 'The provider knows no such job.'],
  ['JOB_GONE', 'The job was cancelled or has expired on the provider’s side and can no longer be read.'],
  ['PROVIDER_ACCESS_DENIED', 'The provider refused the credentials that the gateway uses for this source.'],
  ['PROVIDER_THROTTLED', 'Too many requests for this source at the moment.'],
  ['PROVIDER_REJECTED', 'The provider called the request invalid.'],
  ['PROVIDER_CONFLICT', 'The provider reported a conflict on the job.'],
  ['PROVIDER_TIMEOUT', 'The provider did not answer in time.'],
  ['PROVIDER_UNAVAILABLE', 'The provider could not be reached or failed to answer.'],
]);

/** Each call has a gateway of its own, because the retries of a source are limited. */
export function describeProviderErrors(subject: ProviderUnderTest, cases: readonly ErrorCase[]): void {
  describe(`a failure of ${subject.provider}`, () => {
    let harness: ProviderHarness;

    beforeAll(async () => {
      harness = await startHarness(subject);
    });

    afterAll(async () => {
      await harness.close();
    });

    it.each(cases)(
      'becomes the graph’s own, for its job alone: %s',
      async (_name, { status, headers = {}, body }, expected) => {
        const answer = await harness.ask(toRawAnswer({ status, headers, body }));

        const attempts = attemptsOf.get(expected.code) ?? 1;
        expect(answer.errors.map(({ path, message, extensions }) => ({ path, message, extensions }))).toEqual([
          {
            path: ['jobsById', 1],
            message: sentences.get(expected.code),
            extensions: {
              provider: subject.provider,
              source: subject.sourceName,
              requestId: 'request-7',
              isRetryable: attempts > 1,
              ...expected,
            },
          },
        ]);
        expect(answer.data.jobsById.map((job: unknown) => job !== null)).toEqual([true, false, true]);
        expect(harness.calls()).toBe(attempts);
      },
    );

    it('leaves none of its text in logs', () => {
      expect(harness.logs()).not.toContain('upstream-marker');
    });
  });
}

/** What AWS's own clients retry as throttling. */
export const throttlingCodes: readonly string[] = [
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'RequestThrottledException',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'BandwidthLimitExceeded',
  'LimitExceededException',
  'RequestThrottled',
  'SlowDown',
  'PriorRequestNotComplete',
];

/** Codes that mean the same whatever provider sends them: the status that comes with them, and the graph's code. */
export const codesOfAll: readonly (readonly [providerCode: string, status: number, code: string])[] = [
  ...throttlingCodes.map((code) => [code, 400, 'PROVIDER_THROTTLED'] as const),
  ['ThrottlingException', 429, 'PROVIDER_THROTTLED'],
  ['SlowDown', 503, 'PROVIDER_THROTTLED'],
  ['ResourceNotFoundException', 404, 'JOB_NOT_FOUND'],
  ['NoSuchJob', 404, 'JOB_NOT_FOUND'],
  ['InvalidJobIdException', 400, 'JOB_NOT_FOUND'],
  ['JobNotFoundException', 400, 'JOB_NOT_FOUND'],
  ['CanceledJobIdException', 400, 'JOB_GONE'],
  ['ExpiredJobIdException', 400, 'JOB_GONE'],
  ['AccessDenied', 403, 'PROVIDER_ACCESS_DENIED'],
  ['AccessDeniedException', 403, 'PROVIDER_ACCESS_DENIED'],
  ['UnrecognizedClientException', 400, 'PROVIDER_ACCESS_DENIED'],
  ['InvalidSignatureException', 400, 'PROVIDER_ACCESS_DENIED'],
  ['SignatureDoesNotMatch', 403, 'PROVIDER_ACCESS_DENIED'],
  ['ExpiredToken', 400, 'PROVIDER_ACCESS_DENIED'],
  ['ExpiredTokenException', 400, 'PROVIDER_ACCESS_DENIED'],
  ['InvalidClientTokenId', 403, 'PROVIDER_ACCESS_DENIED'],
  ['InvalidClientTokenIdException', 403, 'PROVIDER_ACCESS_DENIED'],
  ['InvalidAccessKeyId', 403, 'PROVIDER_ACCESS_DENIED'],
  ['InvalidAccessKeyIdException', 400, 'PROVIDER_ACCESS_DENIED'],
  ['InvalidAccessIdException', 400, 'PROVIDER_ACCESS_DENIED'],
  ['RequestTimeTooSkewed', 403, 'PROVIDER_ACCESS_DENIED'],
  ['RequestExpired', 400, 'PROVIDER_ACCESS_DENIED'],
  ['ConflictException', 409, 'PROVIDER_CONFLICT'],
  ['ValidationException', 400, 'PROVIDER_REJECTED'],
  ['InvalidArgument', 400, 'PROVIDER_REJECTED'],
  ['InvalidParameterException', 400, 'PROVIDER_REJECTED'],
  ['InvalidVersionException', 400, 'PROVIDER_REJECTED'],
  ['NobodyKnowsThisOne', 418, 'PROVIDER_REJECTED'],
  ['toString', 400, 'PROVIDER_REJECTED'],
  ['RequestTimeout', 400, 'PROVIDER_TIMEOUT'],
  ['RequestTimeoutException', 408, 'PROVIDER_TIMEOUT'],
  ['InternalServerException', 500, 'PROVIDER_UNAVAILABLE'],
  ['ServiceUnavailable', 503, 'PROVIDER_UNAVAILABLE'],
];

/** Statuses whose answer holds no code: nothing, a proxy's page, another protocol's words. */
export const codelessCases: readonly ErrorCase[] = [
  [400, 'PROVIDER_REJECTED'] as const,
  [401, 'PROVIDER_ACCESS_DENIED'] as const,
  [403, 'PROVIDER_ACCESS_DENIED'] as const,
  [404, 'PROVIDER_REJECTED'] as const,
  [413, 'PROVIDER_REJECTED'] as const,
  [500, 'PROVIDER_UNAVAILABLE'] as const,
  [502, 'PROVIDER_UNAVAILABLE'] as const,
  [503, 'PROVIDER_UNAVAILABLE'] as const,
  [504, 'PROVIDER_UNAVAILABLE'] as const,
].flatMap(([status, code]) =>
  [
    ['nothing', ''],
    ['HTML', `<html><body>${upstreamText}</body></html>`],
    ['a text', upstreamText],
    ['broken JSON', `{"code":"${upstreamText}`],
    ['a code that is no word', JSON.stringify({ __type: upstreamText, code: upstreamText })],
    ['a number for a code', '{"__type":7,"code":7}'],
    ['a document type', `<!DOCTYPE Error [<!ENTITY e "AccessDenied">]><Error><Code>&e;</Code></Error>`],
  ].map(([name, body]): ErrorCase => [
    `${status} and ${name ?? ''}`,
    { status, body: body ?? '' },
    { code, providerCode: null, requestId: null },
  ]),
);
