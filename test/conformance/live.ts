/** Watched jobs: each state once, in order, until the end. */
import { createClient } from 'graphql-ws';
import { expect } from 'vitest';
import { WebSocket } from 'ws';
import { until } from '../until.ts';
import type { Kit } from './kit.ts';
import { listMoves } from './statuses.ts';
import type { World } from './world.ts';

interface Change {
  readonly status: string;
  readonly rawStatus: string | null;
}

export function showLive({ subject, show, world }: Kit): void {
  const key = subject.keys.good;
  const moves = listMoves(subject);

  show('live: changes', async () => {
    const { clear, put, callsFor } = world();
    clear();
    denyPushes(world(), subject);
    put(key, moves[0]?.toWire(key) ?? { body: '' });
    const watching = watch(world(), [key]);
    for (const [index, row] of moves.entries()) {
      put(key, row.toWire(key));
      await until(() => watching.changes.length > index);
      // It is polled again while it stands still, and that is no change.
      const calls = callsFor(key);
      if (index < moves.length - 1) await until(() => callsFor(key) >= calls + 2);
    }
    const ended = await watching.ended;

    expect(ended).toBe('complete');
    expect(watching.changes.map(({ status, rawStatus }) => [status, rawStatus])).toEqual(
      moves.map(({ status, rawStatus }) => [status, rawStatus]),
    );
  });

  show('live: cost', async () => {
    const { clear, put, callsFor, calls } = world();
    clear();
    denyPushes(world(), subject);
    const keys = [0, 1, 2].map((index) => subject.keys.toKey(index));
    for (const one of keys) put(one, moves[0]?.toWire(one) ?? { body: '' });
    const watching = [watch(world(), keys), watch(world(), keys)];
    await until(() => keys.every((one) => callsFor(one) >= 4));
    for (const { stop } of watching) stop();

    // Two watch each job, and it is read as often as if one did.
    const reads = keys.map(callsFor);
    expect(Math.max(...reads) - Math.min(...reads)).toBeLessThanOrEqual(1);
    const made = calls().filter(({ operation }) => !operation.startsWith('watch'));
    expect(made.length).toBeLessThanOrEqual(reads.reduce((sum, count) => sum + count, 0) * callsOfARead(subject));
  });
}

/** No event tells of what is put: it must be seen by polls. */
function denyPushes({ answerWith }: World, { requests }: Kit['subject']): void {
  const operations = Object.keys(requests.operations).filter((name) => name.startsWith('watch'));
  for (const operation of operations) answerWith(operation, () => ({ kind: 'accessDenied' }));
}

/** A job that a second read completes takes two. */
function callsOfARead({ requests }: Kit['subject']): number {
  return Object.keys(requests.operations).length > 1 ? 2 : 1;
}

function watch({ gateway, toIds }: World, keys: readonly string[]) {
  const client = createClient({ url: gateway.url.replace('http', 'ws'), webSocketImpl: WebSocket, retryAttempts: 0 });
  const changes: Change[] = [];
  let stop = (): void => undefined;
  const ended = new Promise<unknown>((resolve) => {
    stop = client.subscribe(
      {
        query: 'subscription ($ids: [ID!]!) { jobUpdated(ids: $ids) { status rawStatus } }',
        variables: { ids: toIds(keys) },
      },
      {
        next: (result) => void changes.push((result as unknown as { data: { jobUpdated: Change } }).data.jobUpdated),
        error: resolve,
        complete: () => resolve('complete'),
      },
    );
  }).finally(() => client.dispose());
  return { changes, ended, stop: () => stop() };
}
