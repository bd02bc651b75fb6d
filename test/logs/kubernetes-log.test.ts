/** The logs of a Job's containers, as an API server and its nodes give them. */
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import type {
  EmulatedLogLine,
  EmulatedPod,
  KubernetesEmulator,
  ReadPodLog,
} from '../../emulators/kubernetes/emulator.ts';
import { toRawAnswer } from '../../emulators/kit/emulator.ts';
import type { JsonObject } from '../../emulators/kit/json.ts';
import { startProviders } from '../providers.ts';
import { until } from '../until.ts';
import { connect, follow } from './followed-log.ts';
import { walkLog } from './walk.ts';

const uid = '0f9d3c1b-5a2e-4d67-8c90-000000000001';
const id = `cluster:etl/load/${uid}`;
const selector = { matchLabels: { 'batch.kubernetes.io/controller-uid': uid } };

function toJob(more: JsonObject = {}, spec: JsonObject = {}) {
  return {
    metadata: { namespace: 'etl', name: 'load', uid, creationTimestamp: '2026-11-22T00:00:00Z' },
    spec: {
      completions: 1,
      selector,
      template: { spec: { containers: [{ name: 'main', image: 'load:7' }] } },
      ...spec,
    },
    status: { active: 1, startTime: '2026-11-22T00:00:00Z', ...more },
  };
}

const failedJob = {
  failed: 1,
  active: 0,
  conditions: [
    { type: 'Failed', status: 'True', reason: 'BackoffLimitExceeded', lastTransitionTime: '2026-11-22T00:05:00Z' },
  ],
};

const terminated = (
  exitCode: number,
  from = '2026-11-22T00:00:01Z',
  to = '2026-11-22T00:03:00Z',
  reason = 'Error',
) => ({
  terminated: { exitCode, reason, startedAt: from, finishedAt: to },
});
const running = { running: { startedAt: '2026-11-22T00:00:01Z' } };

interface PodParts {
  readonly name?: string;
  readonly state?: JsonObject;
  readonly more?: JsonObject;
  readonly status?: JsonObject;
  readonly owner?: string;
  readonly created?: string;
  readonly spec?: JsonObject;
}

function toPod(parts: PodParts = {}): EmulatedPod {
  const { name = 'load-x7k2p', state = running, more = {}, owner = uid, created = '2026-11-22T00:00:00Z' } = parts;
  return {
    metadata: {
      ...{ namespace: 'etl', name, uid: `pod-${name}`, creationTimestamp: created },
      labels: { 'batch.kubernetes.io/controller-uid': uid },
      ownerReferences: [{ apiVersion: 'batch/v1', kind: 'Job', name: 'load', uid: owner, controller: true }],
    },
    spec: { nodeName: 'node-1', containers: [{ name: 'main', image: 'load:7' }], ...parts.spec },
    status:
      parts.status === undefined
        ? { phase: 'Running', containerStatuses: [{ name: 'main', restartCount: 0, state, lastState: {}, ...more }] }
        : { phase: 'Running', ...parts.status },
  };
}

interface World {
  readonly job?: ReturnType<typeof toJob>;
  readonly pods?: readonly EmulatedPod[];
  readonly logOf?: ReadPodLog;
  /** How often the node looks at a log that is followed. */
  readonly lookMilliseconds?: number;
}

async function start({ job = toJob(), pods = [toPod()], logOf = () => [], lookMilliseconds }: World) {
  const { gateway, emulators, close } = await startProviders({
    cluster: {
      provider: 'kubernetes',
      ...(lookMilliseconds === undefined ? {} : { lookMilliseconds }),
      jobs: {
        describe: (name) => (name.startsWith('etl/load') ? job : undefined),
        list: () => [job],
        pods: () => pods,
        logOf,
      },
      source: { logs: { limits: { requestsPerSecond: 1000, burst: 1000 } } },
    },
  });
  onTestFinished(close);
  const token = await gateway.token('job:read', 'job:logs');
  const emulator = emulators.cluster as KubernetesEmulator;
  return {
    ...{ gateway, token, emulator },
    calls: (operation: string) => emulator.calls.filter((call) => call.operation === operation),
    ask: async (args: string, selection: string) => {
      const { data, errors } = await gateway.query(`{ jobLog(id: "${id}"${args}) { ${selection} } }`, { token });
      expect(errors).toEqual([]);
      return data.jobLog;
    },
  };
}

