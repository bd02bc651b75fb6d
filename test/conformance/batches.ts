/** Batches: many jobs by one call, each as if it had been asked for alone. */
import { expect } from 'vitest';
import { toRawAnswer } from '../../emulators/kit/emulator.ts';
import { unless, type Kit } from './kit.ts';
import type { BatchesUnderTest } from './provider-under-test.ts';
import { keysOfCall } from './world.ts';

export function showBatches(kit: Kit): void {
  const batches = unless(
    kit,
    kit.subject.batches,
    ...(['batches: equal singles', 'batches: sizes', 'batches: odd answers', 'batches: ill keys'] as const),
    ...(['batches: failures', 'batches: sharing'] as const),
  );
  if (batches === undefined) return;
  showSizes(kit, batches);
  showOddAnswers(kit, batches);
  showFailures(kit, batches);
}

function putMany({ subject, world }: Kit, count: number): readonly string[] {
  world().clear();
  const keys = Array.from({ length: count }, (_value, index) => subject.keys.toKey(index));
  for (const key of keys) world().put(key, { body: subject.answers.toBody(key) });
  return keys;
}

async function ask({ world }: Kit, keys: readonly string[]) {
  const { gateway, toIds } = world();
  const { data, errors } = await gateway.query(
    'query ($ids: [ID!]!) { jobsById(ids: $ids) { id status statusMessage } }',
    { variables: { ids: toIds(keys) } },
  );
  return {
    jobs: data.jobsById as readonly unknown[],
    errors: new Map(errors.map(({ path, extensions }) => [path?.[1], extensions.code] as const)),
  };
}

function sizesOf({ subject, world }: Kit, { operation }: BatchesUnderTest): readonly number[] {
  const calls = world()
    .calls()
    .filter((call) => call.operation === operation);
  return calls.map((call) => keysOfCall(subject, call).length);
}

function showSizes(kit: Kit, batches: BatchesUnderTest): void {
  const { subject, show, world } = kit;
  const { maxKeys } = batches;

  show('batches: equal singles', async () => {
    const keys = putMany(kit, 12);
    const together = await world().askWhole(keys);
    const alone = await Promise.all(keys.map(async (key) => (await world().askWhole([key])).jobs[0]));

    expect(together.jobs).toEqual(alone);
    expect(together.errors).toEqual([]);
  });

  show('batches: sizes', async () => {
    for (const count of [1, maxKeys - 1, maxKeys, maxKeys + 1, 2 * maxKeys]) {
      const keys = putMany(kit, count);
      const { jobs, errors } = await ask(kit, keys);
      const asked = world()
        .calls()
        .flatMap((call) => keysOfCall(subject, call));

      expect([jobs.length, errors.size]).toEqual([count, 0]);
      expect(asked.toSorted()).toEqual(keys.toSorted());
      expect(sizesOf(kit, batches).length).toBe(Math.ceil(count / maxKeys));
      expect(sizesOf(kit, batches)).not.toContain(0);
    }
  });

  show('batches: sharing', async () => {
    const keys = putMany(kit, 20);
    const [one, other] = await Promise.all([ask(kit, keys.slice(0, 12)), ask(kit, keys.slice(8))]);
    const asked = world()
      .calls()
      .flatMap((call) => keysOfCall(subject, call));

    expect([one.errors.size, other.errors.size]).toEqual([0, 0]);
    expect(asked.toSorted()).toEqual(keys.toSorted());
  });
}

function showOddAnswers(kit: Kit, { operation, toBody }: BatchesUnderTest): void {
  const { subject, show, world } = kit;
  const { answers } = subject;
  const answerBy = (toKeys: (keys: readonly string[]) => readonly string[], missing: readonly string[] = []): void => {
    world().answerWith(operation, (call) =>
      toRawAnswer({
        body: toBody(
          toKeys(keysOfCall(subject, call)).map((key) => answers.toBody(key)),
          missing,
        ),
      }),
    );
  };

  show('batches: odd answers', async () => {
    const keys = putMany(kit, 6);
    const plain = await ask(kit, keys);

    answerBy((asked) => asked.toReversed());
    expect(await ask(kit, keys)).toEqual(plain);

    answerBy((asked) => asked.filter((key) => key !== keys[2]), [keys[2] ?? '']);
    expect((await ask(kit, keys)).errors).toEqual(new Map([[2, 'JOB_NOT_FOUND']]));

    answerBy((asked) => [...asked, subject.keys.unseen]);
    expect(new Set((await ask(kit, keys)).errors.values())).toEqual(new Set(['PROVIDER_BAD_RESPONSE']));

    answerBy((asked) => [...asked, ...asked.slice(0, 1)]);
    expect(new Set((await ask(kit, keys)).errors.values())).toEqual(new Set(['PROVIDER_BAD_RESPONSE']));
    world().clear();

    expect((await ask(kit, [subject.keys.unseen])).errors).toEqual(new Map([[0, 'JOB_NOT_FOUND']]));
  });
}

function showFailures(kit: Kit, batches: BatchesUnderTest): void {
  const { subject, show, world } = kit;

  show('batches: ill keys', async () => {
    const keys = putMany(kit, 40);
    const ill = keys[17] ?? '';
    world().answerWith(batches.operation, (call) =>
      keysOfCall(subject, call).includes(ill)
        ? { kind: 'accessDenied' }
        : toRawAnswer({
            body: batches.toBody(
              keysOfCall(subject, call).map((key) => subject.answers.toBody(key)),
              [],
            ),
          }),
    );

    const { jobs, errors } = await ask(kit, keys);

    expect(errors).toEqual(new Map([[17, 'PROVIDER_ACCESS_DENIED']]));
    expect(jobs.filter((job) => job !== null)).toHaveLength(39);
    expect(world().calls().length).toBeLessThanOrEqual(17);
  });

  show('batches: failures', async () => {
    const keys = putMany(kit, 40);
    world().answerWith(batches.operation, () => ({ kind: 'internalError' }));

    const { errors } = await ask(kit, keys);

    expect([errors.size, new Set(errors.values())]).toEqual([40, new Set(['PROVIDER_UNAVAILABLE'])]);
    expect(sizesOf(kit, batches)).toEqual([40, 40, 40]);
  });
}
