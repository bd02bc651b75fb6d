/** What one list may cost the providers, and that a list of many sources is answered at all. */
import { afterEach, expect, it } from 'vitest';
import { startEmulators } from '../providers.ts';
import { ask } from './client.ts';
import { generous, print, signToken, startVictim, usual } from './victim.ts';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

const start = Date.parse('2025-11-01T00:00:00Z');
const toSeconds = (index: number): string => new Date(start + index * 60_000).toISOString().replace('.000Z', 'Z');

it('a filter that no row can answer: 9,000 jobs, at most 500 calls, and the rest is said', async () => {
  const jobs = Array.from({ length: 9000 }, (_value, index) => ({
    JobId: `D${String(index).padStart(5, '0')}`,
    JobType: 'Import',
    CreationDate: toSeconds(index),
    ProgressCode: 'Pending',
  }));
  const byId = new Map(jobs.map((job) => [job.JobId, job]));
  const { emulators, sources, close } = await startEmulators({
    devices: { provider: 'importexport', jobs: { list: () => jobs, describe: (id) => byId.get(id) }, source: generous },
  });
  open.push(close);
  const victim = await startVictim({ sources });
  open.push(victim.end);
  const token = await signToken('reader');
  const query = `{ jobs(first: 100, filter: { providers: [IMPORT_EXPORT], statuses: [PAUSED] }) {
    nodes { id } pageInfo { hasNextPage } issues { source { name } code } } }`;

  const { status, data, codes, milliseconds } = await ask(victim.url, { query, token, milliseconds: 40_000 });

  const calls = emulators.devices.calls.length;
  print('9,000 jobs', { calls, status, codes, jobs: data?.jobs, milliseconds: Math.round(milliseconds) });
  expect(calls).toBeLessThanOrEqual(500);
  expect(data.jobs.issues).not.toEqual([]);
});

it('sixty sources with the default limits: an answer', async () => {
  const numbers = Array.from({ length: 40 }, (_value, index) => index);
  const panorama = numbers.map((n) => ({ JobId: `job-${n}`, Status: 'PENDING', CreatedTime: start / 1000 + n }));
  const omics = numbers.map((n) => ({
    id: String(1_000_000_000 + n),
    referenceStoreId: '1234567890',
    status: 'IN_PROGRESS',
    creationTime: new Date(start + n).toISOString(),
  }));
  const cos = numbers.map((n) => ({ JobId: `job-${n}`, Status: 'Active', CreationTime: toSeconds(n) }));
  const devices = numbers.map((n) => ({ JobId: `D${n}`, ProgressCode: 'Pending', CreationDate: toSeconds(n) }));
  const toWorld = <Job>(jobs: readonly Job[], toId: (job: Job) => string) => ({
    list: () => jobs,
    describe: (id: string) => jobs.find((job) => toId(job) === id),
  });
  const { toSources, close } = await startEmulators({
    panorama: { provider: 'panorama', jobs: toWorld(panorama, (job) => job.JobId), source: usual },
    healthomics: {
      provider: 'healthomics',
      jobs: toWorld(omics, (job) => `${job.referenceStoreId}/${job.id}`),
      source: usual,
    },
    cosbatch: { provider: 'cosbatch', jobs: toWorld(cos, (job) => job.JobId), source: usual },
    importexport: { provider: 'importexport', jobs: toWorld(devices, (job) => job.JobId), source: usual },
  });
  open.push(close);
  const sources = Array.from({ length: 15 }, (_value, n) =>
    (['panorama', 'healthomics', 'cosbatch', 'importexport'] as const).flatMap((provider) =>
      toSources({ name: `${provider}-${n}` }, [provider]),
    ),
  ).flat();
  const victim = await startVictim({ sources });
  open.push(victim.end);
  const token = await signToken('reader');

  const asked = [
    '{ jobs { nodes { id status createdAt } issues { code } } }',
    '{ jobs(first: 100) { nodes { id status rawStatus statusMessage createdAt source { name } } issues { code } } }',
  ].map((query) => ask(victim.url, { query, token, milliseconds: 40_000 }));
  const answers = await Promise.all(asked);

  const figures = answers.map(({ status, codes, data, milliseconds }) => ({
    status,
    codes,
    nodes: data?.jobs?.nodes?.length,
    issues: data?.jobs?.issues?.length,
    milliseconds: Math.round(milliseconds),
  }));
  print('60 sources', figures);
  expect(figures).toMatchObject([
    { status: 200, codes: [], nodes: 20 },
    { status: 200, codes: [], nodes: 100 },
  ]);
});
