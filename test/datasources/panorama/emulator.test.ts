import { request } from 'node:http';

import { afterEach, describe, expect, it } from 'vitest';

import { createPanoramaEmulator } from '../../../emulators/panorama/emulator.ts';
import type { PanoramaEmulatedJob } from '../../../emulators/panorama/emulator.ts';
import { toEmulatedError, toRawAnswer } from '../../../emulators/kit/emulator.ts';
import type { EmulatedError, Emulator, EmulatorOptions, JobWorld, RawAnswer } from '../../../emulators/kit/emulator.ts';
import { awsCredentials, callAws } from '../../emulation/signed-call.ts';
import type { Answered } from '../../emulation/signed-call.ts';

let emulator: Emulator | undefined;

afterEach(async () => {
  await emulator?.close();
});

const jobs = Array.from({ length: 57 }, (_, index): PanoramaEmulatedJob => ({
  JobId: `job-${String(index).padStart(3, '0')}`,
  Status: 'SUCCEEDED',
  // The order of time is the reverse of that of the ids.
  CreatedTime: 1_764_576_000 - index,
  Output: { PackageId: 'package-1' },
}));

async function start(options: Partial<EmulatorOptions<JobWorld<PanoramaEmulatedJob>>> = {}): Promise<string> {
  emulator = await createPanoramaEmulator({
    credentials: awsCredentials,
    jobs: { describe: (id) => jobs.find((job) => job.JobId === id), list: () => jobs },
    ...options,
  });
  return emulator.url;
}

async function call(url: string, path: string, method: 'GET' | 'POST' = 'GET'): Promise<Answered> {
  return await callAws(url, { method, path }, { service: 'panorama', region: 'us-west-2' });
}

interface Listed {
  readonly PackageImportJobs: readonly PanoramaEmulatedJob[];
  readonly NextToken?: string;
}

async function list(url: string, query: string): Promise<Listed> {
  return JSON.parse((await call(url, `/packages/import-jobs${query}`)).body) as Listed;
}

describe('the Panorama emulator', () => {
  it('answers a job as it is, with a request id', async () => {
    const answer = await call(await start(), '/packages/import-jobs/job-003');

    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json']);
    expect(JSON.parse(answer.body)).toEqual(jobs[3]);
    expect(answer.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
    expect(emulator?.calls).toMatchObject([
      { operation: 'DescribePackageImportJob', id: 'job-003', attempt: 1, status: 200, aborted: false },
    ]);
  });

  it('accepts a published vector over the wire, and refuses it for another job', async () => {
    const url = await start({
      credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' },
      now: () => new Date('2024-01-02T03:04:05Z'),
      jobs: { describe: (JobId) => ({ JobId }), list: () => [] },
    });
    const headers = {
      host: 'panorama.us-west-2.amazonaws.com',
      'x-amz-date': '20240102T030405Z',
      authorization:
        'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20240102/us-west-2/panorama/aws4_request, SignedHeaders=host;x-amz-date, Signature=2b561db4d9715d7124f89d5fdd7d495fb23f177455b8956e1c9484dec15bb973',
    };
    const statusOf = async (id: string): Promise<number | undefined> =>
      await new Promise((resolve, reject) => {
        const asked = request(`${url}/packages/import-jobs/${id}`, { headers, agent: false }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        });
        asked.once('error', reject);
        asked.end();
      });

    expect([await statusOf('my-job_1'), await statusOf('my-job_2')]).toEqual([200, 403]);
  });

  it.each([
    ['/packages/import-jobs/none', 'GET', 404, 'ResourceNotFoundException'],
    ['/packages/import-jobs/not%20valid', 'GET', 400, 'ValidationException'],
    ['/packages/import-jobs?MaxResults=26', 'GET', 400, 'ValidationException'],
    ['/packages/import-jobs?NextToken=made-up', 'GET', 400, 'ValidationException'],
    ['/packages/import-jobs/job-003', 'POST', 404, 'UnknownOperationException'],
    ['/elsewhere', 'GET', 404, 'UnknownOperationException'],
  ] as const)('answers %s by %s as %i %s', async (path, method, status, code) => {
    const answer = await call(await start(), path, method);

    expect(answer.status).toBe(status);
    expect(answer.headers.get('x-amzn-errortype')).toMatch(new RegExp(`^${code}:http://`));
    expect(JSON.parse(answer.body)).toHaveProperty('Message');
  });

  it('gives a wrong signature a code of its own', async () => {
    const answer = await callAws(
      await start(),
      { path: '/packages/import-jobs' },
      { service: 'omics', region: 'us-west-2' },
    );

    expect(answer.status).toBe(403);
    expect(answer.headers.get('x-amzn-errortype')).toMatch(/^InvalidSignatureException:/);
  });

  it('answers what a world says of one job: an error, or exact bytes', async () => {
    const answers = new Map<string, EmulatedError | RawAnswer>([
      ['denied', toEmulatedError('AccessDeniedException', 'no')],
      ['bytes', toRawAnswer({ headers: { 'content-type': 'application/json' }, body: '{"JobId":1e5}' })],
    ]);
    const url = await start({ jobs: { describe: (id) => answers.get(id), list: () => [] } });

    expect((await call(url, '/packages/import-jobs/denied')).status).toBe(403);
    expect((await call(url, '/packages/import-jobs/bytes')).body).toBe('{"JobId":1e5}');
  });

  it.each([1, 7, 25])('pages through 57 jobs by %i, each once, in no order of time', async (size) => {
    const url = await start();

    const seen: string[] = [];
    let token: string | undefined;
    do {
      const page = await list(
        url,
        `?MaxResults=${size}${token === undefined ? '' : `&NextToken=${encodeURIComponent(token)}`}`,
      );
      expect(page.PackageImportJobs.length).toBeLessThanOrEqual(size);
      seen.push(...page.PackageImportJobs.map((job) => job.JobId));
      token = page.NextToken;
    } while (token !== undefined);

    expect(seen).toEqual(jobs.map((job) => job.JobId));
  });

  it('lists 25 rows by default and for 0, without what only a describe tells', async () => {
    const url = await start();

    const [byDefault, byZero] = [await list(url, ''), await list(url, '?MaxResults=0')];

    expect([byDefault.PackageImportJobs.length, byZero.PackageImportJobs.length]).toEqual([25, 25]);
    expect(byDefault.PackageImportJobs[0]).toEqual({
      JobId: 'job-000',
      Status: 'SUCCEEDED',
      CreatedTime: 1_764_576_000,
    });
  });
});
