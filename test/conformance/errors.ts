/** Failures of the provider: each becomes the graph's own, and none of its text is passed on. */
import { expect } from 'vitest';
import { toRawAnswer } from '../../src/emulation/emulator.ts';
import { codelessCases } from './failures.ts';
import { toChunks } from './hostile.ts';
import type { Kit } from './kit.ts';
import { isNone, type ErrorCase, type ProviderUnderTest } from './provider-under-test.ts';
import { startWorld } from './world.ts';

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

/** The retries of a source are limited: a gateway makes some hundred. */
const casesOfAGateway = 45;

export function showErrors(kit: Kit): void {
  const { subject, show, world } = kit;
  const cases = [...subject.errors.cases, ...(subject.errors.codeless ?? codelessCases)];

  show('errors: table', async () => {
    for (const some of toChunks(cases, casesOfAGateway)) await expectFailures(subject, some);
    expect(subject.errors.cases.length).toBeGreaterThan(1);
  });

  show('errors: texts', () => {
    const silent = cases.filter(
      ([, { body, headers }]) => !(body + JSON.stringify(headers)).includes('upstream-marker'),
    );
    // Told of every case above: neither its answer nor its log holds the text.
    expect(cases.length - silent.length).toBeGreaterThan(subject.errors.cases.length / 2);
    expect(world().gateway.logs.join('')).not.toContain('upstream-marker');
  });

  show('errors: kinds', () => {
    const codes = new Set(cases.map(([, , { code }]) => code));

    expect(
      [
        'JOB_NOT_FOUND',
        'PROVIDER_ACCESS_DENIED',
        'PROVIDER_REJECTED',
        'PROVIDER_THROTTLED',
        'PROVIDER_UNAVAILABLE',
      ].filter((code) => !codes.has(code)),
    ).toEqual([]);
  });

  show('errors: throttling', async () => {
    await expectWaits(subject);
  });
}

async function expectFailures(subject: ProviderUnderTest, cases: readonly ErrorCase[]): Promise<void> {
  const world = await startWorld(subject);
  const { keys, answers } = subject;
  try {
    world.put(keys.good, { body: answers.toBody(keys.good) });
    // Each for its job alone: a call of many jobs that fails has one failure for all of them.
    for (const some of toChunks(cases, isNone(subject.batches) ? 10 : 1)) {
      world.forget();
      const ills = some.map(([, { status, headers = {}, body }], index) => {
        const key = keys.toKey(index);
        world.put(key, toRawAnswer({ status, headers, body }));
        return key;
      });
      const { data, errors } = await world.gateway.query(
        'query ($ids: [ID!]!) { jobsById(ids: $ids) { id statusMessage } }',
        {
          variables: { ids: world.toIds([keys.good, ...ills]) },
        },
      );
      const shown = errors
        .toSorted((one, other) => Number(one.path?.[1]) - Number(other.path?.[1]))
        .map(({ path, message, extensions }) => ({ case: some[Number(path?.[1]) - 1]?.[0], message, ...extensions }));
      expect(shown).toEqual(some.map((one) => toExpected(subject, one)));
      expect(data.jobsById).toHaveLength(ills.length + 1);
      if (isNone(subject.batches)) expect(data.jobsById[0]).not.toBeNull();
      if (isNone(subject.batches))
        expect(ills.map((key, index) => [some[index]?.[0], world.callsFor(key)])).toEqual(
          some.map(([name, , { code }]) => [name, attemptsOf.get(code) ?? 1]),
        );
      expect(JSON.stringify(errors)).not.toContain('upstream-marker');
    }
    expect(world.gateway.logs.join('')).not.toContain('upstream-marker');
  } finally {
    await world.close();
  }
}

function toExpected(subject: ProviderUnderTest, [name, , expected]: ErrorCase): object {
  return {
    case: name,
    message: sentences.get(expected.code),
    provider: subject.provider,
    source: subject.sourceName,
    requestId: 'request-7',
    isRetryable: attemptsOf.has(expected.code),
    ...expected,
  };
}

/** Throttled once, with a time to wait: the next attempt comes after it. */
async function expectWaits(subject: ProviderUnderTest): Promise<void> {
  const { keys, answers, errors } = subject;
  const throttled = errors.cases.find(([, , { code }]) => code === 'PROVIDER_THROTTLED');
  if (throttled === undefined) throw new Error('no case of the table is throttled');
  const [, { status, headers, body }] = throttled;
  let attempts = 0;
  const world = await startWorld(subject);
  try {
    world.put(keys.good, { body: answers.toBody(keys.good) });
    const operation = subject.requests.toDescribe([keys.good]).operation;
    world.answerWith(operation, () => {
      attempts += 1;
      return attempts === 1
        ? toRawAnswer({ status, headers: { ...headers, 'retry-after': '1' }, body })
        : { kind: 'none' };
    });
    const startedAt = performance.now();
    const { errors: failures } = await world.askOpen([keys.good]);
    expect(failures).toEqual([]);
    expect(attempts).toBe(2);
    expect(performance.now() - startedAt).toBeGreaterThan(950);
  } finally {
    await world.close();
  }
}