const sample: readonly EmulatedLogLine[] = [
  { time: '2026-11-22T00:02:12.000000001Z', text: 'connecting' },
  { time: '2026-11-22T00:02:13.407123456Z', text: 'Traceback (most recent call last):' },
  { time: '2026-11-22T00:02:13.407123456Z', text: 'psycopg.OperationalError: password authentication failed' },
];

describe('the parts of a Job’s log', () => {
  const facts = 'parts { key kind group attempt status exitCode reason startedAt endedAt isComplete }';

  it('are the containers of its pods, by restart', async () => {
    const lastState = terminated(137, '2026-11-22T00:00:01Z', '2026-11-22T00:01:00Z', 'OOMKilled');
    const { ask } = await start({
      pods: [
        toPod({
          spec: { initContainers: [{ name: 'fetch', image: 'fetch:2' }] },
          status: {
            initContainerStatuses: [{ name: 'fetch', restartCount: 0, state: terminated(0), lastState: {} }],
            containerStatuses: [{ name: 'main', restartCount: 2, state: running, lastState }],
          },
        }),
      ],
    });

    const log = await ask('', `${facts} part { key }`);

    const common = { group: 'load-x7k2p', startedAt: '2026-11-22T00:00:01.000Z' };
    expect(log.parts).toEqual([
      {
        ...{ key: 'load-x7k2p/fetch/0', kind: 'INIT_CONTAINER', attempt: 1, status: 'SUCCEEDED', exitCode: 0 },
        ...{ ...common, reason: 'Error', endedAt: '2026-11-22T00:03:00.000Z', isComplete: true },
      },
      {
        ...{ key: 'load-x7k2p/main/1', kind: 'CONTAINER', attempt: 2, status: 'FAILED', exitCode: 137 },
        ...{ ...common, reason: 'OOMKilled', endedAt: '2026-11-22T00:01:00.000Z', isComplete: true },
      },
      {
        ...{ key: 'load-x7k2p/main/2', kind: 'CONTAINER', attempt: 3, status: 'RUNNING', exitCode: null },
        ...{ ...common, reason: null, endedAt: null, isComplete: false },
      },
    ]);
    expect(log.part).toEqual({ key: 'load-x7k2p/main/2' });
  });

  it('are those of the Job’s own pods, of which failed ones are listed first', async () => {
    const others = [toPod({ name: 'load-other', owner: 'another' })];
    const expressions = [
      { key: 'tier', operator: 'In', values: ['batch', 'night'] },
      { key: 'old', operator: 'DoesNotExist' },
    ];
    const job = toJob(failedJob, { selector: { ...selector, matchExpressions: expressions } });
    const { ask, calls } = await start({ job, pods: others });

    const log = await ask('', 'parts { key } issues { code part }');

    expect(log).toEqual({ parts: [], issues: [{ code: 'LOG_GONE', part: null }] });
    const labelSelector = `batch.kubernetes.io/controller-uid=${uid},tier in (batch,night),!old`;
    expect(calls('listNamespacedPod').map(({ query }) => query)).toEqual([
      { labelSelector, fieldSelector: 'status.phase=Failed', limit: '100' },
      { labelSelector, limit: '100' },
    ]);
  });

  it('are some of very many: five pages are read, and it says so', async () => {
    const pods = Array.from({ length: 620 }, (_, index) => toPod({ name: `load-${String(index).padStart(4, '0')}` }));
    const { ask, calls } = await start({ pods });

    const log = await ask('', 'parts { key } issues { code part }');

    expect(log.parts).toHaveLength(500);
    expect(log.issues).toEqual([{ code: 'LOG_TRUNCATED', part: null }]);
    expect(calls('listNamespacedPod')).toHaveLength(5);
  });

  it('are listed once more where the list became too old', async () => {
    const pods = Array.from({ length: 120 }, (_, index) => toPod({ name: `load-${String(index).padStart(4, '0')}` }));
    const { ask, emulator, calls } = await start({ pods });
    const look = setInterval(() => {
      if (calls('listNamespacedPod').length > 0) {
        clearInterval(look);
        emulator.expireLists();
      }
    }, 0);
    onTestFinished(() => {
      clearInterval(look);
    });

    const log = await ask('', 'parts { key }');

    expect(log.parts).toHaveLength(120);
  });

  it.each([
    [
      'it waits',
      { state: { waiting: { reason: 'ImagePullBackOff' } } },
      'QUEUED',
      'ImagePullBackOff',
      'LOG_NOT_STARTED',
    ],
    ['nothing is said of it', { status: { containerStatuses: [] } }, 'QUEUED', null, 'LOG_NOT_STARTED'],
  ] as const)('say why a container has no log: %s', async (_name, parts, status, reason, code) => {
    const { ask, calls } = await start({ pods: [toPod(parts)] });

    const log = await ask('', 'part { status reason } lines { text } issues { code part }');

    expect(log).toEqual({ part: { status, reason }, lines: [], issues: [{ code, part: 'load-x7k2p/main/0' }] });
    expect(calls('readNamespacedPodLog')).toEqual([]);
  });

  it('of a pod that was evicted have failed', async () => {
    const { ask } = await start({ pods: [toPod({ status: { phase: 'Failed', reason: 'Evicted' } })] });

    expect(await ask('', 'part { status reason isComplete }')).toEqual({
      part: { status: 'FAILED', reason: 'Evicted', isComplete: true },
    });
  });

  it('of an earlier pod are not the ones that say most', async () => {
    const pods = [
      toPod({ name: 'load-a', state: terminated(1) }),
      toPod({ name: 'load-b', created: '2026-11-22T00:03:10Z' }),
    ];
    const { ask } = await start({ pods });

    expect(await ask('', 'part { key }')).toEqual({ part: { key: 'load-b/main/0' } });
  });
});

