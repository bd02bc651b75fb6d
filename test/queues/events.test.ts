/** From a message in the queue to an event at a WebSocket, over real HTTP. No poll comes in time. */
import { expect, it } from 'vitest';
import { toEmulatedError } from '../../emulators/kit/emulator.ts';
import type { FaultPicker } from '../emulation/faults.ts';
import { connect, subscribe, type Seen } from '../subscriptions/watched-world.ts';
import { until } from '../until.ts';
import {
  ended,
  eventful,
  keys,
  queueUrl,
  readCounter,
  startEventWorld,
  toEvent,
  type Eventful,
  type EventWorld,
} from './event-world.ts';

async function watch({ gateway }: EventWorld, names: readonly Eventful[] = eventful): Promise<Seen> {
  const ids = names.map((name) => `${name}:${keys[name]}`);
  const seen = subscribe(connect(gateway), ids, 'id status');
  await until(() => seen.results.length === names.length, 'all jobs are told');
  return seen;
}

function statusesOf({ results }: Seen): readonly string[] {
  return results.map(({ data }) => {
    const { id, status } = data?.jobUpdated as unknown as { readonly id: string; readonly status: string };
    return `${id.slice(0, id.indexOf(':'))} ${status}`;
  });
}

it('a change of each provider is at the subscribers after one read', async () => {
  const world = await startEventWorld();
  const seen = await watch(world);
  const before = world.reads();

  for (const name of eventful) {
    world.words[name] = ended[name];
    world.queue.send(toEvent(name, ended[name]));
  }
  await until(() => seen.results.length === 2 * eventful.length, 'all changes are told');

  expect(statusesOf(seen).slice(eventful.length).toSorted()).toEqual(eventful.map((name) => `${name} SUCCEEDED`));
  expect(world.reads() - before).toBe(eventful.length);
  await until(() => world.queue.size() === 0, 'all messages are deleted');
});

it('all messages of a receive are deleted by one call, before a read has ended', async () => {
  const world = await startEventWorld();
  const seen = await watch(world, ['batch']);
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  world.providers.fault('batch', { kind: 'reset', afterBytes: 0, when: held });
  const bodies = [...['garbage', '', '{}', '[]'], toEvent('omics', 'COMPLETED'), toEvent('batch', ended.batch)];

  for (const body of bodies) world.queue.send(body);
  await until(
    () => world.queue.size() === 0 && world.providers.emulators.batch.inFlight === 1,
    'all are deleted while a read hangs',
  );
  const deletes = world.emulator.calls.filter(({ operation }) => operation === 'DeleteMessageBatch');
  world.providers.fault('batch', undefined);
  world.words.batch = ended.batch;
  release();
  await until(() => seen.results.length === 2, 'the change is told');

  // The long poll ends with the first message; the others are there when the next receive comes.
  expect(deletes.length).toBeLessThanOrEqual(bodies.length);
  expect(
    deletes.map(({ body }) => (JSON.parse(body) as { Entries: unknown[] }).Entries.length).reduce((sum, n) => sum + n),
  ).toBe(bodies.length);
  expect(statusesOf(seen)).toEqual(['batch RUNNING', 'batch SUCCEEDED']);
});

it('what is forged, foreign, unwatched or garbage costs no read, and nothing of it is logged or counted by name', async () => {
  const world = await startEventWorld();
  const seen = await watch(world, ['batch', 'builds']);
  const before = world.reads();
  const other = '210987654321';
  const secret = { secret: 's3cr3t-in-the-event' };
  const bodies: readonly (readonly [string, string, string])[] = [
    ['', 'foreign', toEvent('batch', 'FAILED', { account: other, ...secret })],
    ['', 'foreign', toEvent('batch', 'FAILED', { region: 'eu-west-1' })],
    ['', 'ignored', toEvent('batch', 'FAILED', { source: 'aws.s3cr3t-in-the-event' })],
    ['', 'unreadable', 's3cr3t-in-the-event'],
    ['', 'unreadable', JSON.stringify({ garbage: 's3cr3t-in-the-event'.repeat(52_000) })],
    [
      'builds',
      'foreign',
      toEvent('builds', 'FAILED', {}, { 'build-id': `arn:aws:codebuild:us-east-1:${other}:build/${keys.builds}` }),
    ],
    ['batch', 'unreadable', toEvent('batch', 'FAILED', {}, { jobId: 'https://s3cr3t-in-the-event.example' })],
    // A hint for a job that nobody watches.
    ['flows', 'hint', toEvent('flows', 'FAILED')],
  ];

  for (const [, , body] of bodies) world.queue.send(body);
  await until(() => world.queue.size() === 0, 'all are deleted');
  const after = world.reads();
  world.words.batch = ended.batch;
  world.queue.send(toEvent('batch', ended.batch));
  await until(() => seen.results.length === 3, 'a true event is told');

  expect([after - before, world.reads() - before]).toEqual([0, 1]);
  const metrics = await (await fetch(world.gateway.url.replace('/graphql', '/metrics'))).text();
  for (const text of [metrics, ...world.gateway.logs]) expect(text).not.toContain('s3cr3t-in-the-event');
  expect(
    await readCounter(world.gateway, 'jobgraph_upstream_calls_total', { source: 'batch', operation: 'ReceiveMessage' }),
  ).toBeGreaterThan(1);
  expect(
    await readCounter(world.gateway, 'jobgraph_upstream_calls_total', {
      source: 'batch',
      operation: 'DeleteMessageBatch',
    }),
  ).toBeGreaterThan(0);
});

