import { afterEach, describe, expect, it } from 'vitest';
import { createCodeBuildEmulator, type EmulatedBuild } from '../../../emulators/codebuild/emulator.ts';
import { toRawAnswer, type EmulatedCall, type Emulator } from '../../../emulators/kit/emulator.ts';
import { toInjectFault, type Fault } from '../../emulation/faults.ts';
import { startGateway, type GatewaySettings, type GatewayUnderTest } from '../../gateway.ts';
import { connect, subscribe } from '../../subscriptions/watched-world.ts';
import { until } from '../../until.ts';
import { awsCredentials, noCache } from '../ask-whole.ts';
import { toBuild, toKey, toSource } from './builds.ts';

let emulator: Emulator;
let gateway: GatewayUnderTest;

afterEach(async () => {
  await gateway.close();
  await emulator.close();
});

interface Options {
  readonly fault?: (call: EmulatedCall) => Fault | undefined;
  readonly more?: Partial<EmulatedBuild>;
  readonly settings?: Partial<GatewaySettings>;
}

/** 250 builds, and none beyond them. */
async function start({ fault, more = {}, settings = {} }: Options = {}): Promise<void> {
  const builds = new Map(Array.from({ length: 250 }, (_, index) => [toKey(index), toBuild(index, more)]));
  emulator = await createCodeBuildEmulator({
    credentials: awsCredentials,
    jobs: { describe: (id) => builds.get(id), list: () => [...builds.values()] },
    ...(fault === undefined ? {} : { injectFault: toInjectFault(fault) }),
  });
  gateway = await startGateway({
    cache: noCache,
    random: () => 0,
    limits: { jobsPerOperation: 1000 },
    sources: [toSource(emulator.url)],
    ...settings,
  });
}

function toIds(keys: readonly string[]): readonly string[] {
  return keys.map((key) => `builds:${key}`);
}

function toKeys(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => toKey(index));
}

function readIds({ body }: EmulatedCall): readonly string[] {
  return (JSON.parse(body) as { readonly ids: readonly string[] }).ids;
}

function listSizes(): readonly number[] {
  return emulator.calls.map((call) => readIds(call).length);
}

async function askCodes(keys: readonly string[]): Promise<readonly (string | null)[]> {
  const { data, errors } = await gateway.query('query ($ids: [ID!]!) { jobsById(ids: $ids) { rawStatus } }', {
    variables: { ids: toIds(keys) },
  });
  const codes = new Map(errors.map(({ path, extensions }) => [path?.[1], extensions.code]));
  return (data.jobsById as readonly (object | null)[]).map((job, index) =>
    job === null ? (codes.get(index) ?? null) : 'read',
  );
}

