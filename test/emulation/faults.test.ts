import { gunzipSync } from 'node:zlib';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';

import { afterEach, describe, expect, it } from 'vitest';

import { createCodePipelineEmulator } from '../../emulators/codepipeline/emulator.ts';
import { createCosBatchEmulator } from '../../emulators/cosbatch/emulator.ts';
import { createHealthOmicsEmulator } from '../../emulators/healthomics/emulator.ts';
import { createImportExportEmulator } from '../../emulators/importexport/emulator.ts';
import { createPanoramaEmulator } from '../../emulators/panorama/emulator.ts';
import { toEmulatedError, toRawAnswer } from '../../emulators/kit/emulator.ts';
import type { Emulator, InjectFault } from '../../emulators/kit/emulator.ts';
import { toInjectFault, type Fault, type FaultPicker } from './faults.ts';
import { awsCredentials, callAws, callCos, cosCredentials, listElements, readElement } from './signed-call.ts';
import type { Answered } from './signed-call.ts';

const open: Emulator[] = [];
const often = { interval: 2 };

afterEach(async () => {
  await Promise.all(open.splice(0).map((emulator) => emulator.close()));
});

const job = { JobId: 'job-10', Status: 'SUCCEEDED', StatusMessage: 'naïve' };

async function startPanorama(fault: Fault | FaultPicker): Promise<Emulator> {
  const emulator = await createPanoramaEmulator({
    credentials: awsCredentials,
    jobs: { describe: (id) => (id === job.JobId ? job : undefined), list: () => [job] },
    injectFault: toInjectFault(typeof fault === 'function' ? fault : () => fault),
  });
  open.push(emulator);
  return emulator;
}

async function describeJob(emulator: Emulator, signal?: AbortSignal): Promise<Answered> {
  const signing = { service: 'panorama', region: 'us-west-2', ...(signal === undefined ? {} : { signal }) };
  return await callAws(emulator.url, { path: '/packages/import-jobs/job-10' }, signing);
}

async function describeUnder(fault: Fault): Promise<Answered> {
  return await describeJob(await startPanorama(fault));
}

/** The bytes of an answer as they are on the wire, as far as they come. */
async function readWire(
  emulator: Emulator,
  onBytes: () => void = () => undefined,
): Promise<{ readonly head: IncomingMessage; readonly body: Buffer; readonly failure: string | null }> {
  // The signature is made by one call and sent again by hand: fetch would unpack the answer.
  await describeJob(emulator).catch(() => undefined);
  const headers = emulator.calls.at(-1)?.headers ?? {};
  return await new Promise((resolve, reject) => {
    const asked = request(`${emulator.url}/packages/import-jobs/job-10`, { headers, agent: false }, (head) => {
      const chunks: Buffer[] = [];
      // From here on the answer itself tells how it ended.
      asked.off('error', reject).on('error', () => undefined);
      head.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        onBytes();
      });
      head.once('error', (error: NodeJS.ErrnoException) => {
        resolve({ head, body: Buffer.concat(chunks), failure: error.code ?? error.message });
      });
      head.once('end', () => {
        resolve({ head, body: Buffer.concat(chunks), failure: null });
      });
    });
    asked.on('error', reject);
    asked.end();
  });
}

