import { createHmac } from 'node:crypto';

import { afterEach, describe, expect, it } from 'vitest';

import { createImportExportEmulator } from '../../../emulators/importexport/emulator.ts';
import type { ImportExportEmulatedJob, ImportExportEmulatorOptions } from '../../../emulators/importexport/emulator.ts';
import { toEmulatedError } from '../../../emulators/kit/emulator.ts';
import type { Emulator } from '../../../emulators/kit/emulator.ts';
import { awsCredentials, callAws, listElements, readElement, send } from '../../emulation/signed-call.ts';
import type { Answered } from '../../emulation/signed-call.ts';

let emulator: Emulator | undefined;

afterEach(async () => {
  await emulator?.close();
});

const jobs = Array.from({ length: 23 }, (_, index): ImportExportEmulatedJob => ({
  JobId: `EX${String(index).padStart(3, '0')}`,
  JobType: 'Import',
  ProgressCode: index === 1 ? 'Canceled' : 'Pending',
  CurrentManifest: '  manifestVersion: 2.0\n  a: <b> & c\n',
  CreationDate: new Date(Date.UTC(2015, 0, 1 + index)).toISOString(),
  ArtifactList: [{ Description: 'Label', URL: 'https://example.com/?a=1&b=2' }],
}));
const newestFirst = jobs.map((job) => job.JobId).reverse();
const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };

async function start(options: Partial<ImportExportEmulatorOptions> = {}): Promise<string> {
  emulator = await createImportExportEmulator({
    credentials: awsCredentials,
    jobs: {
      describe: (id) =>
        id === 'GONE1' ? toEmulatedError('CanceledJobIdException') : jobs.find((job) => job.JobId === id),
      list: () => jobs,
    },
    ...options,
  });
  return emulator.url;
}

function toForm(parameters: Readonly<Record<string, string>>): string {
  return new URLSearchParams({ Version: '2010-06-01', ...parameters }).toString();
}

async function call(url: string, parameters: Readonly<Record<string, string>>): Promise<Answered> {
  return await callAws(
    url,
    { method: 'POST', path: '/', headers, body: toForm(parameters) },
    { service: 'IngestionService', region: 'us-east-1' },
  );
}

/** A form signed with version 2, straight from its page. */
function toSigV2Form(url: string, secret: string): string {
  const parameters = [
    ['AWSAccessKeyId', awsCredentials.accessKeyId],
    ['Action', 'GetStatus'],
    ['JobId', 'EX001'],
    ['SignatureMethod', 'HmacSHA256'],
    ['SignatureVersion', '2'],
    ['Timestamp', new Date().toISOString()],
    ['Version', '2010-06-01'],
  ].map(([name, value]) => `${name}=${encodeURIComponent(value ?? '')}`);
  const signature = createHmac('sha256', secret)
    .update(`POST\n${new URL(url).host}\n/\n${parameters.join('&')}`)
    .digest('base64');
  return [...parameters, `Signature=${encodeURIComponent(signature)}`].join('&');
}

describe('the Import/Export emulator', () => {
  it('answers a job as XML, byte for byte, with the request id in the body', async () => {
    const answer = await call(await start(), { Action: 'GetStatus', JobId: 'EX001' });

    expect(answer.status).toBe(200);
    expect(answer.body).toContain('<GetStatusResponse xmlns="http://importexport.amazonaws.com/">');
    expect(answer.body).toContain(
      '<CurrentManifest>  manifestVersion: 2.0\n  a: &lt;b&gt; &amp; c\n</CurrentManifest>',
    );
    expect(answer.body).toContain('<URL>https://example.com/?a=1&amp;b=2</URL>');
    expect(answer.body).not.toContain('IsCanceled');
    expect(readElement(answer.body, 'RequestId')).toMatch(/^[0-9a-f-]{36}$/);
    expect(emulator?.calls[0]).toMatchObject({ operation: 'GetStatus', id: 'EX001' });
  });

  it.each([
    [{ Action: 'GetStatus', JobId: 'NONE1' }, 'InvalidJobIdException'],
    [{ Action: 'GetStatus' }, 'InvalidJobIdException'],
    [{ Action: 'GetStatus', JobId: 'GONE1' }, 'CanceledJobIdException'],
    [{ Action: 'GetStatus', JobId: 'EX001', Version: '1999-01-01' }, 'InvalidVersionException'],
    [{ Action: 'CancelJob', JobId: 'EX001' }, 'InvalidAction'],
    [{ Action: 'ListJobs', MaxJobs: '1001' }, 'InvalidParameterException'],
    [{ Action: 'ListJobs', Marker: 'NONE1' }, 'InvalidParameterException'],
  ] as readonly (readonly [Readonly<Record<string, string>>, string])[])(
    'answers %j with 400 %s',
    async (parameters, code) => {
      const answer = await call(await start(), parameters);

      expect([answer.status, readElement(answer.body, 'Code')]).toEqual([400, code]);
      expect(answer.body).toMatch(/<\/Error>\s*<RequestId>/);
    },
  );

  it.each([1, 7, 1000])('pages by %i, newest first, each job once', async (size) => {
    const url = await start();

    const seen: string[] = [];
    let more: boolean;
    do {
      const marker = seen.at(-1);
      const { body } = await call(url, {
        Action: 'ListJobs',
        MaxJobs: String(size),
        ...(marker === undefined ? {} : { Marker: marker }),
      });
      seen.push(...listElements(body, 'JobId'));
      more = readElement(body, 'IsTruncated') === 'true';
    } while (more);

    expect(seen).toEqual(newestFirst);
  });

  it('says in a row only whether a job is cancelled', async () => {
    const { body } = await call(await start(), { Action: 'ListJobs' });

    expect(listElements(body, 'IsCanceled').filter((text) => text === 'true')).toHaveLength(1);
    expect(body).not.toContain('ProgressCode');
  });

  it('takes either signature unless it is told which', async () => {
    const post = async (url: string, secret = awsCredentials.secretAccessKey): Promise<number> =>
      (await send(url, { method: 'POST', path: '/', headers, body: toSigV2Form(url, secret) })).status;
    const either = await start();
    expect([await post(either), await post(either, 'other')]).toEqual([200, 403]);
    await emulator?.close();

    const onlyFour = await start({ signatureVersion: 4 });
    expect(await post(onlyFour)).toBe(403);
    await emulator?.close();

    const onlyTwo = await start({ signatureVersion: 2 });
    expect(await post(onlyTwo)).toBe(200);
    expect((await call(onlyTwo, { Action: 'GetStatus', JobId: 'EX001' })).status).toBe(403);
  });

  it('refuses a signature for the name that the service does not sign by', async () => {
    const answer = await callAws(
      await start(),
      { method: 'POST', path: '/', headers, body: toForm({ Action: 'ListJobs' }) },
      { service: 'importexport', region: 'us-east-1' },
    );

    expect([answer.status, readElement(answer.body, 'Code')]).toEqual([403, 'SignatureDoesNotMatch']);
  });
});