describe('builds of CodeBuild', () => {
  it.each([
    [1, [1]],
    [100, [100]],
    [101, [100, 1]],
    [200, [100, 100]],
  ])('that one operation asks for, %i of them, take calls of %j builds, whatever is selected', async (count, sizes) => {
    await start();
    const keys = toKeys(count);

    const { data, errors } = await gateway.query(
      `query ($ids: [ID!]!) { jobsById(ids: $ids) { name status failures { code }
        ... on CodeBuildBuild { buildNumber phases { type } environment { image } environmentVariables { name } } } }`,
      { variables: { ids: toIds(keys) } },
    );

    expect(errors).toEqual([]);
    expect(
      (data.jobsById as readonly { readonly buildNumber: string }[]).map(({ buildNumber }) => buildNumber),
    ).toEqual(keys.map((_, index) => String(index + 1)));
    expect(listSizes()).toEqual(sizes);
    expect(emulator.calls.flatMap(readIds).toSorted()).toEqual(keys.toSorted());
    expect(new Set(emulator.calls.map(({ operation }) => operation))).toEqual(new Set(['BatchGetBuilds']));
  });

  it('that several fields and entities ask for share their call', async () => {
    await start();

    const { data, errors } = await gateway.query(
      `{ one: codeBuildBuild(buildId: "${toKey(1)}") { buildNumber } two: job(id: "builds:${toKey(2)}") { id }
        again: job(id: "builds:${toKey(1)}") { name } jobsById(ids: ["builds:${toKey(3)}"]) { name }
        _entities(representations: [{ __typename: "CodeBuildBuild", id: "builds:${toKey(4)}" }]) { ... on Job { id } } }`,
    );

    expect(errors).toEqual([]);
    expect(data).toMatchObject({ one: { buildNumber: '2' }, _entities: [{ id: `builds:${toKey(4)}` }] });
    expect(listSizes()).toEqual([4]);
  });

  it.each<readonly [name: string, change: (answer: Answer) => object]>([
    ['names them as missing', (answer) => answer],
    ['leaves them out', ({ builds }) => ({ builds })],
    ['leaves them out beside an empty list', ({ builds }) => ({ builds, buildsNotFound: [] })],
  ])('that CodeBuild does not know are not found where the answer %s', async (_name, change) => {
    await start({ fault: rewrite(change) });

    expect(await askCodes([toKey(1), toKey(998), toKey(2)])).toEqual(['read', 'JOB_NOT_FOUND', 'read']);
    expect(listSizes()).toEqual([3]);
  });

  it('are all unknown where only the missing ones are said', async () => {
    await start({ fault: rewrite(() => ({ buildsNotFound: [toKey(998)] })) });

    expect(await askCodes([toKey(998), toKey(999)])).toEqual(['JOB_NOT_FOUND', 'JOB_NOT_FOUND']);
    expect(listSizes()).toEqual([2]);
  });

  it('that cannot be read fail alone, in the same call', async () => {
    await start({
      fault: rewrite(({ builds }) => ({
        builds: builds.map((build) => (build['id'] === toKey(2) ? { ...build, startTime: 'noon' } : build)),
      })),
    });

    expect(await askCodes([toKey(1), toKey(2), toKey(3)])).toEqual(['read', 'PROVIDER_BAD_RESPONSE', 'read']);
    expect(listSizes()).toEqual([3]);
  });

  it('that hold what the graph does not show are read, whatever it is', async () => {
    const hidden = { secondarySources: [{ type: 'S3', buildspec: 7 }], cache: 'none', projectName: false };
    await start({ fault: rewrite(({ builds }) => ({ builds: builds.map((build) => ({ ...build, ...hidden })) })) });

    expect(await askCodes([toKey(1)])).toEqual(['read']);
  });

  it('of a project that is denied do not take the others along', async () => {
    const secret = toKey(7, 'secret');
    await start({ fault: (call) => (readIds(call).includes(secret) ? { kind: 'accessDenied' } : undefined) });
    const keys = toKeys(100).map((key, index) => (index === 37 ? secret : key));

    const codes = await askCodes(keys);

    expect(codes.filter((code) => code === 'read')).toHaveLength(99);
    expect(codes[37]).toBe('PROVIDER_ACCESS_DENIED');
    expect(listSizes().length).toBeLessThanOrEqual(17);
  });

  it('show protected fields by one call for each, beside none at all', async () => {
    await start({ more: { source: { type: 'S3', buildspec: 'version: 0.2' } } });
    const token = await gateway.token('job:read', 'job:sensitive');

    const { data, errors } = await gateway.query(
      'query ($ids: [ID!]!) { jobsById(ids: $ids) { status ... on CodeBuildBuild { buildspec } } }',
      { variables: { ids: toIds(toKeys(3)) }, token },
    );

    expect(errors).toEqual([]);
    expect(data.jobsById).toEqual([1, 2, 3].map(() => ({ status: 'SUCCEEDED', buildspec: 'version: 0.2' })));
    expect(listSizes()).toEqual([1, 1, 1]);
  });
});

describe('watched builds of CodeBuild', () => {
  it('cost one call an interval, a hundred of them', async () => {
    // A grid step is a tenth longer: so much time the answers may take on a busy machine.
    const interval = 400;
    // Old builds are polled more rarely.
    const startTime = Date.now() / 1000;
    await start({
      more: { buildStatus: 'IN_PROGRESS', currentPhase: 'BUILD', startTime },
      settings: { pollMilliseconds: interval },
    });
    const keys = toKeys(100);
    const startedAt = performance.now();

    const { stop, results } = subscribe(connect(gateway), toIds(keys), 'id status');
    await until(() => emulator.calls.length >= 5);
    const intervals = (performance.now() - startedAt) / interval;
    stop();

    expect(results).toHaveLength(100);
    // The first call reads all of them, and the others too, but for builds that a busy machine has read late in the step before.
    const [first, ...others] = listSizes().slice(0, 5);
    expect(first).toBe(100);
    expect(Math.min(...others)).toBeGreaterThan(50);
    expect(new Set(emulator.calls.flatMap(readIds))).toEqual(new Set(keys));
    // The first read, and then at most one in each interval.
    expect(5).toBeLessThanOrEqual(intervals + 1);
  });
});

interface Answer {
  readonly builds: readonly Readonly<Record<string, unknown>>[];
  readonly buildsNotFound: readonly string[];
}

/** Answers with what the builds that are asked for become. */
function rewrite(change: (answer: Answer) => object): (call: EmulatedCall) => Fault {
  return (call) => {
    const known = new Set(toKeys(250));
    const ids = readIds(call);
    const answer: Answer = {
      builds: ids.filter((id) => known.has(id)).map((id) => ({ id, buildStatus: 'SUCCEEDED' })),
      buildsNotFound: ids.filter((id) => !known.has(id)),
    };
    return { kind: 'answer', answer: toRawAnswer({ body: JSON.stringify(change(answer)) }) };
  };
}
