import { describe, expect, it, onTestFinished } from 'vitest';
import { createStepFunctionsEmulator, type EmulatedExecution } from '../../../emulators/stepfunctions/emulator.ts';
import { startGateway, type GatewaySettings } from '../../gateway.ts';
import { connect, subscribe } from '../../subscriptions/watched-world.ts';
import { until } from '../../until.ts';
import { awsCredentials } from '../ask-whole.ts';
import { toArn, toExecution, toKey, toSource } from './executions.ts';

/** One execution whose state and time of day the test sets. */
async function startWorld(settings: Partial<GatewaySettings> = {}) {
  let seconds = 0;
  let execution: EmulatedExecution | undefined;
  const now = (): number => Date.UTC(2026, 10, 22) + seconds * 1000;
  const emulator = await createStepFunctionsEmulator({
    credentials: awsCredentials,
    now: () => new Date(now()),
    jobs: { describe: () => execution, list: () => [] },
  });
  const gateway = await startGateway({ now, sources: [toSource(emulator.url)], ...settings });
  onTestFinished(() => emulator.close());
  onTestFinished(() => gateway.close());
  return {
    emulator,
    gateway,
    put: (next: Partial<EmulatedExecution>) => {
      execution = toExecution(1, next);
    },
    advance: (more: number) => {
      seconds += more;
    },
    ask: async (): Promise<unknown> => {
      const { data, errors } = await gateway.query(
        `{ job(id: "flows:${toKey(1)}") { id status isTerminal endedAt failures { code } ... on StepFunctionsExecution { redriveCount } } }`,
      );
      expect(errors).toEqual([]);
      return data.job as unknown;
    },
  };
}

const id = `flows:${toKey(1)}`;
const failed = {
  id,
  status: 'FAILED',
  isTerminal: true,
  endedAt: '2026-11-22T00:00:13.093Z',
  failures: [{ code: 'States.Timeout' }],
  redriveCount: 0,
};
const again = { id, status: 'RUNNING', isTerminal: false, endedAt: null, failures: [], redriveCount: 1 };

describe('an execution that failed and is redriven', () => {
  it.each([
    ['60 seconds', {}, 59, 61],
    ['60 seconds, whatever is believed of others', { terminalSeconds: 3600 }, 59, 61],
    ['the setting, where that is less', { terminalSeconds: 10 }, 9, 11],
  ])('shows that it runs again, under the same id, after %s', async (_name, cache, before, after) => {
    const { put, advance, ask, emulator } = await startWorld({ cache });
    put({ status: 'FAILED', error: 'States.Timeout' });
    expect(await ask()).toEqual(failed);
    put({ status: 'RUNNING', redriveCount: 1, redriveDate: 1_795_305_620 });

    advance(before);
    expect(await ask()).toEqual(failed);
    expect(emulator.calls).toHaveLength(1);

    advance(after - before);
    // The end of its first run is still there.
    expect(await ask()).toEqual(again);
    expect(emulator.calls).toHaveLength(2);
  });

  it('ended for those who watched it, and runs for those who begin to watch it later', async () => {
    const { put, advance, gateway } = await startWorld({ pollMilliseconds: 20, cache: { runningSeconds: 0 } });
    put({ status: 'RUNNING' });
    const first = subscribe(connect(gateway), [id], 'status');
    await until(() => first.results.length === 1);
    put({ status: 'FAILED' });
    expect(await first.ended).toBe('complete');

    put({ status: 'RUNNING', redriveCount: 1 });
    advance(61);
    const second = subscribe(connect(gateway), [id], 'status');
    await until(() => second.results.length === 1);
    put({ status: 'SUCCEEDED', redriveCount: 1 });
    expect(await second.ended).toBe('complete');

    const statusesOf = ({ results }: typeof first): readonly unknown[] =>
      results.map(({ data }) => (data?.jobUpdated as { readonly status: unknown } | undefined)?.status);
    expect([statusesOf(first), statusesOf(second)]).toEqual([
      ['RUNNING', 'FAILED'],
      ['RUNNING', 'SUCCEEDED'],
    ]);
  });
});

describe('the ARN of an execution', () => {
  it.each([
    ['us-east-1', 'aws'],
    ['cn-north-1', 'aws-cn'],
    ['us-gov-west-1', 'aws-us-gov'],
    ['us-iso-east-1', 'aws-iso'],
    ['us-isob-east-1', 'aws-iso-b'],
    ['us-isof-south-1', 'aws-iso-f'],
    ['eu-isoe-west-1', 'aws-iso-e'],
    ['eusc-de-east-1', 'aws-eusc'],
  ])('in %s is of the partition %s', async (region, partition) => {
    const executionArn = `arn:${partition}:states:${region}:210987654321:execution:orders/Each:é`;
    const emulator = await createStepFunctionsEmulator({
      credentials: awsCredentials,
      region,
      partition,
      accountId: '210987654321',
      jobs: {
        describe: (key) => (key === 'orders/Each:é' ? { executionArn, status: 'RUNNING' } : undefined),
        list: () => [],
      },
    });
    onTestFinished(() => emulator.close());
    const gateway = await startGateway({
      sources: [toSource(emulator.url, { region, accountId: '210987654321' })],
    });
    onTestFinished(() => gateway.close());

    const { data, errors } = await gateway.query(
      '{ stepFunctionsExecution(stateMachine: "orders/Each", name: "é") { id providerJobId name kind arn source { region } } }',
    );

    expect(errors).toEqual([]);
    expect(data.stepFunctionsExecution).toEqual({
      id: 'flows:orders/Each:é',
      providerJobId: executionArn,
      name: 'é',
      kind: 'orders',
      arn: executionArn,
      source: { region },
    });
    expect(JSON.parse(emulator.calls[0]?.body ?? '')).toEqual({ executionArn, includedData: 'ALL_DATA' });
  });

  it('names an execution that is not found as it names one that is', async () => {
    const { gateway, emulator } = await startWorld();

    const { data, errors } = await gateway.query('{ job(id: "flows:orders:nobody") { status } }');

    expect([data, errors.map(({ extensions }) => extensions.code)]).toEqual([{ job: null }, ['JOB_NOT_FOUND']]);
    expect(JSON.parse(emulator.calls[0]?.body ?? '')).toMatchObject({ executionArn: toArn('orders:nobody') });
  });
});
