import { afterEach, describe, expect, it } from 'vitest';

import { createCosBatchEmulator } from '../../../emulators/cosbatch/emulator.ts';
import type { CosEmulatedJob } from '../../../emulators/cosbatch/emulator.ts';
import type { Emulator } from '../../../emulators/kit/emulator.ts';
import { callCos, cosCredentials, listElements, readElement, send } from '../../emulation/signed-call.ts';
import type { Call } from '../../emulation/signed-call.ts';

let emulator: Emulator | undefined;

afterEach(async () => {
  await emulator?.close();
});

const jobs = Array.from({ length: 28 }, (_, index): CosEmulatedJob => ({
  CreationTime: `2025-11-${String(28 - index).padStart(2, '0')}T08:00:30Z`,
  Description: 'copy & retag',
  FailureReasons: [{ FailureCode: null, FailureReason: null }],
  JobId: `job-${String(index).padStart(3, '0')}`,
  Manifest: { Spec: { Fields: ['Bucket', 'Key'] } },
  Operation: { COSPutObjectCopy: { NewObjectMetadata: { UserMetadata: [{ Key: 'a', Value: 'b' }] } } },
  Status: index % 4 === 0 ? 'Active' : 'Complete',
}));

async function start(): Promise<string> {
  emulator = await createCosBatchEmulator({
    credentials: cosCredentials,
    jobs: { describe: (id) => jobs.find((job) => job.JobId === id), list: () => jobs },
  });
  return emulator.url;
}

describe('the COS Batch emulator', () => {
  it('answers a job as XML, lists by their own item names', async () => {
    const answer = await callCos(await start(), { path: '/jobs/job-003' });

    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/xml']);
    expect(answer.headers.get('x-cos-request-id')).toMatch(/^[A-Za-z0-9+/]+=*$/);
    expect(answer.body.replaceAll(/\n\s*/g, '')).toBe(
      "<?xml version='1.0' encoding='utf-8' ?><DescribeJobResult><Job>" +
        '<CreationTime>2025-11-25T08:00:30Z</CreationTime><Description>copy &amp; retag</Description>' +
        '<FailureReasons><JobFailure><FailureCode/><FailureReason/></JobFailure></FailureReasons>' +
        '<JobId>job-003</JobId>' +
        '<Manifest><Spec><Fields><member>Bucket</member><member>Key</member></Fields></Spec></Manifest>' +
        '<Operation><COSPutObjectCopy><NewObjectMetadata><UserMetadata><member><Key>a</Key><Value>b</Value></member>' +
        '</UserMetadata></NewObjectMetadata></COSPutObjectCopy></Operation>' +
        '<Status>Complete</Status></Job></DescribeJobResult>',
    );
    expect(emulator?.calls[0]).toMatchObject({ operation: 'DescribeJob', id: 'job-003' });
  });

  it.each([
    [{ path: '/jobs/none' }, 404, 'NoSuchJob'],
    [{ path: '/jobs?maxResults=0' }, 400, 'InvalidArgument'],
    [{ path: '/jobs?maxResults=1001' }, 400, 'InvalidArgument'],
    [{ path: '/jobs?jobStatuses=Done' }, 400, 'InvalidArgument'],
    [{ path: '/jobs?nextToken=' }, 400, 'InvalidArgument'],
    [{ path: '/elsewhere' }, 400, 'InvalidURI'],
    [{ path: '/jobs/job-003', method: 'DELETE' }, 405, 'MethodNotAllowed'],
    [{ path: '/jobs/job-003', headers: { 'x-cos-appid': '1250000001' } }, 403, 'AccessDenied'],
    [{ path: '/jobs/job-003', headers: { 'x-cos-acl': 'x' } }, 403, 'SignatureDoesNotMatch'],
  ] satisfies readonly (readonly [Call, number, string])[])('answers %j as %i %s', async (asked, status, code) => {
    const answer = await callCos(await start(), asked);

    expect([answer.status, readElement(answer.body, 'Code')]).toEqual([status, code]);
    expect(readElement(answer.body, 'RequestId')).toBe(answer.headers.get('x-cos-request-id'));
    expect(answer.headers.get('x-cos-trace-id')).not.toBeNull();
  });

  it('refuses a request without a signature', async () => {
    const answer = await send(await start(), { path: '/jobs/job-003' });

    expect([answer.status, readElement(answer.body, 'Code')]).toEqual([403, 'AccessDenied']);
  });

  it.each([
    [1, 29],
    // The last page is full, so that its token leads to an empty one.
    [7, 5],
    [10, 3],
    [1000, 1],
  ])('pages by %i in %i calls, each job once, in no order of time', async (size, calls) => {
    const url = await start();

    const seen: string[] = [];
    let token = '';
    do {
      const next = token === '' ? '' : `&nextToken=${token}`;
      const { body } = await callCos(url, { path: `/jobs?maxResults=${size}${next}` });
      seen.push(...listElements(body, 'JobId'));
      token = readElement(body, 'NextToken') ?? '';
      if (token === '') expect(body).toContain('<NextToken/>');
    } while (token !== '');

    expect(seen).toEqual(jobs.map((job) => job.JobId));
    expect(emulator?.calls).toHaveLength(calls);
  });

  it('lists one status, and names the operation in plain text', async () => {
    const { body } = await callCos(await start(), { path: '/jobs?jobStatuses=Active' });

    expect(new Set(listElements(body, 'Status'))).toEqual(new Set(['Active']));
    expect(listElements(body, 'Operation')).toEqual(Array.from({ length: 7 }, () => 'COSPutObjectCopy'));
    expect(body).not.toContain('Manifest');
  });
});