it('events that are doubled, late or in another order show what the provider says, in few reads', async () => {
  const world = await startEventWorld();
  const seen = await watch(world, ['batch']);
  const before = world.reads();
  world.words.batch = ended.batch;

  for (const word of ['SUCCEEDED', 'SUBMITTED', 'RUNNING', 'FAILED', 'SUCCEEDED', 'STARTING'])
    for (let copy = 0; copy < 5; copy += 1) world.queue.send(toEvent('batch', word));
  await until(() => world.queue.size() === 0 && seen.results.length === 2, 'all are deleted, and the change is told');

  expect(statusesOf(seen)).toEqual(['batch RUNNING', 'batch SUCCEEDED']);
  expect(world.reads() - before).toBeLessThanOrEqual(2);
});

it('up to four receives are under way while the queue is full, and one when it is empty', async () => {
  const world = await startEventWorld();
  world.fault(({ operation }) => ({ kind: 'none', delayMilliseconds: operation === 'ReceiveMessage' ? 40 : 0 }));
  world.emulator.reset();

  for (let message = 0; message < 300; message += 1) world.queue.send('garbage');
  await until(() => world.queue.size() === 0, 'the queue is empty');

  const counts = world.emulator.calls
    .filter(({ operation }) => operation === 'DeleteMessageBatch')
    .map(({ body }) => (JSON.parse(body) as { Entries: unknown[] }).Entries.length);
  expect(counts.reduce((sum, count) => sum + count)).toBe(300);
  expect(world.emulator.maxInFlight).toBeGreaterThanOrEqual(4);
  expect(world.emulator.maxInFlight).toBeLessThanOrEqual(8);
});

it('a queue is asked for ten messages, with the settings’ URL, in its region and with the first source’s keys', async () => {
  const world = await startEventWorld();
  await until(() => world.count('ReceiveMessage') > 1, 'the long poll has begun');

  const bodies = world.emulator.calls.map(({ body }) => JSON.parse(body) as object);

  const asked = { QueueUrl: queueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 30 };
  expect(bodies.slice(0, 2)).toEqual([
    { ...asked, WaitTimeSeconds: 0 },
    { ...asked, WaitTimeSeconds: 20 },
  ]);
  for (const { headers, path } of world.emulator.calls) {
    expect([path, headers['content-type']]).toEqual(['/', 'application/x-amz-json-1.0']);
    expect(headers['authorization']).toMatch(/Credential=AKIDEXAMPLE\/\d{8}\/us-east-1\/sqs\/aws4_request/);
  }
});

interface Trouble {
  readonly begin: (world: EventWorld) => void;
  readonly code: string;
}

const refuse =
  (code: string, status?: number): FaultPicker =>
  () => ({
    kind: 'error',
    error: toEmulatedError(`com.amazonaws.sqs#${code}`, 's3cr3t-in-the-event', status === undefined ? {} : { status }),
  });

/** A long poll that has begun before the fault ends with a message. */
it.each<readonly [string, Trouble]>([
  ['has been deleted', { begin: ({ remove }) => remove(), code: 'PROVIDER_REJECTED' }],
  ['is denied', { begin: ({ fault }) => fault(refuse('AccessDeniedException')), code: 'PROVIDER_ACCESS_DENIED' }],
])(
  'a queue that %s is UNAVAILABLE at once; polls come back at their own pace and answers are as before',
  async (_what, { begin, code }) => {
    const world = await startEventWorld({ pollMilliseconds: 30, cache: { runningSeconds: 0 } });
    const seen = await watch(world, ['batch']);
    const source = world.gateway.server.gateway.sources.get('batch');
    await until(() => source?.pushes?.health().state === 'LIVE', 'the queue has answered');

    begin(world);
    world.queue.send(toEvent('flows', 'FAILED'));
    await until(() => source?.pushes?.health().state === 'UNAVAILABLE', 'the queue is given up');
    world.words.batch = ended.batch;
    await until(() => seen.results.length === 2, 'a poll sees the change');
    const { data, errors } = await world.gateway.query(`{ job(id: "flows:${keys.flows}") { status } }`);

    expect(source?.pushes?.health()).toMatchObject({ state: 'UNAVAILABLE', lastErrorCode: code });
    expect([errors, data.job.status]).toEqual([[], 'RUNNING']);
    expect(world.gateway.logs.join('')).not.toContain('s3cr3t-in-the-event');
    expect(['UNTRIED', 'HEALTHY']).toContain(source?.health().state);
  },
);

it.each<readonly [string, FaultPicker, string]>([
  ['answers with a page', () => ({ kind: 'html', status: 200 }), 'PROVIDER_BAD_RESPONSE'],
])(
  'a queue that %s is UNAVAILABLE after the second failure, and LIVE after the next answer',
  async (_what, fault, code) => {
    const world = await startEventWorld({ random: () => 0 });
    const pushes = world.gateway.server.gateway.sources.get('omics')?.pushes;
    await until(() => pushes?.health().state === 'LIVE', 'the queue has answered');

    world.fault(fault);
    world.queue.send('garbage');
    await until(() => pushes?.health().lastErrorAt != null, 'one receive has failed');
    const after = pushes?.health();
    await until(() => pushes?.health().state === 'UNAVAILABLE', 'a second one has failed');
    world.fault(undefined);
    await until(() => pushes?.health().state === 'LIVE', 'the queue has answered again');

    expect(after).toMatchObject({ state: 'LIVE', lastErrorCode: code });
  },
);
