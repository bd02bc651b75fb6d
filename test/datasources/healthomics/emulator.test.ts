import { afterEach, describe, expect, it } from 'vitest';

import { createHealthOmicsEmulator } from '../../../emulators/healthomics/emulator.ts';
import type { OmicsEmulatedJob, OmicsJobWorld } from '../../../emulators/healthomics/emulator.ts';
import type { Emulator } from '../../../emulators/kit/emulator.ts';
import { awsCredentials, callAws } from '../../emulation/signed-call.ts';
import type { Answered } from '../../emulation/signed-call.ts';

let emulator: Emulator | undefined;

afterEach(async () => {
  await emulator?.close();
});

const store = '1234567890';
const jobs = Array.from({ length: 30 }, (_, index): OmicsEmulatedJob => ({
  id: String(index).padStart(10, '0'),
  referenceStoreId: store,
  status: index % 3 === 0 ? 'FAILED' : 'COMPLETED',
  // The order of time is the reverse of that of the ids.
  creationTime: new Date(Date.UTC(2025, 10, 30 - index)).toISOString(),
  sources: [],
}));

async function start(world: Partial<OmicsJobWorld> = {}): Promise<string> {
  emulator = await createHealthOmicsEmulator({
    credentials: awsCredentials,
    jobs: { describe: (id) => jobs.find((job) => `${store}/${job.id}` === id), list: () => jobs, ...world },
  });
  return emulator.url;
}

async function call(url: string, path: string, body?: string): Promise<Answered> {
  const post =
    body === undefined ? {} : { method: 'POST' as const, body, headers: { 'content-type': 'application/json' } };
  return await callAws(url, { path, ...post }, { service: 'omics', region: 'us-west-2' });
}

interface Listed {
  readonly importJobs: readonly OmicsEmulatedJob[];
  readonly referenceStores: readonly { readonly id: string }[];
  readonly nextToken?: string;
}

async function list(url: string, path: string, filter: object = {}): Promise<Listed> {
  const answer = await call(url, path, JSON.stringify({ filter }));
  expect(answer.status).toBe(200);
  return JSON.parse(answer.body) as Listed;
}

const listPath = `/referencestore/${store}/importjobs`;

describe('the HealthOmics emulator', () => {
  it('answers a job by its store and id', async () => {
    const answer = await call(await start(), `/referencestore/${store}/importjob/0000000004`);

    expect(JSON.parse(answer.body)).toEqual(jobs[4]);
    expect(answer.headers.get('x-amzn-requestid')).not.toBeNull();
    expect(emulator?.calls[0]).toMatchObject({ operation: 'GetReferenceImportJob', id: `${store}/0000000004` });
  });

  it.each([
    [`/referencestore/${store}/importjob/9999999999`, undefined, 404, 'ResourceNotFoundException'],
    [`/referencestore/${store}/importjob/7`, undefined, 400, 'ValidationException'],
    [`/referencestore/0000000000/importjobs`, '{}', 404, 'ResourceNotFoundException'],
    [`${listPath}?maxResults=0`, '{}', 400, 'ValidationException'],
    [`${listPath}?maxResults=101`, '{}', 400, 'ValidationException'],
    [`${listPath}?nextToken=made-up`, '{}', 400, 'ValidationException'],
    [listPath, '{"filter":{"status":"SUCCEEDED"}}', 400, 'ValidationException'],
    [listPath, '{"filter":{"createdAfter":1764576015}}', 400, 'ValidationException'],
    [listPath, 'no json', 400, 'ValidationException'],
    [listPath, undefined, 404, 'UnknownOperationException'],
    ['/elsewhere', undefined, 404, 'UnknownOperationException'],
  ] as const)('answers %s with %j as %i %s', async (path, body, status, code) => {
    const answer = await call(await start(), path, body);

    expect([answer.status, answer.headers.get('x-amzn-errortype')]).toEqual([status, code]);
    expect(JSON.parse(answer.body)).toHaveProperty('message');
  });

  it.each([1, 7, 100])("pages through a store's jobs by %i, each once, in no order of time", async (size) => {
    const url = await start();

    const seen: string[] = [];
    let token: string | undefined;
    do {
      const query = `?maxResults=${size}${token === undefined ? '' : `&nextToken=${encodeURIComponent(token)}`}`;
      const page = await list(url, listPath + query);
      seen.push(...page.importJobs.map((job) => job.id));
      token = page.nextToken;
    } while (token !== undefined);

    expect(seen).toEqual(jobs.map((job) => job.id));
    expect(emulator?.calls[0]).toMatchObject({ operation: 'ListReferenceImportJobs', id: store });
  });

  it('filters by status and by time, both ends included', async () => {
    const url = await start();
    const createdAfter = jobs[5]?.creationTime;
    const createdBefore = jobs[2]?.creationTime;

    const failed = await list(url, listPath, { status: 'FAILED' });
    const between = await list(url, listPath, { createdAfter, createdBefore });

    expect(failed.importJobs).toHaveLength(10);
    expect(between.importJobs.map((job) => job.id)).toEqual(jobs.slice(2, 6).map((job) => job.id));
  });

  it('lists rows without what only a describe tells', async () => {
    const { importJobs } = await list(await start(), `${listPath}?maxResults=1`);

    expect(importJobs).toEqual([
      { id: '0000000000', referenceStoreId: store, status: 'FAILED', creationTime: '2025-11-30T00:00:00.000Z' },
    ]);
  });

  it('lists the stores that the jobs name, or those that the world says', async () => {
    const named = await list(await start(), '/referencestores');
    await emulator?.close();
    const stores = ['1111111111', '2222222222', '3333333333'].map((id) => ({ id }));
    const url = await start({ stores: () => stores });

    const first = await list(url, '/referencestores?maxResults=2');
    const second = await list(url, `/referencestores?nextToken=${encodeURIComponent(first.nextToken ?? '')}`);

    expect(named.referenceStores.map(({ id }) => id)).toEqual([store]);
    expect([...first.referenceStores, ...second.referenceStores]).toEqual(stores);
    expect(second.nextToken).toBeUndefined();
  });
});
