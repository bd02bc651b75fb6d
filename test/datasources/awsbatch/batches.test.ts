import { afterEach, describe, expect, it } from 'vitest';

import { createAwsBatchEmulator, type BatchEmulatedJob } from '../../../emulators/awsbatch/emulator.ts';
import { toEmulatedError, type Emulator } from '../../../emulators/kit/emulator.ts';
import { startGateway, type GatewayUnderTest, type GraphQLAnswer } from '../../gateway.ts';
import { awsCredentials, noCache } from '../ask-whole.ts';
import { toJob, toKey, toSource } from './jobs.ts';

let emulator: Emulator;
let gateway: GatewayUnderTest;

afterEach(async () => {
  await gateway.close();
  await emulator.close();
});

const jobs = new Map(Array.from({ length: 300 }, (_, index) => [toKey(index), toJob(index)]));
/** One bad job in a call. */
const denied = toKey(900);

async function start(rewrite?: (jobs: readonly BatchEmulatedJob[]) => object): Promise<void> {
  emulator = await createAwsBatchEmulator({
    credentials: awsCredentials,
    jobs: {
      describe: (id) => (id === denied ? toEmulatedError('ClientException', 'no such thing') : jobs.get(id)),
      list: () => [...jobs.values()],
    },
    ...(rewrite === undefined ? {} : { rewrite }),
  });
  gateway = await startGateway({
    cache: noCache,
    random: () => 0,
    limits: { jobsPerOperation: 1000, aliases: 1000, rootFields: 1000 },
    sources: [toSource(emulator.url)],
  });
}

/** `jobsById` takes 200 ids, so 250 jobs are those of two fields of one operation. */
function ask(keys: readonly string[]): Promise<GraphQLAnswer> {
  const ids = keys.map((key) => `batch:${key}`);
  return gateway.query(
    'query ($a: [ID!]!, $b: [ID!]!) { a: jobsById(ids: $a) { id name } b: jobsById(ids: $b) { id name } }',
    { variables: { a: ids.slice(0, 200), b: ids.length > 200 ? ids.slice(200) : ids.slice(0, 1) } },
  );
}

async function askOne(
  keys: readonly string[],
): Promise<readonly (readonly [name: string | null, code: string | null])[]> {
  const { data, errors } = await gateway.query('query ($ids: [ID!]!) { jobsById(ids: $ids) { name } }', {
    variables: { ids: keys.map((key) => `batch:${key}`) },
  });
  const codes = new Map(errors.map(({ path, extensions }) => [path?.[1], extensions.code]));
  return (data.jobsById as readonly ({ readonly name: string } | null)[]).map((job, index) => [
    job?.name ?? null,
    codes.get(index) ?? null,
  ]);
}

function listSizes(): readonly number[] {
  return emulator.calls.map(({ body }) => (JSON.parse(body) as { readonly jobs: readonly string[] }).jobs.length);
}

