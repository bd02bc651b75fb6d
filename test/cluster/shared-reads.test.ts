import { describe, expect, it } from 'vitest';
import type { Cluster } from '../../src/cluster/cluster.ts';
import type { SharedFormat, SharedReads, SharedState } from '../../src/jobs/reading/shared-reads.ts';
import type { Entry } from '../../src/jobs/reading/store.ts';
import { until } from '../until.ts';
import { useCluster } from './join.ts';
import { hasRedis } from './redis.ts';

interface Word extends Entry {
  readonly text: string;
  readonly state: SharedState;
}

function openWords({ share }: Cluster, maxAges: SharedFormat<Word>['maxAges']): SharedReads<Word> {
  return share<Word>({
    source: 'devices',
    fingerprint: 'words',
    maxAges,
    toState: ({ state }) => state,
    toLevel: () => 0,
    maxLength: 1000,
    isValid: (value) => 'text' in value,
  });
}

const toWord = (text: string, state: SharedState): Word => ({ text, state, bytes: 1, readAt: performance.now() });

describe.skipIf(!hasRedis)('entries of any kind that processes share', () => {
  const { redis, join, calls } = useCluster();
  const untilPut = (): Promise<void> => until(() => calls.some((call) => call.startsWith('put')));

  it.each(['terminal', 'absent'] as const)('end in the store after any fraction of a second: %s', async (state) => {
    const words = openWords(await join(), { running: 0, terminal: 8200.5, absent: 8200.5 });

    words.offer('a', toWord('hello', state), performance.now());
    await untilPut();

    expect(calls).toContain('put OK');
    const [key = ''] = await redis().client.keys('lab:1:record:*');
    expect(await redis().client.pttl(key)).toBeGreaterThan(0);
    expect((await words.recent({ id: 'a', level: 0 }, 60_000))?.text).toBe('hello');
  });

  it('are not believed from before a change, however many changes are known', async () => {
    const words = openWords(await join(), { running: 60_000, terminal: 60_000, absent: 60_000 });
    for (const id of ['a', 'b']) words.offer(id, toWord('old', 'terminal'), performance.now());
    await untilPut();
    expect((await words.recent({ id: 'b', level: 0 }, 60_000))?.text).toBe('old');

    words.forget('a', performance.now());
    for (let count = 0; count < 10_000; count += 1) words.forget(`other ${count}`, performance.now());

    expect(await words.recent({ id: 'a', level: 0 }, 60_000)).toBeUndefined();
    // What is remembered is bounded: from then on nothing of before is believed.
    expect(await words.recent({ id: 'b', level: 0 }, 60_000)).toBeUndefined();
    words.offer('b', toWord('new', 'terminal'), performance.now());
    await until(async () => (await words.recent({ id: 'b', level: 0 }, 60_000))?.text === 'new');
  });

  it.each(['read for all', 'read beside'])('are not taken if the clock was set back meanwhile: %s', async (how) => {
    const [first, second] = (await Promise.all([join(), join()])).map((cluster) =>
      openWords(cluster, { running: 60_000, terminal: 60_000, absent: 60_000 }),
    );
    const began = performance.now();
    const { signal } = new AbortController();
    const setBack = async (): Promise<void> => {
      // It has been later than it is now.
      await redis().client.hset('lab:1:clock:', 'a', Date.now() + 10_000);
    };
    const word = toWord('hello', 'terminal');
    const read = async (): Promise<string> => {
      await setBack();
      return 'read';
    };

    if (how === 'read for all')
      await first!.once({ id: 'a', level: 0 }, { signal, onFound: () => 'found', read, toShared: () => word });
    else {
      await first!.recent({ id: 'a', level: 0 }, 1);
      await setBack();
      first!.offer('a', word, began);
    }
    await untilPut();

    expect(await second!.recent({ id: 'a', level: 0 }, 60_000)).toBeUndefined();
  });
});
