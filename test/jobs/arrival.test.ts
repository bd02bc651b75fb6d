/** One answer is one instant: what a call has read is fresh for the same time, and is called for again together. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { noSecrets, openTestSource, toFacts, type TestSource } from './test-source.ts';

const keys = Array.from({ length: 50 }, (_value, index) => `job-${index}`);
const runningMilliseconds = 2000;

let close: () => Promise<unknown>;
let source: TestSource;
let calls: (readonly string[])[];
let clock: { time: number; isTicking: boolean };

beforeEach(async () => {
  calls = [];
  clock = { time: Date.parse('2026-01-01T00:00:00Z'), isTicking: true };
  const server = createServer((_request, response) => {
    response.end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  source = openTestSource({
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    // Time passes while an answer is read: a millisecond with each look at the clock.
    now: () => (clock.time += clock.isTicking ? 1 : 0),
    cache: { runningSeconds: runningMilliseconds / 1000 },
    adapter: {
      describe: {
        maxKeys: 100,
        read: (asked) => ({
          operation: 'DescribeJobs',
          request: { method: 'GET', path: '/jobs' },
          toResult: () => {
            calls.push(asked);
            return new Map(asked.map((key) => [key, { facts: toFacts(key), secrets: noSecrets }]));
          },
        }),
      },
    },
  });
  close = async () => {
    await source.close();
    await new Promise((resolve) => server.close(resolve));
  };
});
afterEach(() => close());

const readAll = () => Promise.all(keys.map((key) => source.read(key)));

it('jobs of one answer were read at one instant', async () => {
  const records = await readAll();

  expect(new Set(records.map(({ fetchedAt }) => fetchedAt)).size).toBe(1);
  expect(calls).toEqual([keys]);
});

it('jobs of one answer are called for again together, at whatever moment they are asked for', async () => {
  const [first] = await readAll();
  const readAt = Date.parse(first?.fetchedAt ?? '');
  clock.isTicking = false;
  for (let after = -10; after <= 150; after += 1) {
    clock.time = readAt + runningMilliseconds + after;
    await readAll();
    if (calls.length > 1) break;
  }

  expect(calls).toEqual([keys, keys]);
  // By the two clocks, which a read asks one after the other.
  expect(clock.time - readAt - runningMilliseconds).toBeLessThanOrEqual(2);
});
