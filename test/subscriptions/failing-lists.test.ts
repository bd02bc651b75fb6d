/** Subscriptions read the watched jobs themselves: nothing of a source's list matters to them. */
import { expect, it, onTestFinished } from 'vitest';
import { createCosBatchEmulator } from '../../src/datasources/cosbatch/emulator.ts';
import { createHealthOmicsEmulator } from '../../src/datasources/healthomics/emulator.ts';
import { createImportExportEmulator } from '../../src/datasources/importexport/emulator.ts';
import { createPanoramaEmulator } from '../../src/datasources/panorama/emulator.ts';
import type { EmulatedCall, Emulator } from '../../src/emulation/emulator.ts';
import type { Fault } from '../../src/emulation/faults.ts';
import { startGateway, type GatewayUnderTest } from '../gateway.ts';
import { connect, subscribe } from './watched-world.ts';
import { until } from '../until.ts';
import { awsCredentials as credentials, cosCredentials } from '../credentials.ts';

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
  readonly ids: readonly string[];
  readonly emulators: readonly Emulator[];
  readonly sources: readonly object[];
  readonly endAll: () => void;
  readonly breakLists: (fault: Fault) => void;
}

/** A dozen running jobs of each provider that can list. */
async function startListed(): Promise<Listed> {
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
  const pick = { fault: ({ operation }: EmulatedCall) => (operation.startsWith('List') ? fault : undefined) };
  const emulators = {
    panorama: await createPanoramaEmulator({
      credentials,
      ...pick,
      jobs: toJobs(keys.panorama, (id) => ({
        JobId: id,
        Status: hasEnded ? 'SUCCEEDED' : 'PENDING',
        CreatedTime: Date.parse(createdAt) / 1000,
      })),
    }),
    omics: await createHealthOmicsEmulator({
      credentials,
      ...pick,
      jobs: toJobs(keys.omics, (key) => ({
        id: key.slice(store.length + 1),
        referenceStoreId: store,
        status: hasEnded ? 'COMPLETED' : 'IN_PROGRESS',
        creationTime: createdAt,
      })),
    }),
    cos: await createCosBatchEmulator({
      credentials: cosCredentials,
      ...pick,
      jobs: toJobs(keys.cos, (id) => ({
        JobId: id,
        Status: hasEnded ? 'Complete' : 'Active',
        CreationTime: createdAt,
      })),
    }),
    devices: await createImportExportEmulator({
      credentials,
      ...pick,
      jobs: toJobs(keys.devices, (id) => ({
        JobId: id,
        ProgressCode: hasEnded ? 'Complete' : 'Started',
        CreationDate: createdAt,
      })),
    }),
  };
  const rest = { limits: { requestsPerSecond: 10_000, burst: 10_000, concurrency: 64 }, timeoutSeconds: 2 };
  const aws = { region: 'us-west-2', credentials, ...rest };
  const cos = { region: 'ap-chengdu', uin: '100000000001', appId: '1250000000', credentials: cosCredentials, ...rest };
  return {
    ids: Object.entries(keys).flatMap(([name, toKey]) => numbers.map((number) => `${name}:${toKey(number)}`)),
    emulators: Object.values(emulators),
    sources: [
      { name: 'panorama', provider: 'panorama', endpoint: emulators.panorama.url, ...aws },
      { name: 'omics', provider: 'healthomics', endpoint: emulators.omics.url, ...aws },
      { name: 'cos', provider: 'cosbatch', endpoint: emulators.cos.url, ...cos },
      { name: 'devices', provider: 'importexport', endpoint: emulators.devices.url, credentials, ...rest },
    ],
    endAll: () => {
      hasEnded = true;
    },
    breakLists: (broken) => {
      fault = broken;
    },
  };
}

async function start(): Promise<Listed & { readonly gateway: GatewayUnderTest }> {
  const world = await startListed();
  const gateway = await startGateway({
    sources: world.sources,
    cache: { runningSeconds: 0.05 },
    pollMilliseconds: 30,
    random: () => 0,
  });
  onTestFinished(async () => {
    await Promise.all(world.emulators.map((emulator) => emulator.close()));
  });
  onTestFinished(() => gateway.close());
  return { ...world, gateway };
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
