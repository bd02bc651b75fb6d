/** Checks and lists of sources with many parts, and checks of a source that is held back. */
import { afterEach, describe, expect, it } from 'vitest';
import type { FaultPicker } from '../emulation/faults.ts';
import { command } from '../cli/command.ts';
import type { GatewaySettings, GatewayUnderTest } from '../gateway.ts';
import { startProviders, type Providers } from '../providers.ts';

type World = Providers<'lab'> & { readonly gateway: GatewayUnderTest };

let world: World | undefined;
afterEach(() => world?.close());

interface Step {
  readonly operation: string;
  readonly part: string | null;
  readonly setting: string | null;
  readonly partsFound: number | null;
  readonly code: string | null;
  readonly cause: string | null;
  readonly message: string;
}

const nameQueue = (number: number): string => `queue-${String(number).padStart(2, '0')}`;
const nameQueues = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => nameQueue(index + 1));
const toQueue = (jobQueueName: string) => ({
  ...{ jobQueueName, jobQueueArn: `arn:aws:batch:us-east-1:123456789012:job-queue/${jobQueueName}` },
});

/** AWS Batch with these queues. @param named those of the settings; undefined: the provider is asked for all */
async function start(
  queues: readonly string[],
  named: readonly string[] | undefined,
  settings: Partial<GatewaySettings> = {},
  fault: FaultPicker = () => undefined,
): Promise<World> {
  const jobs = { describe: () => undefined, list: () => [], queues: () => queues.map(toQueue) };
  const source = named === undefined ? {} : { queues: named };
  world = await startProviders(
    { lab: { provider: 'awsbatch', jobs, source, fault } },
    { random: () => 0, ...settings },
  );
  return world;
}

async function check({ gateway }: World): Promise<{ readonly state: string; readonly steps: readonly Step[] }> {
  const { data, errors } = await gateway.query(
    '{ jobSourceChecks { state steps { operation part setting partsFound code cause message } } }',
    { token: await gateway.token('job:read', 'job:operate') },
  );
  expect(errors).toEqual([]);
  return data.jobSourceChecks[0] as { readonly state: string; readonly steps: readonly Step[] };
}

const readLines = ({ gateway }: World): readonly Readonly<Record<string, unknown>>[] =>
  gateway.logs.map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);

const countPages = ({ emulators }: World): number =>
  emulators.lab.calls.filter(({ operation }) => operation === 'ListJobs').length;

describe('a check of many parts', () => {
  it('asks for the first 25 of those that the provider lists', async () => {
    const started = await start(nameQueues(30), undefined);

    const { state, steps } = await check(started);

    const [list, ...pages] = steps;
    expect(list).toMatchObject({ operation: 'DescribeJobQueues', partsFound: 30, message: '30 job queues.' });
    expect(pages.map(({ part }) => part)).toEqual(nameQueues(25));
    expect(countPages(started)).toBe(25);
    expect(state).toBe('HEALTHY');
    expect(readLines(started).filter(({ msg }) => msg === 'source checked')).toMatchObject([
      { partsFound: 30, parts: 25, isSound: true },
    ]);
  });

  it('asks for the first 25 that the settings name at the start, and for all where somebody wants to know', async () => {
    const started = await start(nameQueues(29), nameQueues(30), { checks: { atStart: true } });
    const readChecked = () => readLines(started).filter(({ msg }) => msg === 'source checked');
    await expect.poll(() => readChecked().length).toBe(1);

    expect(readChecked()).toMatchObject([{ by: 'start', parts: 25, isSound: true, state: 'UNTRIED' }]);
    expect(countPages(started)).toBe(25);
    const { state, steps } = await check(started);

    expect(steps.map(({ part }) => part)).toEqual(nameQueues(30));
    expect(steps.at(-1)).toMatchObject({ setting: 'sources[0].queues[29]', cause: 'TARGET_UNKNOWN' });
    expect(state).toBe('MISCONFIGURED');
  });
});

it('a list names ten parts with one fault, in the order of the settings, and says how many more there are', async () => {
  const { gateway } = await start([], nameQueues(12));

  const { data } = await gateway.query('{ jobs { issues { part code cause message } } }');

  const fault = { code: 'PROVIDER_REJECTED', cause: 'TARGET_UNKNOWN' };
  expect(data.jobs.issues).toEqual([
    ...nameQueues(10).map((part) => ({ ...fault, part, message: `AWS Batch knows no job queue \`${part}\`.` })),
    { ...fault, part: null, message: '2 more of this kind: job queue.' },
  ]);
});

describe('a check of a source whose breaker is open', () => {
  const queues = ['nightly'];
  let status: number | undefined;
  const fault: FaultPicker = ({ operation }) => {
    if (operation === 'DescribeJobs') return { kind: 'throttle' };
    return status === undefined ? undefined : { kind: 'httpError', status };
  };

  /** The lists of so many viewers fail. */
  async function open(viewers: number, settings: Partial<GatewaySettings> = {}): Promise<World> {
    status = 503;
    const started = await start(queues, queues, { breaker: { failures: 1 }, ...settings }, fault);
    const { gateway } = started;
    for (let number = 0; number < viewers; number += 1) {
      const token = await gateway.tokenOf(`viewer-${number}`, ['job:read']);
      await gateway.query('{ jobs { issues { code } } }', { token });
    }
    return started;
  }

  it('is made once, for it is not the call that failed, and then says why the breaker opened', async () => {
    let later = 0;
    const started = await open(1, { monotonic: () => performance.now() + later, checks: { minSeconds: 1 } });
    const before = countPages(started);

    const first = await check(started);
    const afterFirst = countPages(started);
    later = 2_000;
    const second = await check(started);

    expect(afterFirst).toBeGreaterThan(before);
    expect(countPages(started)).toBe(afterFirst);
    expect(readLines(started).filter(({ msg }) => msg === 'source checked')).toHaveLength(2);
    for (const { state, steps } of [first, second]) {
      expect(state).toBe('UNAVAILABLE');
      expect(steps).toMatchObject([{ operation: 'ListJobs', code: 'PROVIDER_UNAVAILABLE', cause: 'PROVIDER_FAULT' }]);
    }
  });

  it.each([
    ['69', 69, false, '(PROVIDER_UNAVAILABLE, PROVIDER_FAULT)'],
    ['75 where the source was throttled last', 75, true, '(PROVIDER_THROTTLED, THROTTLED)'],
  ])('ends the command with %s', async (_what, expected, isThrottled, fault) => {
    // After as many viewers no call is taken for one that the failures do not concern.
    const started = await open(4);
    const { gateway } = started;
    const id = '00000001-0000-4000-8000-000000000000';
    if (isThrottled) await gateway.query(`{ job(id: "lab:${id}") { status } }`);
    const before = countPages(started);
    const env = { JOBGRAPH_TOKEN: await gateway.token('job:read', 'job:operate') };

    const { status, stderr } = await command(['sources', '--check', '--url', gateway.url], { env });

    expect(stderr).toContain(fault);
    expect(status).toBe(expected);
    expect(countPages(started)).toBe(before);
  });
});
