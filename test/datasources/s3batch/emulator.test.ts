import { afterEach, describe, expect, it } from 'vitest';
import type { Emulator } from '../../../emulators/kit/emulator.ts';
import { createS3BatchEmulator, type S3EmulatedJob } from '../../../emulators/s3batch/emulator.ts';
import {
  awsCredentials,
  callAws,
  listElements,
  readElement,
  send,
  type Answered,
  type Call,
} from '../../emulation/signed-call.ts';

let emulator: Emulator | undefined;

afterEach(async () => {
  await emulator?.close();
});

const jobs = Array.from({ length: 28 }, (_, index): S3EmulatedJob => ({
  JobId: `job-${String(index).padStart(3, '0')}`,
  Status: (['Active', 'New', 'Ready', 'Complete'] as const)[index % 4] ?? 'Active',
  Operation: { LambdaInvoke: { UserArguments: [{ key: 'a', value: 'b & c' }] } },
  FailureReasons: [{ FailureCode: null, FailureReason: null }],
  CreationTime: '2026-11-22T06:00:00.123Z',
}));

const headers = {
  'x-amz-account-id': '123456789012',
  'x-amz-content-sha256': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
};
const path = '/v20180820/jobs';

async function start(): Promise<string> {
  emulator = await createS3BatchEmulator({
    credentials: awsCredentials,
    jobs: { describe: (id) => jobs.find((job) => job.JobId === id), list: () => jobs },
  });
  return emulator.url;
}

async function call(asked: Call, service = 's3'): Promise<Answered> {
  return callAws(await start(), { headers, ...asked }, { service, region: 'us-east-1' });
}

describe('the S3 Batch emulator', () => {
  it('answers a job as XML: lists have members, maps have entries', async () => {
    const answer = await call({ path: `${path}/job-003` });

    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/xml']);
    expect(answer.headers.get('x-amz-request-id')).not.toBeNull();
    expect(answer.body.replaceAll(/\n\s*/g, '')).toContain(
      '<DescribeJobResult xmlns="http://awss3control.amazonaws.com/doc/2018-08-20/"><Job><JobId>job-003</JobId>' +
        '<Status>Complete</Status><Operation><LambdaInvoke><UserArguments><entry><key>a</key><value>b &amp; c</value></entry>' +
        '</UserArguments></LambdaInvoke></Operation>' +
        '<FailureReasons><member><FailureCode/><FailureReason/></member></FailureReasons>',
    );
  });

  it.each([
    [{ path: `${path}/none` }, 404, 'NoSuchJobException'],
    [{ path: `${path}?maxResults=0` }, 400, 'InvalidRequest'],
    [{ path: `${path}?maxResults=1001` }, 400, 'InvalidRequest'],
    [{ path: `${path}?jobStatuses=Done` }, 400, 'BadRequestException'],
    [{ path: `${path}?nextToken=` }, 400, 'InvalidNextTokenException'],
    [{ path: '/elsewhere' }, 400, 'InvalidURI'],
    [{ path: `${path}/job-003`, method: 'DELETE' }, 405, 'MethodNotAllowed'],
    [{ path: `${path}/job-003`, headers: { ...headers, 'x-amz-account-id': '123456789013' } }, 403, 'AccessDenied'],
    [{ path: `${path}/job-003`, headers: { 'x-amz-account-id': '123456789012' } }, 400, 'InvalidRequest'],
  ] satisfies readonly (readonly [Call, number, string])[])('answers %j as %i %s', async (asked, status, code) => {
    const answer = await call(asked);

    expect([answer.status, readElement(answer.body, 'Code')]).toEqual([status, code]);
    expect(readElement(answer.body, 'RequestId')).toBe(answer.headers.get('x-amz-request-id'));
  });

  it('refuses a request without a signature, or with that of another service', async () => {
    const unsigned = await send(await start(), { path: `${path}/job-003`, headers });
    await emulator?.close();
    const wrong = await call({ path: `${path}/job-003` }, 's3-control');

    expect([unsigned.status, wrong.status]).toEqual([403, 403]);
    expect(readElement(wrong.body, 'Code')).toBe('SignatureDoesNotMatch');
  });

  it.each([
    [1, 28],
    [7, 4],
    [10, 3],
    [1000, 1],
  ])('pages by %i in %i calls, each job once', async (size, calls) => {
    const url = await start();
    const seen: string[] = [];
    let token = '';
    do {
      const next = token === '' ? '' : `&nextToken=${token}`;
      const asked = { path: `${path}?maxResults=${size}${next}`, headers };
      const { body } = await callAws(url, asked, { service: 's3', region: 'us-east-1' });
      seen.push(...listElements(body, 'JobId'));
      token = readElement(body, 'NextToken') ?? '';
    } while (token !== '');

    expect(seen).toEqual(jobs.map((job) => job.JobId));
    expect(emulator?.calls).toHaveLength(calls);
  });
});