describe('faults of the answer', () => {
  it('answers as if nothing were wrong', async () => {
    const answer = await describeUnder({ kind: 'none' });

    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toEqual(job);
  });

  it('answers a status without a body, or with any body', async () => {
    const empty = await describeUnder({ kind: 'httpError', status: 503 });
    const worded = await describeUnder({ kind: 'httpError', status: 500, body: 'oops', headers: { 'x-a': 'b' } });

    expect([empty.status, empty.body, empty.headers.get('content-length')]).toEqual([503, '', '0']);
    expect([worded.status, worded.body, worded.headers.get('x-a')]).toEqual([500, 'oops', 'b']);
  });

  it('answers any error in the form of the protocol', async () => {
    const error = toEmulatedError('ConflictException', 'busy', { details: { ResourceId: 'job-10' } });

    const answer = await describeUnder({ kind: 'error', error });

    expect(answer.status).toBe(409);
    expect(answer.headers.get('x-amzn-errortype')).toMatch(/^ConflictException:http/);
    expect(JSON.parse(answer.body)).toEqual({ Message: 'busy', ResourceId: 'job-10' });
  });

  it("answers about another job, in the id's own alphabet or by the id given", async () => {
    const like = await describeUnder({ kind: 'otherJob' });
    const given = await describeUnder({ kind: 'otherJob', id: 'somebody-else' });

    expect(JSON.parse(like.body)).toEqual({ ...job, JobId: 'job-11' });
    expect(JSON.parse(given.body)).toEqual({ ...job, JobId: 'somebody-else' });
  });

  it.each([
    [{ kind: 'html' }, 502],
    [{ kind: 'html', status: 200 }, 200],
  ] satisfies readonly (readonly [Fault, number])[])('answers the page of a proxy for %j', async (fault, status) => {
    const answer = await describeUnder(fault);

    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'text/html']);
    expect(answer.body).toMatch(/^<html>/);
  });

  it('answers a redirect', async () => {
    const answer = await describeUnder({ kind: 'redirect', location: 'http://127.0.0.1:9/' });

    expect([answer.status, answer.headers.get('location')]).toEqual([302, 'http://127.0.0.1:9/']);
  });

  it('answers XML with a DOCTYPE', async () => {
    const answer = await describeUnder({ kind: 'doctype', systemUrl: 'http://127.0.0.1:9/entity' });

    expect(answer.body).toContain('<!DOCTYPE Job [<!ENTITY e SYSTEM "http://127.0.0.1:9/entity">]>');
    expect(answer.body).toContain('&e;');
  });

  it('answers what is no valid JSON', async () => {
    const answer = await describeUnder({ kind: 'malformed' });

    expect(answer.status).toBe(200);
    expect(() => JSON.parse(answer.body) as unknown).toThrow(SyntaxError);
  });

  it('answers these very bytes', async () => {
    const answer = await describeUnder({ kind: 'answer', answer: toRawAnswer({ status: 203, body: 'bytes' }) });

    expect([answer.status, answer.body]).toEqual([203, 'bytes']);
  });

  it('compresses an answer, and packs 50 MB into what is small on the wire', async () => {
    const packed = await readWire(await startPanorama({ kind: 'gzip' }));
    const bomb = await readWire(await startPanorama({ kind: 'gzipBomb' }));

    expect(JSON.parse(gunzipSync(packed.body).toString())).toEqual(job);
    expect([bomb.head.headers['content-encoding'], bomb.head.statusCode]).toEqual(['gzip', 200]);
    expect(bomb.body.length).toBeLessThan(100_000);
    expect(gunzipSync(bomb.body).length).toBe(50_000_000);
  });

  it.each([
    ['invalid-utf-8', (body: Buffer) => body.includes(0xff)],
    ['utf-16', (body: Buffer) => body.subarray(2).toString('utf16le').includes('naïve')],
    ['latin-1', (body: Buffer) => body.toString('latin1').includes('naïve')],
    ['utf-8-bom', (body: Buffer) => body.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]))],
  ] as const)('answers in %s', async (as, isSo) => {
    const { body } = await readWire(await startPanorama({ kind: 'encoding', as }));

    expect(isSo(body)).toBe(true);
  });
});