describe('jobs of AWS Batch', () => {
  it.each([
    [1, [1]],
    [100, [100]],
    [101, [100, 1]],
    [250, [100, 100, 50]],
    [300, [100, 100, 100]],
  ])('that one operation asks for, %i of them, take calls of %j jobs', async (count, sizes) => {
    await start();
    const keys = Array.from({ length: count }, (_, index) => toKey(index));

    const { data, errors } = await ask(keys);

    expect(errors).toEqual([]);
    const { a, b } = data as Readonly<Record<'a' | 'b', readonly { readonly name: string }[]>>;
    const names = (count > 200 ? [...a, ...b] : a).map(({ name }) => name);
    expect(names).toEqual(keys.map((_, index) => `load-${index}`));
    expect(listSizes()).toEqual(sizes);
    expect(new Set(emulator.calls.map(({ operation }) => operation))).toEqual(new Set(['DescribeJobs']));
    const asked = emulator.calls.flatMap(({ body }) => (JSON.parse(body) as { readonly jobs: readonly string[] }).jobs);
    expect(asked.toSorted()).toEqual(keys.toSorted());
  });

  it('that several fields and entities ask for share their calls', async () => {
    await start();

    const { data, errors } = await gateway.query(
      `{ one: awsBatchJob(jobId: "${toKey(1)}") { name } two: job(id: "batch:${toKey(2)}") { name }
        again: job(id: "batch:${toKey(1)}") { name } jobsById(ids: ["batch:${toKey(3)}"]) { name }
        _entities(representations: [{ __typename: "AwsBatchJob", id: "batch:${toKey(4)}" }]) { ... on Job { name } } }`,
    );

    expect(errors).toEqual([]);
    expect(data).toMatchObject({ one: { name: 'load-1' }, again: { name: 'load-1' }, _entities: [{ name: 'load-4' }] });
    expect(listSizes()).toEqual([4]);
  });

  it('that Batch does not know are not found, the others beside them are', async () => {
    await start();

    expect(await askOne([toKey(1), toKey(998), toKey(2), toKey(999)])).toEqual([
      ['load-1', null],
      [null, 'JOB_NOT_FOUND'],
      ['load-2', null],
      [null, 'JOB_NOT_FOUND'],
    ]);
    expect(listSizes()).toEqual([4]);
  });

  it('that Batch does not know are reported with the request id of the answer that lacks them', async () => {
    await start();

    const { errors } = await gateway.query('query ($ids: [ID!]!) { jobsById(ids: $ids) { id } }', {
      variables: { ids: [toKey(1), toKey(998)].map((key) => `batch:${key}`) },
    });

    expect(emulator.calls).toHaveLength(1);
    expect(errors.map(({ extensions }) => [extensions.code, extensions.requestId])).toEqual([
      ['JOB_NOT_FOUND', expect.stringMatching(/^[0-9a-f-]{36}$/)],
    ]);
  });

  it('that cannot be read fail alone, in the same call', async () => {
    await start((found) => ({
      jobs: found.map((job) => (job.jobId === toKey(2) ? { ...job, createdAt: '1795305600123' } : job)),
    }));

    expect(await askOne([toKey(1), toKey(2), toKey(3)])).toEqual([
      ['load-1', null],
      [null, 'PROVIDER_BAD_RESPONSE'],
      ['load-3', null],
    ]);
    expect(listSizes()).toEqual([3]);
  });

  it.each<readonly [name: string, rewrite: (jobs: readonly BatchEmulatedJob[]) => object]>([
    ['has no list of jobs', () => ({})],
    ['has null for a list', () => ({ jobs: null })],
    ['has a job that nobody asked for', (found) => ({ jobs: [...found, toJob(77)] })],
    ['has a job twice', (found) => ({ jobs: [...found, ...found] })],
    ['has a job without an id', (found) => ({ jobs: found.map((job) => ({ ...job, jobId: undefined })) })],
    ['has a job whose id is a number', (found) => ({ jobs: found.map((job) => ({ ...job, jobId: 7 })) })],
    ['has a text for a job', (found) => ({ jobs: [...found, 'job'] })],
  ])('fail together where the answer %s, which is asked for again in parts', async (_name, rewrite) => {
    await start(rewrite);

    const answers = await askOne([toKey(1), toKey(2), toKey(3)]);

    expect(answers).toEqual(answers.map(() => [null, 'PROVIDER_BAD_RESPONSE']));
    // All, then the first and the last alone.
    expect(listSizes()).toEqual([3, 1, 1]);
  });

  it('do not take each other along: the one that is refused is found by halves', async () => {
    await start();
    const keys = Array.from({ length: 100 }, (_, index) => (index === 37 ? denied : toKey(index)));

    const answers = await askOne(keys);

    expect(answers.filter(([name]) => name !== null)).toHaveLength(99);
    expect(answers[37]).toEqual([null, 'PROVIDER_REJECTED']);
    expect(listSizes().length).toBeLessThanOrEqual(17);
  });
});

describe('protected fields of AWS Batch', () => {
  it('are read by one call for each job, beside what the others share', async () => {
    await start();
    const token = await gateway.token('job:read', 'job:credentials');
    const ids = [1, 2, 3].map((index) => `batch:${toKey(index)}`);

    const { errors } = await gateway.query(
      'query ($ids: [ID!]!) { jobsById(ids: $ids) { ... on AwsBatchJob { parameters { key value } } } }',
      { variables: { ids }, token },
    );

    expect(errors).toEqual([]);
    expect(listSizes()).toEqual([1, 1, 1]);
  });
});
