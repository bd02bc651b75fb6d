/** Subscriptions read the watched jobs themselves: nothing of a source's list matters to them. */
import { expect, it, onTestFinished } from 'vitest';
import type { Fault } from '../emulation/faults.ts';
import type { GatewayUnderTest } from '../gateway.ts';
import { startProviders } from '../providers.ts';
import { connect, subscribe } from './watched-world.ts';
import { until } from '../until.ts';

const count = 12;
const store = '1234567890';
const numbers = Array.from({ length: count }, (_value, number) => number);
const createdAt = new Date().toISOString().replace(/\.\d+Z/, 'Z');

const faults: readonly (readonly [string, Fault])[] = [
  ['is denied', { kind: 'accessDenied' }],
  ['is garbage', { kind: 'malformed' }],
  ['hangs', { kind: 'hang' }],
  ['answers 503', { kind: 'httpError', status: 503 }],
];

interface Listed {
  readonly gateway: GatewayUnderTest;
  readonly ids: readonly string[];
  readonly endAll: () => void;
  readonly breakLists: (fault: Fault) => void;
}

/** A dozen running jobs of each provider that can list. */
async function start(): Promise<Listed> {
  let hasEnded = false;
  let fault: Fault | undefined;
  const toJobs = <Job>(toKey: (number: number) => string, toJob: (key: string) => Job) => ({
    describe: toJob,
    list: () => numbers.map((number) => toJob(toKey(number))),
  });
  const keys = {
    panorama: (number: number) => `job-${number}`,
    omics: (number: number) => `${store}/${1_000_000_000 + number}`,
    cos: (number: number) => `cos-${number}`,
    devices: (number: number) => `D${number}`,
  };
  const source = { timeoutSeconds: 2 };
  const { gateway, close } = await startProviders(
    {
      panorama: {
        provider: 'panorama',
        source,
        jobs: toJobs(keys.panorama, (id) => ({
          JobId: id,
          Status: hasEnded ? 'SUCCEEDED' : 'PENDING',
          CreatedTime: Date.parse(createdAt) / 1000,
        })),
      },
      omics: {
        provider: 'healthomics',
        source,
        jobs: toJobs(keys.omics, (key) => ({
          id: key.slice(store.length + 1),
          referenceStoreId: store,
          status: hasEnded ? 'COMPLETED' : 'IN_PROGRESS',
          creationTime: createdAt,
        })),
      },
      cos: {
        provider: 'cosbatch',
        source,
        jobs: toJobs(keys.cos, (id) => ({
          JobId: id,
          Status: hasEnded ? 'Complete' : 'Active',
          CreationTime: createdAt,
        })),
      },
      devices: {
        provider: 'importexport',
        source,
        jobs: toJobs(keys.devices, (id) => ({
          JobId: id,
          ProgressCode: hasEnded ? 'Complete' : 'Started',
          CreationDate: createdAt,
        })),
      },
    },
    { cache: { runningSeconds: 0.05 }, pollMilliseconds: 30, random: () => 0 },
    { fault: ({ operation }) => (operation.startsWith('List') ? fault : undefined) },
  );
  onTestFinished(close);
  return {
    gateway,
    ids: Object.entries(keys).flatMap(([name, toKey]) => numbers.map((number) => `${name}:${toKey(number)}`)),
    endAll: () => {
      hasEnded = true;
    },
    breakLists: (broken) => {
      fault = broken;
    },
  };
}

it.each(faults)('jobUpdated pushes the end of 12 of 12 jobs of each provider whose list %s', async (_name, fault) => {
  const { gateway, ids, breakLists, endAll } = await start();
  const { data } = await gateway.query('{ jobs(first: 100) { nodes { id } issues { code } } }');
  const seen = subscribe(connect(gateway), ids, 'id status');
  await until(() => seen.results.length === ids.length, 'all are seen');

  breakLists(fault);
  await new Promise((resolve) => setTimeout(resolve, 200));
  endAll();
  const end = await seen.ended;

  expect(data.jobs.nodes).toHaveLength(ids.length);
  expect(end).toBe('complete');
  const pushed = seen.results.slice(ids.length).map((result) => result.data?.jobUpdated as unknown);
  expect(pushed).toHaveLength(ids.length);
  expect(pushed).toEqual(expect.arrayContaining(ids.map((id) => ({ id, status: 'SUCCEEDED' }))));
});