describe('faults of the connection', () => {
  it('resets before any byte', async () => {
    const emulator = await startPanorama({ kind: 'reset' });

    await expect(readWire(emulator)).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(emulator.calls.at(-1)).toMatchObject({ status: null, aborted: false });
  });

  it('resets in the middle of a body', async () => {
    let endWait: () => void = () => undefined;
    // The first call is the one whose signature is sent again.
    const read = [Promise.resolve(), new Promise<void>((resolve) => (endWait = resolve))];
    const emulator = await startPanorama(() => ({
      kind: 'reset',
      afterBytes: 5,
      when: read.shift() ?? Promise.resolve(),
    }));

    const { head, failure } = await readWire(emulator, () => {
      endWait();
    });

    expect([head.statusCode, failure]).toEqual([200, 'ECONNRESET']);
  });

  it('declares more than it sends', async () => {
    const { head, body, failure } = await readWire(await startPanorama({ kind: 'truncate', bytes: 7 }));

    expect(body.toString()).toBe('{"JobId');
    expect(Number(head.headers['content-length'])).toBeGreaterThan(7);
    expect(failure).not.toBeNull();
  });

  it('sends one byte at a time, and all of them', async () => {
    const answer = await describeUnder({ kind: 'drip', everyMilliseconds: 0 });

    expect(JSON.parse(answer.body)).toEqual(job);
  });

  it.each([
    [true, '300000'],
    [false, null],
  ])('sends more than anybody wants (declared: %s)', async (declared, length) => {
    const answer = await describeUnder({ kind: 'oversized', bytes: 300_000, declared });

    expect([answer.body.length, answer.headers.get('content-length')]).toEqual([300_000, length]);
  });

  it.each([
    { kind: 'hang' },
    { kind: 'hang', afterBytes: 3 },
    { kind: 'none', delayMilliseconds: 60_000 },
  ] satisfies readonly Fault[])('waits under %j until the client hangs up, and says so', async (fault) => {
    const emulator = await startPanorama(fault);
    const client = new AbortController();

    const answer = describeJob(emulator, client.signal);
    await expect.poll(() => emulator.calls.length, often).toBe(1);
    expect([emulator.inFlight, emulator.openSockets]).toEqual([1, 1]);
    client.abort();

    await expect(answer).rejects.toThrow();
    await expect.poll(() => emulator.inFlight, often).toBe(0);
    expect(emulator.calls[0]?.aborted).toBe(true);
  });

  it('stops a drip and a flood when the client hangs up', async () => {
    for (const fault of [
      { kind: 'drip', everyMilliseconds: 5 },
      { kind: 'oversized', bytes: 1_000_000_000 },
    ] satisfies readonly Fault[]) {
      const emulator = await startPanorama(fault);
      const client = new AbortController();

      const answer = describeJob(emulator, client.signal);
      await expect.poll(() => emulator.calls[0]?.status, often).toBe(200);
      client.abort();

      await expect(answer).rejects.toThrow();
      await expect.poll(() => [emulator.inFlight, emulator.openSockets], often).toEqual([0, 0]);
    }
  });
});

describe('the choice of a fault', () => {
  it('is asked for each call, with how often the same was asked before', async () => {
    const seen: (readonly [string, string | null, number])[] = [];
    const emulator = await startPanorama((call, attempt) => {
      seen.push([call.operation, call.id, attempt]);
      return attempt < 3 ? { kind: 'internalError' } : undefined;
    });

    const statuses = [];
    for (let times = 0; times < 3; times += 1) statuses.push((await describeJob(emulator)).status);

    expect(statuses).toEqual([500, 500, 200]);
    expect(seen).toEqual([1, 2, 3].map((attempt) => ['DescribePackageImportJob', 'job-10', attempt]));
    expect(emulator.calls.map((call) => call.status)).toEqual([500, 500, 200]);
  });

  it('is not asked for a request whose signature does not hold', async () => {
    const emulator = await startPanorama({ kind: 'html', status: 200 });

    const answer = await callAws(
      emulator.url,
      { path: '/packages/import-jobs/job-10' },
      { service: 'panorama', region: 'eu-west-1' },
    );

    expect(answer.status).toBe(403);
  });
});

