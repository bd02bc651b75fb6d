import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { toRawAnswer } from '../../../src/emulation/emulator.ts';
import { forAllJobs } from '../generated-values.ts';
import { openProviderOf, type OpenProvider } from '../open-provider.ts';
import { toExpectedJob } from './expected-job.ts';
import { formatJob, jobModel, type JobModel } from './job-model.ts';
import { cosbatch } from './under-test.ts';

const oddIds = ['constructor', 'toString', 'prototype', '007', '1e5', '12345678901234567890', '-'];
const jobs = new Map<string, JobModel>();
const toKey = (index: number): string => oddIds[index] ?? `${String(index).padStart(8, '0')}-2c4b-4a91`;

let provider: OpenProvider;

beforeAll(async () => {
  provider = await openProviderOf(cosbatch, (id) => {
    const job = jobs.get(id);
    return job && toRawAnswer({ body: formatJob(id, job) });
  });
});

afterAll(() => provider.close());

describe('generated COS Batch jobs', () => {
  it('come out of the graph whole for a viewer with every scope', () =>
    forAllJobs(jobModel, { jobs, toKey }, async () => {
      const answer = await provider.askWhole([...jobs.keys()]);

      expect(answer.errors).toEqual([]);
      expect(answer.jobs).toEqual(
        [...jobs].map(([id, job]) => ({
          ...toExpectedJob('cos', id, job),
          clientRequestToken: job.clientToken || null,
        })),
      );
      expect(Object.prototype).not.toHaveProperty('Status');
    }));

  it('come out of the graph without their secrets for a viewer without a token', () =>
    forAllJobs(jobModel, { jobs, toKey }, async () => {
      const answer = await provider.askOpen([...jobs.keys()]);

      expect(answer.errors).toEqual([]);
      expect(answer.jobs).toEqual([...jobs].map(([id, job]) => toExpectedJob('cos', id, job)));
    }));
});