describe('the log of a container', () => {
  const pods = [toPod({ state: terminated(1) })];

  it('is read from its end as the contract has it', async () => {
    const { ask, calls } = await start({ job: toJob(failedJob), pods, logOf: () => sample });

    const log = await ask(
      ', last: 2',
      'lines { time text kind } pageInfo { hasPreviousPage hasNextPage } issues { code }',
    );

    const time = '2026-11-22T00:02:13.407Z';
    expect(log).toEqual({
      lines: [
        { time, text: 'Traceback (most recent call last):', kind: 'TEXT' },
        { time, text: 'psycopg.OperationalError: password authentication failed', kind: 'TEXT' },
      ],
      pageInfo: { hasPreviousPage: true, hasNextPage: false },
      issues: [],
    });
    expect(calls('readNamespacedPodLog').map(({ path, query }) => [path, query])).toEqual([
      [
        '/api/v1/namespaces/etl/pods/load-x7k2p/log',
        { container: 'main', timestamps: 'true', limitBytes: '33554432', tailLines: '3' },
      ],
    ]);
  });

  it('of an earlier instance is asked for as such', async () => {
    const lastState = terminated(137);
    const { ask, calls } = await start({
      pods: [toPod({ more: { restartCount: 1, lastState } })],
      logOf: (_pod, _container, previous) => (previous ? sample : []),
    });

    const log = await ask(', part: "load-x7k2p/main/0"', 'lines { text }');

    expect(log.lines).toHaveLength(3);
    expect(calls('readNamespacedPodLog')[0]?.query['previous']).toBe('true');
  });

  const text = fc.oneof(
    { weight: 8, arbitrary: fc.string({ unit: 'grapheme', maxLength: 20 }) },
    { weight: 1, arbitrary: fc.constantFrom('', '\u001b[31mred', '2026-11-22T00:02:12.000000001Z x', '\u202e') },
    { weight: 1, arbitrary: fc.integer({ min: 16_300, max: 40_000 }).map((length) => 'é'.repeat(length)) },
  );
  /** Steps between lines, in nanoseconds: many share an instant, or a second. */
  const step = fc.constantFrom(0, 0, 0, 1, 400_000_000, 3_000_000_000, 90_000_000_000);
  const logs = fc.record({
    lines: fc.array(
      fc.tuple(
        step,
        text.map((line) => line.replaceAll('\n', ' ')),
      ),
      { maxLength: 60 },
    ),
    sizes: fc.array(fc.constantFrom(1, 2, 3, 7, 100), { minLength: 1, maxLength: 5 }),
  });

  function toLines(steps: readonly (readonly [number, string])[]): readonly EmulatedLogLine[] {
    let at = BigInt(Date.parse('2026-11-22T00:00:00Z')) * 1_000_000n;
    return steps.map(([nanoseconds, line]) => {
      at += BigInt(nanoseconds);
      const second = new Date(Number(at / 1_000_000_000n) * 1000).toISOString().slice(0, 19);
      return { time: `${second}.${String(at % 1_000_000_000n).padStart(9, '0')}Z`, text: line };
    });
  }

  it('gives each line once and in order, whichever way and by whatever pages it is read', async () => {
    let lines: readonly EmulatedLogLine[] = [];
    const { gateway, token } = await start({ job: toJob(failedJob), pods, logOf: () => lines });
    await fc.assert(
      fc.asyncProperty(logs, async (model) => {
        lines = toLines(model.lines);
        const expected = lines.map((line) => line.text.replace(/\r+$/, ''));
        for (const direction of ['first', 'last'] as const) {
          const shown = await walkLog({
            ...{ gateway, token, id, part: 'load-x7k2p/main/0', direction },
            toSize: (page) => model.sizes[page % model.sizes.length] ?? 1,
          });
          expect(shown.map(({ rawText, isTruncated }) => (isTruncated ? rawText.length : rawText))).toEqual(
            expected.map((line) => (Buffer.byteLength(line) > 16_384 ? 8192 : line)),
          );
        }
      }),
      { numRuns: 25 },
    );
  });

  it('is closed as soon as a page is full', async () => {
    const lines = Array.from({ length: 200_000 }, (_, index) => ({
      time: `2026-11-22T00:02:${String(10 + Math.floor(index / 10_000))}.${String(index % 10_000).padStart(9, '0')}Z`,
      text: `row ${index}`,
    }));
    const { ask } = await start({ job: toJob(failedJob), pods, logOf: () => lines });

    const log = await ask(', first: 5', 'lines { text } pageInfo { hasNextPage }');

    expect(log).toEqual({
      lines: [0, 1, 2, 3, 4].map((row) => ({ text: `row ${row}` })),
      pageInfo: { hasNextPage: true },
    });
  });

  const answer = (body: string, status = 200) =>
    toRawAnswer({ status, headers: { 'content-type': 'text/plain' }, body });
  it.each([
    ['the node has lost it', answer('unable to retrieve container logs for containerd://9c1f'), [], 'LOG_GONE'],
    ['nothing was written yet', toRawAnswer({ status: 204 }), [], 'LOG_NOT_STARTED'],
    [
      'the node says something between',
      answer(`${sample[0]?.time ?? ''} connecting\nfailed to watch file "/var/log/secret": no space\n`),
      ['connecting'],
      'LOG_TRUNCATED',
    ],
  ])('never shows the node’s own words: %s', async (_name, said, expected, code) => {
    const { ask } = await start({ job: toJob(failedJob), pods, logOf: () => said });

    const log = await ask('', 'lines { text } issues { code }');

    expect(log).toEqual({ lines: expected.map((line) => ({ text: line })), issues: [{ code }] });
    expect(JSON.stringify(log)).not.toMatch(/containerd|secret/);
  });

  it.each([
    [404, { reason: 'NotFound', details: { name: 'load-x7k2p', kind: 'pods' } }, 'LOG_GONE'],
    [400, { reason: 'BadRequest' }, 'PROVIDER_REJECTED'],
    [403, { reason: 'Forbidden' }, 'PROVIDER_ACCESS_DENIED'],
    [429, { reason: 'TooManyRequests' }, 'PROVIDER_THROTTLED'],
    [500, { reason: 'InternalError' }, 'PROVIDER_UNAVAILABLE'],
  ])('that is answered with %i has an issue', async (status, body, code) => {
    const said = answer(JSON.stringify({ kind: 'Status', ...body, message: 'upstream-marker' }), status);
    const { ask } = await start({ job: toJob(failedJob), pods, logOf: () => said });

    const log = await ask('', 'lines { text } issues { code message }');

    expect(log.issues).toEqual([{ code, message: expect.not.stringContaining('upstream-marker') as string }]);
  });

  it('compressed is not read', async () => {
    const said = toRawAnswer({ headers: { 'content-encoding': 'gzip' }, body: 'bomb' });
    const { ask } = await start({ job: toJob(failedJob), pods, logOf: () => said });

    expect((await ask('', 'lines { text } issues { code }')).issues).toEqual([{ code: 'PROVIDER_BAD_RESPONSE' }]);
  });

  it('holds a megabyte of a container’s flood of long lines', async () => {
    const lines = Array.from({ length: 400 }, (_, index) => ({
      time: `2026-11-22T00:02:13.${String(index).padStart(9, '0')}Z`,
      text: `${index} ${'x'.repeat(30_000)}`,
    }));
    const { ask } = await start({ job: toJob(failedJob), pods, logOf: () => lines });

    const log = await ask(', last: 1000', 'lines { isTruncated text } pageInfo { hasPreviousPage }');

    expect(log.lines.length).toBeGreaterThan(50);
    expect(log.lines.length).toBeLessThan(70);
    expect(log.lines.at(-1).text).toMatch(/^399 x/);
    expect(log.pageInfo).toEqual({ hasPreviousPage: true });
  });
});

