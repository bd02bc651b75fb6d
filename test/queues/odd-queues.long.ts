/** Queues that flood, repeat, stall, refuse or say nothing: each change is told all the same, and nobody else waits. */
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { toEmulatedError, toRawAnswer } from '../../emulators/kit/emulator.ts';
import type { PushStateWord } from '../../src/jobs/pushes/pushes.ts';
import type { Fault, FaultPicker } from '../emulation/faults.ts';
import { connect, subscribe } from '../subscriptions/watched-world.ts';
import { until } from '../until.ts';
import { ended, keys, running, startEventWorld, toEvent, type EventWorld } from './event-world.ts';

interface Trouble {
  /** What goes wrong from now on. Returns what ends it. */
  readonly begin: (world: EventWorld) => (() => void) | void;
  /** What pushes are while it lasts. */
  readonly state: PushStateWord;
  /** Whether the event of the change is in the queue, too. */
  readonly isSent: boolean;
  /** Polls come much later than the event. */
  readonly isSlow?: boolean;
}

/** Sends it again and again, faster than a receiver takes it. */
function feed({ queue }: EventWorld, body: string, atOnce: number): () => void {
  const timer = setInterval(() => {
    while (queue.size() < atOnce) queue.send(body);
  }, 5);
  return () => clearInterval(timer);
}

const only =
  (operation: string, fault: Fault): FaultPicker =>
  (call) =>
    call.operation === operation ? fault : undefined;
const receives =
  (fault: Fault) =>
  (world: EventWorld): void =>
    world.fault(only('ReceiveMessage', fault));
const deletes =
  (fault: Fault) =>
  (world: EventWorld): void =>
    world.fault(only('DeleteMessageBatch', fault));
const toError = (code: string): Fault => ({ kind: 'error', error: toEmulatedError(`com.amazonaws.sqs#${code}`, 'no') });

const heard = { state: 'LIVE', isSent: true, isSlow: true } as const;
const lost = { state: 'UNAVAILABLE', isSent: false } as const;

const troubles: Readonly<Record<string, Trouble>> = {
  'is full of garbage of 1 MB each': { ...heard, begin: (world) => feed(world, 'x'.repeat(1_048_576), 12) },
  'repeats one event for ever': { ...heard, begin: (world) => feed(world, toEvent('batch', 'RUNNING'), 40) },
  'refuses deletes': { ...heard, begin: deletes(toError('AccessDeniedException')) },
  'never answers deletes': { ...heard, begin: deletes({ kind: 'hang' }) },
  'never answers': { ...lost, begin: receives({ kind: 'hang' }) },
  'begins an answer and never ends it': { ...lost, begin: receives({ kind: 'hang', afterBytes: 1 }) },
  'answers byte by byte': { ...lost, begin: receives({ kind: 'drip', everyMilliseconds: 26_000 }) },
  'cuts each answer': { ...lost, begin: receives({ kind: 'reset', afterBytes: 1 }) },
  'answers with more than is read': { ...lost, begin: receives({ kind: 'oversized', bytes: 20_000_000 }) },
  redirects: { ...lost, begin: receives({ kind: 'redirect', location: 'http://127.0.0.1:9/' }) },
  throttles: { ...lost, begin: receives(toError('RequestThrottled')) },
  'has been deleted': { ...lost, begin: receives(toError('QueueDoesNotExist')) },
  'says nothing': {
    state: 'SILENT',
    isSent: false,
    begin: receives({ kind: 'answer', answer: toRawAnswer({ body: '{}' }) }),
  },
};

/** How a job that changes fares while the queue is in trouble, and after that. */
async function suffer({ begin, state, isSent, isSlow = false }: Trouble) {
  const safetySeconds = isSlow ? 300 : 1;
  const world = await startEventWorld(
    { pollMilliseconds: isSlow ? 3_600_000 : 100, cache: { runningSeconds: 0 } },
    { safetySeconds },
  );
  const source = world.gateway.server.gateway.sources.get('batch');
  const seen = subscribe(connect(world.gateway), [`batch:${keys.batch}`], 'status name');
  const status = (): unknown => seen.results.at(-1)?.data?.jobUpdated?.['status'];
  await until(() => status() === 'RUNNING' && source?.pushes?.health().state === 'LIVE', 'the job is watched');

  const end = begin(world);
  // A long poll that began before ends with it.
  world.queue.send(toEvent('flows', 'RUNNING'));
  const [beganAt, before] = [performance.now(), world.reads('batch')];
  await wait(2000);
  world.words.batch = 'RUNNABLE';
  if (isSent) world.queue.send(toEvent('batch', 'RUNNABLE'));
  await until(() => status() === 'QUEUED', 'the change is told');
  const told = performance.now() - beganAt;
  await until(() => source?.pushes?.health().state === state, `pushes are ${state}`);
  const { errors } = await world.gateway.query(`{ job(id: "flows:${keys.flows}") { status } }`);
  const during = { told, errors, state: source?.health().state, reads: world.reads('batch') - before };

  end?.();
  world.fault(undefined);
  world.words.batch = ended.batch;
  world.queue.send(toEvent('batch', ended.batch));
  await until(() => status() === 'SUCCEEDED' && source?.pushes?.health().state === 'LIVE', 'it is well again');
  return during;
}

it('no queue freezes a job that is watched, an answer, or its source', { timeout: 180_000 }, async () => {
  expect(running.batch).toBe('RUNNING');

  const all = await Promise.all(
    Object.entries(troubles).map(async ([how, trouble]) => {
      const { told, errors, state, reads } = await suffer(trouble);
      process.stdout.write(`    ${how}: told after ${(told / 1000).toFixed(1)} s, ${reads} reads\n`);
      return { how, told, errors, state, readsPerSecond: trouble.isSlow === true ? (reads - 2) / (told / 1000) : 0 };
    }),
  );

  for (const { how, told, errors, state, readsPerSecond } of all) {
    expect([how, errors]).toEqual([how, []]);
    expect([how, 'HEALTHY', 'UNTRIED']).toContain(state);
    // Two receives of 25 s, a pause between them, and a poll.
    expect(told).toBeLessThan(70_000);
    expect(readsPerSecond).toBeLessThanOrEqual(1.2);
  }
});
