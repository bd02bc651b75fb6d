/** What errors say beside their code: which job, which argument. */
import { isEnumType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorCatalogue } from '../../src/errors/catalogue.ts';
import { createGatewaySchema } from '../../src/operation/schema.ts';
import type { GatewayUnderTest } from '../gateway.ts';
import { startProviders, type Providers } from '../providers.ts';
import { connect, subscribe } from '../subscriptions/watched-world.ts';

type Name = 'lab' | 'cos' | 'cos-two' | 'store';

let world: Providers<Name> & { readonly gateway: GatewayUnderTest };
let gateway: GatewayUnderTest;

const cosJob = (id: string) => ({
  JobId: id,
  CreationTime: '2026-01-01T00:00:00Z',
  ProgressSummary: { NumberOfTasksFailed: '0', NumberOfTasksSucceeded: '1', TotalNumberOfTasks: '100' },
  Status: 'Active',
});

beforeAll(async () => {
  const none = { describe: () => undefined, list: () => [] };
  world = await startProviders(
    {
      lab: { provider: 'panorama', jobs: none },
      cos: { provider: 'cosbatch', jobs: { describe: () => undefined, list: () => [cosJob('j0'), cosJob('j1')] } },
      'cos-two': { provider: 'cosbatch', jobs: none },
      store: { provider: 'healthomics', jobs: none },
    },
    { pollMilliseconds: 30, cache: { runningSeconds: 0 } },
  );
  ({ gateway } = world);
});
afterAll(() => world.close());

/** Of each error: where it is, its code, its argument and its job. */
async function errorsOf(query: string, variables: Readonly<Record<string, unknown>> = {}) {
  const { errors } = await gateway.query(query, { variables });
  return errors.map(({ path, extensions: { code, argument, jobId } }) => [path?.join('.'), code, argument, jobId]);
}

const notFound = 'JOB_NOT_FOUND';
const bad = 'BAD_USER_INPUT';

describe('an error about one job names it', () => {
  it.each<[string, string, readonly (readonly unknown[])[]]>([
    ['job', '{ job(id: "lab:none") { status } }', [['job', notFound, undefined, 'lab:none']]],
    [
      'entries of jobsById',
      '{ jobsById(ids: ["lab:one", "nonsense", "lab:two", "cos:../x"]) { status } }',
      [
        ['jobsById.0', notFound, undefined, 'lab:one'],
        ['jobsById.1', bad, 'ids', 'nonsense'],
        ['jobsById.2', notFound, undefined, 'lab:two'],
        ['jobsById.3', bad, 'ids', 'cos:../x'],
      ],
    ],
    [
      'a typed root field',
      '{ panoramaPackageImportJob(jobId: "none") { status } }',
      [['panoramaPackageImportJob', notFound, undefined, 'lab:none']],
    ],
    [
      'entities',
      `{ _entities(representations: [
        { __typename: "Job", id: "lab:one" }, { __typename: "CosBatchJob", id: "lab:two" }, { __typename: "Job", id: "x" },
        { __typename: "Job" }
      ]) { ... on Job { status } } }`,
      [
        ['_entities.0', notFound, undefined, 'lab:one'],
        ['_entities.1', bad, 'representations', 'lab:two'],
        ['_entities.2', bad, 'representations', 'x'],
        ['_entities.3', bad, 'representations', undefined],
      ],
    ],
    ['an id that is none', '{ job(id: "nonsense") { status } }', [['job', bad, 'id', 'nonsense']]],
    ['an unknown source', '{ job(id: "nowhere:x") { status } }', [['job', bad, 'id', 'nowhere:x']]],
    [
      'an unknown source of a typed root field',
      '{ cosBatchJob(source: "nowhere", jobId: "x") { status } }',
      [['cosBatchJob', bad, 'source', 'nowhere:x']],
    ],
    [
      'a typed root field without the source that it needs',
      '{ cosBatchJob(jobId: "x") { status } }',
      [['cosBatchJob', bad, 'source', 'x']],
    ],
    [
      'an argument of a typed root field',
      '{ panoramaPackageImportJob(jobId: "../x") { status } }',
      [['panoramaPackageImportJob', bad, 'jobId', 'lab:../x']],
    ],
    [
      'two arguments that make a key together',
      '{ omicsReferenceImportJob(referenceStoreId: "1234567890", jobId: "x/y") { status } }',
      [['omicsReferenceImportJob', bad, undefined, 'store:1234567890/x/y']],
    ],
  ])('by %s', async (_way, query, expected) => {
    expect((await errorsOf(query)).sort()).toEqual([...expected].sort());
  });

  it('by a job of a list whose read fails', async () => {
    world.fault('cos', ({ operation }) => (operation === 'DescribeJob' ? { kind: 'accessDenied' } : undefined));

    const errors = await errorsOf(
      '{ jobs(filter: { sources: ["cos"] }) { nodes { id ... on CosBatchJob { roleArn } } } }',
    );

    world.fault('cos', undefined);
    expect(errors.sort()).toEqual([
      ['jobs.nodes.0.roleArn', 'PROVIDER_ACCESS_DENIED', undefined, 'cos:j0'],
      ['jobs.nodes.1.roleArn', 'PROVIDER_ACCESS_DENIED', undefined, 'cos:j1'],
    ]);
  });

  it('by each event of jobUpdated, and by its refusal', async () => {
    const { results, ended } = subscribe(connect(gateway), ['lab:none', 'cos:nobody'], 'status');
    await ended;
    const refused = subscribe(connect(gateway), ['lab:none', 'nonsense'], 'status');
    await refused.ended;

    const failed = results.flatMap(({ errors = [] }) => errors.map(({ extensions }) => extensions));
    expect(failed.map(({ code, jobId }) => `${code} ${jobId}`).sort()).toEqual([
      'JOB_NOT_FOUND cos:nobody',
      'JOB_NOT_FOUND lab:none',
    ]);
    expect(refused.results).toMatchObject([
      { errors: [{ extensions: { code: bad, argument: 'ids', jobId: 'nonsense' } }] },
    ]);
  });

  it('with the first 200 characters of what is no id', async () => {
    const errors = await errorsOf('query ($id: ID!) { job(id: $id) { status } }', { id: '𝒥'.repeat(300) });

    expect(errors).toEqual([['job', bad, 'id', '𝒥'.repeat(200)]]);
  });
});

describe('a refused argument is named', () => {
  it.each([
    ['{ jobsById(ids: []) { id } }', 'ids'],
    ['{ jobs(filter: { accounts: [] }) { nodes { id } } }', 'filter.accounts'],
    ['{ jobs(filter: { sourceLabels: [{ key: "a", values: [] }] }) { nodes { id } } }', 'filter.sourceLabels.values'],
    [
      '{ jobStats { overTime(interval: MINUTE) { start } } all: jobStats(filter: { createdAfter: "2020-01-01T00:00:00Z" }) { overTime(interval: MINUTE) { start } } }',
      'interval',
    ],
  ])('in %s', async (query, argument) => {
    const errors = await errorsOf(query);

    expect(errors.map(([, code, named, jobId]) => [code, named, jobId])).toEqual([[bad, argument, undefined]]);
  });
});

describe('JobErrorCode', () => {
  it('is the catalogue: its values, and their meanings', () => {
    const type = createGatewaySchema().getType('JobErrorCode');
    const values = isEnumType(type) ? type.getValues() : [];

    expect(values.map(({ name, description }) => [name, description?.replaceAll('\n', ' ')])).toEqual(
      Object.entries(errorCatalogue).map(([code, { meaning }]) => [code, meaning]),
    );
  });
});
