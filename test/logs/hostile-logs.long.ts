/** Logs that are larger, slower or longer than any page: what is read and held of them has bounds. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LogStorageOptions } from '../../emulators/githubactions/emulator-storage.ts';
import type { GitHubEmulator } from '../../emulators/githubactions/emulator.ts';
import { toStreamedAnswer, type StreamedAnswer } from '../../emulators/kit/emulator.ts';
import { startProviders } from '../providers.ts';

const gigabyte = 1_000_000_000;
const uid = '0f9d3c1b-5a2e-4d67-8c90-000000000001';
const time = '2026-11-22T00:02:13.407123456Z';
const run = {
  ...{ id: 7, created_at: '2026-11-22T00:00:00Z', status: 'completed', conclusion: 'failure' },
  repository: { full_name: 'acme/web-app' },
};
const job = { id: 9, name: 'tests', status: 'completed', conclusion: 'failure', completed_at: '2026-11-22T00:02:14Z' };
const clusterJob = {
  metadata: { namespace: 'etl', name: 'load', uid, creationTimestamp: '2026-11-22T00:00:00Z' },
  spec: {},
  status: {},
};
const pod = {
  metadata: {
    ...{ namespace: 'etl', name: 'load-x', uid: 'pod', labels: { 'batch.kubernetes.io/controller-uid': uid } },
    ownerReferences: [{ kind: 'Job', uid, controller: true }],
  },
  spec: { nodeName: 'node-1', containers: [{ name: 'load' }] },
  status: {
    phase: 'Failed',
    containerStatuses: [{ name: 'load', restartCount: 0, state: { terminated: { exitCode: 1 } }, lastState: {} }],
  },
};

const row = Buffer.from(`${time.slice(0, 27)}Z ${'y'.repeat(70)}\n`);
/** A gigabyte of lines that is nowhere as a whole. */
const hugeFile = {
  size: gigabyte,
  read: (from: number, to: number): Uint8Array => {
    const first = from % row.length;
    const count = Math.ceil((to - from + first) / row.length);
    return Buffer.concat(Array.from({ length: count }, () => row)).subarray(first, first + to - from);
  },
};

interface World {
  readonly file?: LogStorageOptions['fileOf'];
  readonly ignoresRanges?: boolean;
  readonly pod?: () => StreamedAnswer;
}

let world: Awaited<ReturnType<typeof start>> | undefined;
let peak: number;
let watching: NodeJS.Timeout;

async function start({ file, ignoresRanges = false, pod: podLog }: World) {
  return startProviders({
    ci: {
      provider: 'githubactions',
      jobs: { describe: () => run, list: () => [run], jobsOf: () => [job], logOf: (id) => file?.(id) },
      storage: { ignoresRanges },
      source: { repositories: ['acme/web-app'], deadlineSeconds: 10 },
    },
    cluster: {
      provider: 'kubernetes',
      jobs: {
        describe: () => clusterJob,
        list: () => [clusterJob],
        pods: () => [pod],
        logOf: () => podLog?.(),
      },
      source: { timeoutSeconds: 2, deadlineSeconds: 3 },
    },
  });
}

beforeEach(() => {
  peak = 0;
  watching = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 10);
});

afterEach(async () => {
  clearInterval(watching);
  await world?.close();
  world = undefined;
});

interface Shown {
  readonly lines: readonly { readonly text: string }[];
  readonly issues: readonly { readonly code: string }[];
}

async function read(id: string, args = ''): Promise<Shown & { readonly seconds: number; readonly megabytes: number }> {
  const { gateway } = world!;
  const token = await gateway.token('job:read', 'job:logs');
  const before = process.memoryUsage().rss;
  const begin = performance.now();
  const { data, errors } = await gateway.query(`{ jobLog(id: "${id}"${args}) { lines { text } issues { code } } }`, {
    token,
  });
  expect(errors).toEqual([]);
  const shown = data.jobLog as Shown;
  return { ...shown, seconds: (performance.now() - begin) / 1000, megabytes: (peak - before) / 1e6 };
}

