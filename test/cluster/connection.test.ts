import { setTimeout as wait } from 'node:timers/promises';
import { expect, it, onTestFinished, vi } from 'vitest';
import { openConnection } from '../../src/cluster/connection.ts';
import { until } from '../until.ts';
import { startHostileStore } from './hostile-store.ts';

it('a connection that is closed before it listens is not tried again', async () => {
  const store = await startHostileStore(() => null);
  onTestFinished(store.close);
  const nothing = (): void => undefined;
  const connection = openConnection({
    valkey: { url: store.url, insecure: false, timeoutMilliseconds: 150 },
    channel: 'lab:1:done:',
    random: () => 0,
    ...{ onReady: nothing, onMessage: nothing, onListening: nothing },
  });
  await until(() => store.asked.includes('subscribe'));

  connection.close();
  const later = vi.spyOn(globalThis, 'setTimeout');
  await wait(50);

  const waits = later.mock.calls.map(([, milliseconds]) => milliseconds);
  later.mockRestore();
  expect(waits).toEqual([]);
});