describe('the log of a container that is followed', () => {
  it('is one stream for all followers, opened again from the last line where it breaks, and ends with the container', async () => {
    const pods = [toPod()];
    const lines: EmulatedLogLine[] = [...sample];
    const write = (...texts: readonly string[]): void => {
      for (const text of texts)
        lines.push({ time: `2026-11-22T00:02:14.${String(lines.length).padStart(9, '0')}Z`, text });
    };
    const { gateway, token, emulator, calls } = await start({ pods, logOf: () => [...lines], lookMilliseconds: 5 });
    const client = connect(gateway, token);
    const followers = [follow(client, '', id), follow(client, ', last: 1', id)];
    await until(() => followers.every(({ events }) => events.length > 0), 'what stands there is seen');

    write('one', 'two');
    await until(() => followers.every(({ texts }) => texts().at(-1) === 'two'), 'what was added is seen');
    await until(() => emulator.followedLogs === 1, 'one stream serves both');
    emulator.cutLogs();
    write('three', 'four');
    await until(() => followers.every(({ texts }) => texts().at(-1) === 'four'), 'the stream is opened again');
    pods[0] = toPod({ state: terminated(0) });
    await Promise.all(followers.map(({ ended }) => ended));

    const added = ['one', 'two', 'three', 'four'];
    expect(followers[0]?.texts()).toEqual([...sample.map(({ text }) => text), ...added]);
    expect(followers[1]?.texts()).toEqual([sample.at(-1)?.text, ...added]);
    expect(followers.flatMap(({ errors }) => errors)).toEqual([]);
    expect(followers.map(({ events }) => events.at(-1)?.part?.isComplete)).toEqual([true, true]);
    const streams = calls('readNamespacedPodLog').filter(({ query }) => query['follow'] === 'true');
    expect(streams.map(({ query }) => query['sinceTime']).slice(0, 2)).toEqual([
      '2026-11-22T00:02:13Z',
      '2026-11-22T00:02:14Z',
    ]);
  });
});
