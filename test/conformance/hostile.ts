/** What cannot be read: refused for its job alone, in words of ours. */
import { expect } from 'vitest';
import { hostileJson, hostileXml } from './hostile-answers.ts';
import type { Kit } from './kit.ts';
import { manyTags, manyValues } from './many-parts.ts';
import { isNone, type HostileAnswer, type ProviderUnderTest } from './provider-under-test.ts';

/** Some are of megabytes. */
const atOnce = 12;

export function showHostileAnswers(kit: Kit): void {
  const { subject, show, world } = kit;
  const { protocol, hostile } = subject.answers;
  const ofAll =
    protocol === 'json'
      ? [...hostileJson, ...manyValues]
      : [...hostileXml(protocol.textElement), ...manyTags(protocol.textElement)];

  // A call of many jobs that fails as a whole is split by few calls.
  for (const [what, cases] of [
    ['of its protocol', toChunks(ofAll, isNone(subject.batches) ? atOnce : 1)],
    ['of its own', toChunks(hostile, atOnce)],
  ] as const)
    show(
      'answers: hostile',
      async () => {
        expect(cases.length).toBeGreaterThan(0);
        for (const chunk of cases) await expectRefusals(kit, chunk);
      },
      what,
    );

  show('requests: redirects', async () => {
    await expectRefusals(kit, [['a redirect', (_body, location) => ({ kind: 'redirect', location, status: 307 })]]);
    expect(world().calls().length).toBeLessThan(4);
    expect(world().trap.requests()).toBe(0);
  });

  show(
    'answers: texts',
    async () => {
      const key = subject.keys.ill;
      const body = subject.answers.toBody(key);
      world().clear();
      world().put(key, { body });
      const plain = await world().askWhole([key]);
      world().put(key, { body: body + ' '.repeat(4_990_000 - Buffer.byteLength(body)) });

      expect(await world().askWhole([key])).toEqual(plain);
      expect(plain.errors).toEqual([]);
    },
    'in an answer as large as allowed',
  );
}

/** Between two asks for a good job. */
async function expectRefusals({ subject, world }: Kit, cases: readonly HostileAnswer[]): Promise<void> {
  const { put, clear, gateway, token, toIds, trap } = world();
  const { keys, answers } = subject;
  clear();
  put(keys.good, { body: answers.toBody(keys.good) });
  const ills = cases.map(([, toAnswer], index) => {
    const key = cases.length === 1 ? keys.ill : keys.toKey(index);
    const answer = toAnswer(toSent(subject, key), trap.url, key);
    put(key, answer);
    return key;
  });
  const logged = gateway.logs.length;

  const { data, errors } = await gateway.query(
    `query ($ids: [ID!]!) { jobsById(ids: $ids) { id statusMessage failures { code } ... on ${subject.typeName} { provider } } }`,
    { variables: { ids: toIds([keys.good, ...ills, keys.good]) }, token },
  );

  const refusals = new Map(errors.map((error) => [error.path?.[1], error] as const));
  expect(
    cases
      .filter((_case, index) => refusals.get(index + 1)?.extensions.code !== 'PROVIDER_BAD_RESPONSE')
      .map(([name]) => name),
  ).toEqual([]);
  expect(refusals.size).toBe(cases.length);
  for (const [at, { message, extensions }] of refusals)
    expect({ message, ...extensions, requestId: null }).toEqual({
      message: toMessage(cases[Number(at) - 1]?.[0] ?? ''),
      code: 'PROVIDER_BAD_RESPONSE',
      jobId: toIds(ills)[Number(at) - 1],
      provider: subject.provider,
      source: subject.sourceName,
      providerCode: null,
      requestId: null,
      isRetryable: false,
      cause: expect.stringMatching(/^(ANSWER_UNREADABLE|ANSWER_TOO_LARGE|ANSWER_CUT_OFF|REDIRECTED)$/),
    });
  const good = { id: toIds([keys.good])[0], provider: subject.provider };
  expect(data.jobsById).toEqual([
    expect.objectContaining(good),
    ...ills.map(() => null),
    expect.objectContaining(good),
  ]);
  expect(Object.keys(Object.prototype)).toEqual([]);
  const logs = gateway.logs.slice(logged).join('');
  expect(logs).toContain('"PROVIDER_BAD_RESPONSE"');
  expect(JSON.stringify(errors) + logs).not.toMatch(/hostile-marker|undefined|NaN|Invalid Date/);
  expect(trap.requests()).toBe(0);
}

function toMessage(name: string): string {
  return /^a redirect(?! with 304)/.test(name)
    ? 'The provider answers with another address, which is never followed: what the source is set to may have been renamed.'
    : 'The provider’s answer could not be read as the job that was asked for.';
}

/** The whole answer about the job, as it is sent. */
function toSent({ answers, batches }: ProviderUnderTest, key: string): string {
  const body = answers.toBody(key);
  return isNone(batches) ? body : Buffer.from(batches.toBody([body], [])).toString();
}

export function toChunks<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_value, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