const ci = 'ci:acme/web-app/7';
const cluster = `cluster:etl/load/${uid}`;

function toStream(send: (write: (part: string | Uint8Array) => void, count: number) => void): () => StreamedAnswer {
  return () =>
    toStreamedAnswer({
      headers: { 'content-type': 'text/plain' },
      run: async (write, gone, drained) => {
        for (let count = 0; !gone.aborted && count < 100_000; count += 1) {
          send(write, count);
          await drained();
        }
      },
    });
}

describe('a log of a gigabyte', () => {
  it('costs two pieces at its end', async () => {
    world = await start({ file: () => hugeFile });

    const { lines, issues, megabytes } = await read(ci);

    expect([lines.length, issues]).toEqual([100, []]);
    expect((world.emulators.ci as GitHubEmulator).storage.calls).toHaveLength(2);
    expect(megabytes).toBeLessThan(100);
  });

  it('of a host without ranges is given up, and says so', async () => {
    world = await start({ file: () => hugeFile, ignoresRanges: true });

    const { lines, issues, megabytes } = await read(ci);

    expect([lines, issues]).toEqual([[], [{ code: 'LOG_TRUNCATED' }]]);
    expect(megabytes).toBeLessThan(200);
  });

  it('of a pod is read to its bound, though the node does not keep it', async () => {
    const part = Buffer.from(`${time} ${'x'.repeat(200)}\n`.repeat(1000));
    let sent = 0;
    world = await start({
      pod: toStream((write) => {
        write(part);
        sent += part.length;
      }),
    });

    const { lines, issues, megabytes } = await read(cluster, ', last: 10');

    expect([lines.length, issues]).toEqual([10, [{ code: 'LOG_TRUNCATED' }]]);
    // The numbers of lines of one time are unknown, so it is read twice.
    expect(sent).toBeLessThan(100_000_000);
    expect(megabytes).toBeLessThan(200);
    await expect.poll(() => world!.emulators.cluster.inFlight).toBe(0);
  });
});

describe('a log without an end', () => {
  it('of one line is cut off as a flood, and held for its beginning alone', async () => {
    const part = Buffer.alloc(1_000_000, 'x');
    world = await start({ pod: toStream((write, count) => write(count === 0 ? `${time} begin` : part)) });

    const { lines, issues, seconds, megabytes } = await read(cluster);

    expect([lines, issues]).toEqual([[], [{ code: 'PROVIDER_UNAVAILABLE' }]]);
    expect(seconds).toBeLessThan(10);
    expect(megabytes).toBeLessThan(200);
  });

  it('that trickles ends with the time of a read', async () => {
    const trickle = (): StreamedAnswer =>
      toStreamedAnswer({
        headers: { 'content-type': 'text/plain' },
        run: async (write, gone) => {
          while (!gone.aborted) {
            write('x');
            await sleep(100);
          }
        },
      });
    world = await start({ pod: trickle });

    const { lines, issues, seconds } = await read(cluster);

    expect([lines, issues]).toEqual([[], [{ code: 'PROVIDER_TIMEOUT' }]]);
    expect(seconds).toBeLessThan(10);
  });

  it.each([
    ['escapes', '\u001b'],
    ['carriage returns', '\r'],
    ['sequences without an end', '\u001b]0;'],
    ['colours', '\u001b[31m'],
    ['right-to-left overrides', '\u202e'],
  ])('of %s is made plain within a page’s time', async (_name, unit) => {
    const line = `${time} ${unit.repeat(Math.ceil(16_000 / unit.length))}\n`;
    world = await start({ pod: toStream((write, count) => (count < 60 ? write(line) : undefined)) });

    const { lines, seconds } = await read(cluster, ', last: 1000');

    expect(lines.every(({ text }) => !/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/.test(text))).toBe(true);
    expect(seconds).toBeLessThan(10);
  });
});
