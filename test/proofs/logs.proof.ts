/** Logs by CloudWatch Logs as others read its pages, with signatures and the policy of deploy/permissions in force. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAwsBatchEmulator } from '../../emulators/awsbatch/emulator.ts';
import type { Emulator } from '../../emulators/kit/emulator.ts';
import { startGateway, type GatewayUnderTest } from '../gateway.ts';
import { describeWithMoto, startMoto, type Moto, type MotoKeys } from './moto.ts';
import { pickStatements, readPolicy, toMotoPolicy } from './policy.ts';

const group = '/aws/batch/job';
const stream = 'load/default/0b69d5c0d6554d2b8e0b0a7d0f2f3f11';
const key = '24fa2d7a-64c4-49d2-8b47-f8da4fbde8e9';
const count = 2500;
/** Moto takes events of the last fourteen days. */
const begin = Date.now() - 3_600_000;

describeWithMoto('logs of Batch jobs in Moto’s CloudWatch Logs', () => {
  let moto: Moto;
  const emulators: Emulator[] = [];
  let gateway: GatewayUnderTest;
  let token: string;

  beforeAll(async () => {
    moto = await startMoto();
    const call = (operation: string, input: object): Promise<string> =>
      moto.call('logs', {
        headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `Logs_20140328.${operation}` },
        body: JSON.stringify(input),
      });
    await call('CreateLogGroup', { logGroupName: group });
    await call('CreateLogStream', { logGroupName: group, logStreamName: stream });
    // Seven lines in each millisecond.
    const logEvents = Array.from({ length: count }, (_value, index) => ({
      timestamp: begin + Math.floor(index / 7),
      message: `line ${index}`,
    }));
    await call('PutLogEvents', { logGroupName: group, logStreamName: stream, logEvents });
    const allowed = await moto.createUser(toMotoPolicy(readPolicy('awsbatch')));
    const denied = await moto.createUser(toMotoPolicy(pickStatements(readPolicy('awsbatch'), 'ReadJobs')));
    await moto.enforce();
    const emulator = await createAwsBatchEmulator({
      credentials: allowed,
      jobs: { describe: (id) => (id === key ? toJob() : undefined), list: () => [] },
    });
    const other = await createAwsBatchEmulator({ credentials: denied, jobs: { describe: toJob, list: () => [] } });
    emulators.push(emulator, other);
    gateway = await startGateway({
      sources: [toSource('batch', emulator.url, allowed), toSource('denied', other.url, denied)],
    });
    token = await gateway.token('job:read', 'job:logs');
  }, 60_000);

  afterAll(async () => {
    await moto.close();
    await gateway.close();
    await Promise.all(emulators.map((emulator) => emulator.close()));
  });

  function toSource(name: string, endpoint: string, credentials: MotoKeys): object {
    return { name, provider: 'awsbatch', region: 'us-east-1', endpoint, credentials, logs: { endpoint: moto.url } };
  }

  function toJob() {
    const container = { exitCode: 1, logStreamName: stream };
    const times = { startedAt: begin - 1000, stoppedAt: begin + 60_000 };
    return {
      jobId: key,
      jobName: 'load',
      status: 'FAILED',
      createdAt: begin - 5000,
      ...times,
      attempts: [{ container, ...times }],
      container,
    };
  }

  it.each([
    ['first', 'after', 'hasNextPage', 'endCursor'],
    ['last', 'before', 'hasPreviousPage', 'startCursor'],
  ] as const)('give each line once and in order by `%s`', async (way, from, hasMore, cursorName) => {
    const pages: string[][] = [];
    for (let cursor = ''; ;) {
      const { data, errors } = await gateway.query(
        `{ jobLog(id: "batch:${key}", ${way}: 700${cursor}) { lines { text } issues { code } pageInfo { ${hasMore} ${cursorName} } } }`,
        { token },
      );
      expect(errors).toEqual([]);
      expect(data.jobLog.issues).toEqual([]);
      pages.push(data.jobLog.lines.map(({ text }: { text: string }) => text));
      if (data.jobLog.pageInfo[hasMore] !== true) break;
      cursor = `, ${from}: "${data.jobLog.pageInfo[cursorName]}"`;
    }

    expect((way === 'first' ? pages : pages.reverse()).flat()).toEqual(
      Array.from({ length: count }, (_value, index) => `line ${index}`),
    );
  });

  it('are denied to a user whose policy does not allow it', async () => {
    const { data } = await gateway.query(`{ jobLog(id: "denied:${key}") { lines { text } issues { code } } }`, {
      token,
    });

    expect(data.jobLog).toEqual({ lines: [], issues: [{ code: 'PROVIDER_ACCESS_DENIED' }] });
  });
});
