/** Failures of the provider: each becomes the graph's own, and none of its text is passed on. */
import { expect } from 'vitest';
import { toRawAnswer } from '../../emulators/kit/emulator.ts';
import { codelessCases } from './failures.ts';
import { toChunks } from './hostile.ts';
import type { Kit } from './kit.ts';
import { isNone, type ErrorCase, type ProviderUnderTest } from './provider-under-test.ts';
import { startWorld, type World } from './world.ts';

const attemptsOf = new Map([
  ['PROVIDER_THROTTLED', 3],
  ['PROVIDER_TIMEOUT', 3],
  ['PROVIDER_UNAVAILABLE', 3],
]);

const sentences = new Map<string, unknown>([
  ['JOB_NOT_FOUND', 'The provider knows no such job.'],
  ['JOB_GONE', 'The job was cancelled or has expired on the provider’s side and can no longer be read.'],
  [
    'PROVIDER_ACCESS_DENIED',
    expect.stringMatching(/^The (provider|credentials|temporary|request)|^This server's clock/),
  ],
  ['PROVIDER_THROTTLED', 'Too many requests for this source at the moment.'],
  [
    'PROVIDER_REJECTED',
    expect.stringMatching(/^The provider (called the request invalid|does not know what the settings name)\.$/),
  ],
  ['PROVIDER_CONFLICT', 'The provider reported a conflict on the job.'],
  ['PROVIDER_TIMEOUT', 'The provider did not answer in time.'],
  ['PROVIDER_UNAVAILABLE', 'The provider could not be reached or failed to answer.'],
]);

/** The retries of a source are limited: some hundred are made before there is a success. */
const casesOfASource = 45;

export function showErrors(kit: Kit): void {
  const { subject, show, world } = kit;
  const cases = [...subject.errors.cases, ...(subject.errors.codeless ?? codelessCases)];

  show('errors: table', async () => {
    await expectFailures(subject, toChunks(cases, casesOfASource));
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

/** Each chunk is asked for by a source of its own. */
async function expectFailures(subject: ProviderUnderTest, chunks: readonly (readonly ErrorCase[])[]): Promise<void> {
  const names = chunks.map((_chunk, index) => `errors${index}`);
  const world = await startWorld(subject, {
    moreSources: (url) => names.map((name) => ({ ...subject.toSource(url), name })),
  });
  // Each for its job alone: a call of many jobs that fails has one failure for all of them.
  const atOnce = isNone(subject.batches) ? 15 : 1;
  try {
    for (const [index, chunk] of chunks.entries())
      for (const some of toChunks(chunk, atOnce)) await expectSome(subject, world, names[index] ?? '', some);
    expect(world.gateway.logs.join('')).not.toContain('upstream-marker');
  } finally {
    await world.close();
  }
}

async function expectSome(
  subject: ProviderUnderTest,
  { put, clear, gateway, callsFor }: World,
  source: string,
  some: readonly ErrorCase[],
): Promise<void> {
  const { keys, answers, batches } = subject;
  clear();
  put(keys.good, { body: answers.toBody(keys.good) });
  const ills = some.map(([, { status, headers = {}, body }], index) => {
    const key = keys.toKey(index);
    put(key, toRawAnswer({ status, headers, body }));
    return key;
  });
  const asked = [...(isNone(batches) ? [keys.good] : []), ...ills];

  const { data, errors } = await gateway.query('query ($ids: [ID!]!) { jobsById(ids: $ids) { id statusMessage } }', {
    variables: { ids: asked.map((key) => `${source}:${key}`) },
  });

  const first = asked.length - ills.length;
  const shown = errors
    .toSorted((one, other) => Number(one.path?.[1]) - Number(other.path?.[1]))
    .map(({ path, message, extensions }) => ({ case: some[Number(path?.[1]) - first]?.[0], message, ...extensions }));
  expect(shown).toEqual(
    some.map((one, index) => ({ ...toExpected(subject, source, one), jobId: `${source}:${ills[index]}` })),
  );
  expect((data.jobsById as readonly unknown[]).map((job) => job === null)).toEqual(
    asked.map((_key, at) => at >= first),
  );
  expect(ills.map((key, index) => [some[index]?.[0], callsFor(key)])).toEqual(
    some.map(([name, , { code }]) => [name, attemptsOf.get(code) ?? 1]),
  );
  expect(JSON.stringify(errors)).not.toContain('upstream-marker');
}

function toExpected(subject: ProviderUnderTest, source: string, [name, , expected]: ErrorCase): object {
  return {
    case: name,
    message: sentences.get(expected.code),
    provider: subject.provider,
    source,
    requestId: 'request-7',
    isRetryable: attemptsOf.has(expected.code),
    ...(expected.code.startsWith('PROVIDER_') ? { cause: expect.stringMatching(/^[A-Z_]+$/) as unknown } : {}),
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
