import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startGateway, type GatewayUnderTest } from '../gateway.ts';
import { createWorld, type World } from './world.ts';
import { toRuns } from '../runs.ts';

describe('the plan of a list', () => {
  let world: World;
  let gateway: GatewayUnderTest;

  beforeAll(async () => {
    world = await createWorld(57);
    gateway = await startGateway({ sources: world.sources, cache: { runningSeconds: 0, terminalSeconds: 0 } });
  });
  afterAll(async () => {
    await gateway.close();
    await world.close();
  });
  beforeEach(() => {
    for (const emulator of Object.values(world.emulators)) emulator.reset();
  });

  function countCalls(): Readonly<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const { operation } of Object.values(world.emulators).flatMap(({ calls }) => calls))
      counts[operation] = (counts[operation] ?? 0) + 1;
    return counts;
  }

  it('makes one call where rows answer everything', async () => {
    const { errors } = await gateway.query(
      '{ jobs(first: 50, filter: {providers: [COS_BATCH]}) { nodes { id status createdAt progress { total } } } }',
    );

    expect(errors).toEqual([]);
    expect(countCalls()).toEqual({ ListJobs: 1 });
  });

  it.each([
    ['COS_BATCH', 'name kind', { ListJobs: 1 }],
    ['IMPORT_EXPORT', 'name kind', { ListJobs: 1 }],
    ['HEALTHOMICS', 'name kind', { ListReferenceStores: 1, ListReferenceImportJobs: 2 }],
    ['PANORAMA', 'kind', { ListPackageImportJobs: 3 }],
  ])('has from the rows of %s: %s', async (provider, fields, calls) => {
    const { errors } = await gateway.query(
      `{ jobs(first: 5, filter: {providers: [${provider}]}) { nodes { id ${fields} } } }`,
    );

    expect(errors).toEqual([]);
    expect(countCalls()).toEqual(calls);
  });

  it('describes each job of the page where rows do not', async () => {
    const { errors } = await gateway.query(
      '{ jobs(first: 50, filter: {providers: [COS_BATCH]}) { nodes { id status ... on CosBatchJob { manifest { objectArn } } } } }',
    );

    expect(errors).toEqual([]);
    expect(countCalls()).toEqual({ ListJobs: 1, DescribeJob: 50 });
  });

  it('sees the same selection through three levels of fragments', async () => {
    await gateway.query(`
      { jobs(first: 50, filter: {providers: [COS_BATCH]}) { ...A } }
      fragment A on JobConnection { edges { node { ...B } } }
      fragment B on Job { id ...C }
      fragment C on Job { status createdAt progress { total } }
    `);

    expect(countCalls()).toEqual({ ListJobs: 1 });
  });

  it('passes over what @skip and @include leave out', async () => {
    const document = `query($deep: Boolean!) { jobs(first: 50, filter: {providers: [COS_BATCH]}) { nodes { id
      ... on CosBatchJob @include(if: $deep) { manifest { objectArn } } ... on CosBatchJob { report @skip(if: true) { bucket } } } } }`;

    await gateway.query(document, { variables: { deep: false } });

    expect(countCalls()).toEqual({ ListJobs: 1 });
  });

  it('asks Import/Export for the status of each job but the cancelled ones, whose rows say it', async () => {
    const { data } = await gateway.query(
      '{ jobs(first: 10, filter: {providers: [IMPORT_EXPORT]}) { nodes { id status } } }',
    );

    const running = data.jobs.nodes.filter(({ status }: { status: string }) => status !== 'CANCELLED');
    expect(running).toHaveLength(8);
    expect(countCalls()).toEqual({ ListJobs: 1, GetStatus: 8 });
  });

  it('makes no describe for secrets that the viewer may not see', async () => {
    await gateway.query(
      '{ jobs(first: 10, filter: {providers: [COS_BATCH]}) { nodes { id ... on CosBatchJob { clientRequestToken } } } }',
    );

    expect(countCalls()).toEqual({ ListJobs: 1 });
  });

  it('answers a page whose describes fail with what the rows hold', async () => {
    const broken = await createWorld(4);
    const failing = await startGateway({
      sources: broken.sources.filter((source) => 'uin' in source),
      cache: { runningSeconds: 60 },
    });
    await failing.query('{ jobs(first: 4) { nodes { id } } }');
    await broken.emulators.cos.close();

    const { data, errors } = await failing.query(
      '{ jobs(first: 2) { nodes { id status ... on CosBatchJob { manifest { objectArn } } } } }',
    );

    expect(data.jobs.nodes).toEqual(
      broken.jobs
        .filter(({ id }) => id.startsWith('cos:'))
        .slice(0, 2)
        .map(({ id, status }) => ({ id, status, manifest: null })),
    );
    expect(errors.map(({ path, extensions }) => [path, extensions.code])).toEqual([
      [['jobs', 'nodes', 0, 'manifest'], 'PROVIDER_UNAVAILABLE'],
      [['jobs', 'nodes', 1, 'manifest'], 'PROVIDER_UNAVAILABLE'],
    ]);
    await failing.close();
    await broken.close();
  });

  it('answers the same as reading each job directly, whatever is selected', async () => {
    const shared = [
      'status',
      'rawStatus',
      'statusSource',
      'isTerminal',
      'statusMessage',
      'createdAt',
      'updatedAt',
      'endedAt',
      'providerJobId',
      'name',
      'kind',
      'provider',
      'progress { total succeeded failed fraction }',
      'failures { code message subject }',
      'source { name }',
    ];
    const own = [
      '... on CosBatchJob { description priority }',
      '... on CosBatchJob { operation { name } }',
      '... on CosBatchJob { operation { __typename name } }',
      '... on CosBatchJob { manifest { objectArn } }',
      '... on OmicsReferenceImportJob { roleArn referenceStoreId }',
      '... on OmicsReferenceImportJob { sources { name } }',
      '... on PanoramaPackageImportJob { importType }',
      '... on PanoramaPackageImportJob { output { packageId } }',
      '... on ImportExportJob { direction progressCode }',
    ];

    await fc.assert(
      fc.asyncProperty(fc.subarray([...shared, ...own], { minLength: 1 }), async (selection) => {
        const list = await gateway.query(`{ jobs(first: 12) { nodes { id ${selection.join(' ')} } } }`);
        const ids = list.data.jobs.nodes.map(({ id }: { id: string }) => id);
        const direct = await gateway.query(
          `query($ids: [ID!]!) { jobsById(ids: $ids) { id ${selection.join(' ')} } }`,
          { variables: { ids } },
        );
        expect(list.errors).toEqual([]);
        expect(list.data.jobs.nodes).toEqual(direct.data.jobsById);
      }),
      { numRuns: toRuns(20), seed: 7 },
    );
  });
});

describe('many jobs by their ids', () => {
  it('are read one by one and wait for no list, though a list has lately held them', async () => {
    const world = await createWorld(57);
    let time = Date.now();
    const gateway = await startGateway({
      sources: world.sources,
      now: () => time,
      cache: { runningSeconds: 2, terminalSeconds: 2 },
    });
    const ids = world.jobs.filter(({ id }) => id.startsWith('cos:')).map(({ id }) => id);
    const ask = () =>
      gateway.query(`query($ids: [ID!]!) { jobsById(ids: $ids) { id status } }`, { variables: { ids } });
    const cold = await ask();
    time += 3000;
    await gateway.query('{ jobs(first: 1, filter: {sources: ["cos"]}) { nodes { id } } }');
    time += 3000;
    world.breakLists('cos', { kind: 'hang' });
    world.emulators.cos.reset();

    const warm = await ask();

    expect(warm.errors).toEqual([]);
    expect(warm.data).toEqual(cold.data);
    expect(world.emulators.cos.calls.map(({ operation }) => operation)).toEqual(ids.map(() => 'DescribeJob'));
    await gateway.close();
    await world.close();
  });
});
