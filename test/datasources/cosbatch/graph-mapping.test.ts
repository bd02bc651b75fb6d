import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createCosBatchEmulator } from '../../../src/datasources/cosbatch/emulator.ts';
import { toRawAnswer, type Emulator } from '../../../src/emulation/emulator.ts';
import { startGateway, type GatewayUnderTest } from '../../gateway.ts';
import { askWhole, cosCredentials, fastSource, noCache } from '../ask-whole.ts';
import { generate } from '../generated-values.ts';
import { toExpectedJob } from './expected-job.ts';
import { formatJob, jobModel } from './job-model.ts';

const oddIds = ['constructor', 'toString', 'prototype', '007', '1e5', '12345678901234567890', '-'];
const jobs = new Map(
  generate(jobModel, 200).map(
    (job, index) => [oddIds[index] ?? `${String(index).padStart(8, '0')}-2c4b-4a91`, job] as const,
  ),
);

let emulator: Emulator;
let gateway: GatewayUnderTest;

beforeAll(async () => {
  emulator = await createCosBatchEmulator({
    credentials: cosCredentials,
    jobs: {
      describe: (id) => {
        const job = jobs.get(id);
        return job && toRawAnswer({ body: formatJob(id, job) });
      },
      list: () => [],
    },
  });
  gateway = await startGateway({
    cache: noCache,
    sources: [
      {
        name: 'cos',
        provider: 'cosbatch',
        uin: '100000000001',
        appId: '1250000000',
        region: 'ap-chengdu',
        endpoint: emulator.url,
        credentials: cosCredentials,
        ...fastSource,
      },
    ],
  });
});

afterAll(async () => {
  await gateway.close();
  await emulator.close();
});

describe('200 generated COS Batch jobs', () => {
  const ids = [...jobs.keys()].map((id) => `cos:${id}`);

  it('come out of the graph whole for a viewer with every scope', async () => {
    const token = await gateway.token('job:read', 'job:sensitive', 'job:credentials');

    const answer = await askWhole(gateway, 'CosBatchJob', ids, { token });

    expect(answer.errors).toEqual([]);
    expect(answer.jobs).toEqual(
      [...jobs].map(([id, job]) => ({ ...toExpectedJob('cos', id, job), clientRequestToken: job.clientToken || null })),
    );
    expect(Object.prototype).not.toHaveProperty('Status');
  });

  it('come out of the graph without their secrets for a viewer without a token', async () => {
    const answer = await askWhole(gateway, 'CosBatchJob', ids);

    expect(answer.errors).toEqual([]);
    expect(answer.jobs).toEqual([...jobs].map(([id, job]) => toExpectedJob('cos', id, job)));
  });
});