describe('an emulator', () => {
  it('counts what is under way, forgets on request, and ends everything at once', async () => {
    const emulator = await startPanorama({ kind: 'hang' });
    const answers = Promise.allSettled([describeJob(emulator), describeJob(emulator), describeJob(emulator)]);
    await expect.poll(() => emulator.inFlight, often).toBe(3);
    expect(emulator.maxInFlight).toBe(3);

    emulator.reset();
    expect([emulator.calls.length, emulator.maxInFlight]).toEqual([0, 3]);
    await emulator.close();

    expect((await answers).map((answer) => answer.status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect([emulator.inFlight, emulator.openSockets]).toEqual([0, 0]);
  });

  it('does not blame the client for what it ends itself', async () => {
    const emulator = await startPanorama({ kind: 'hang' });
    const answer = describeJob(emulator).catch(() => undefined);
    await expect.poll(() => emulator.calls.length, often).toBe(1);

    await emulator.close();
    await answer;

    expect(emulator.calls[0]).toMatchObject({ aborted: false, status: null });
  });

  it('remembers so many calls and no more', async () => {
    const emulator = await createPanoramaEmulator({
      credentials: awsCredentials,
      jobs: { describe: () => job, list: () => [] },
      recordedCalls: 2,
    });
    open.push(emulator);

    for (let times = 0; times < 3; times += 1) await describeJob(emulator);

    expect(emulator.calls.map((call) => call.attempt)).toEqual([2, 3]);
  });

  it('says what a world threw', async () => {
    const emulator = await createPanoramaEmulator({
      credentials: awsCredentials,
      jobs: {
        describe: () => {
          throw new Error('no such world');
        },
        list: () => [],
      },
    });
    open.push(emulator);

    const answer = await describeJob(emulator);

    expect([answer.status, answer.body]).toEqual([500, '{"Message":"no such world"}']);
  });
});

describe('the errors that every provider has', () => {
  const noJobs = { describe: () => undefined, list: () => [] };
  const aws = { credentials: awsCredentials };
  const uuid = '00000000-0000-4000-8000-000000000001';
  const formType = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
  const jsonHeaders = {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': 'CodePipeline_20150709.GetJobDetails',
  };
  const providers = {
    panorama: {
      start: (injectFault: InjectFault) => createPanoramaEmulator({ ...aws, jobs: noJobs, injectFault }),
      call: (url: string) =>
        callAws(url, { path: '/packages/import-jobs/job-10' }, { service: 'panorama', region: 'us-west-2' }),
      codeOf: (answer: Answered) => answer.headers.get('x-amzn-errortype')?.split(':')[0],
    },
    healthomics: {
      start: (injectFault: InjectFault) => createHealthOmicsEmulator({ ...aws, jobs: noJobs, injectFault }),
      call: (url: string) =>
        callAws(
          url,
          { path: '/referencestore/1234567890/importjob/0000000001' },
          { service: 'omics', region: 'us-west-2' },
        ),
      codeOf: (answer: Answered) => answer.headers.get('x-amzn-errortype'),
    },
    codepipeline: {
      start: (injectFault: InjectFault) =>
        createCodePipelineEmulator({
          ...aws,
          jobs: { describe: () => undefined, actionExecutions: () => [] },
          injectFault,
        }),
      call: (url: string) =>
        callAws(
          url,
          { method: 'POST', path: '/', headers: jsonHeaders, body: JSON.stringify({ jobId: uuid }) },
          { service: 'codepipeline', region: 'us-east-1' },
        ),
      codeOf: (answer: Answered) => (JSON.parse(answer.body) as { readonly __type: string }).__type.split('#').at(-1),
    },
    importexport: {
      start: (injectFault: InjectFault) => createImportExportEmulator({ ...aws, jobs: noJobs, injectFault }),
      call: (url: string) =>
        callAws(
          url,
          { method: 'POST', path: '/', headers: formType, body: 'Action=GetStatus&Version=2010-06-01&JobId=A36BC' },
          { service: 'IngestionService', region: 'us-east-1' },
        ),
      codeOf: (answer: Answered) => readElement(answer.body, 'Code'),
    },
    cosbatch: {
      start: (injectFault: InjectFault) =>
        createCosBatchEmulator({ credentials: cosCredentials, jobs: noJobs, injectFault }),
      call: (url: string) => callCos(url, { path: `/jobs/${uuid}` }),
      codeOf: (answer: Answered) => listElements(answer.body, 'Code')[0],
    },
  } as const;

  it.each([
    ['panorama', 'throttle', 429, 'ThrottlingException'],
    ['panorama', 'accessDenied', 403, 'AccessDeniedException'],
    ['panorama', 'internalError', 500, 'InternalServerException'],
    ['healthomics', 'throttle', 429, 'ThrottlingException'],
    ['healthomics', 'accessDenied', 403, 'AccessDeniedException'],
    ['healthomics', 'internalError', 500, 'InternalServerException'],
    ['codepipeline', 'throttle', 400, 'ThrottlingException'],
    ['codepipeline', 'accessDenied', 400, 'AccessDeniedException'],
    ['codepipeline', 'internalError', 500, 'InternalFailure'],
    ['importexport', 'throttle', 400, 'Throttling'],
    ['importexport', 'accessDenied', 403, 'AccessDenied'],
    ['importexport', 'internalError', 500, 'InternalFailure'],
    ['cosbatch', 'throttle', 503, 'SlowDown'],
    ['cosbatch', 'accessDenied', 403, 'AccessDenied'],
    ['cosbatch', 'internalError', 500, 'InternalError'],
  ] as const)('come from %s for %s as %i %s', async (name, kind, status, code) => {
    const provider = providers[name];
    const emulator = await provider.start(
      toInjectFault(() => (kind === 'throttle' ? { kind, retryAfterSeconds: 7 } : { kind })),
    );
    open.push(emulator);

    const answer = await provider.call(emulator.url);

    expect([answer.status, provider.codeOf(answer)]).toEqual([status, code]);
    if (kind === 'throttle') expect(answer.headers.get('retry-after')).toBe('7');
  });
});
