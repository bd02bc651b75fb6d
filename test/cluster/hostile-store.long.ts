/** A gateway whose store answers what it likes: no query fails for it, and all is shared again when the store is right. */
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startGateway, type GatewayUnderTest } from '../gateway.ts';
import { startEmulators, type Providers } from '../providers.ts';
import { until } from '../until.ts';
import {
  startHostileStore,
  toList,
  toMessage,
  toText,
  type Answer,
  type Asked,
  type HostileStore,
} from './hostile-store.ts';
import { toClusterSettings } from './join.ts';
import { hasRedis, startRedis } from './redis.ts';

const channel = 'lab:1:done:';
const now = (): string => `:${Date.now()}\r\n`;
const limits = { requestsPerSecond: 50, burst: 20, concurrency: 8 };

/** The same to all scripts but the sign of life. */
const toScripts =
  (bytes: string): Answer =>
  ({ script }) =>
    script === 'beat' || script === 'subscribe' ? undefined : bytes;
const to =
  (name: string, bytes: string): Answer =>
  ({ script }) =>
    script === name ? bytes : undefined;
/** To all that is looked up. */
const toLooks =
  (...answer: readonly string[]): Answer =>
  ({ script, words }) =>
    script === 'look'
      ? toList(now(), ':0\r\n', ...Array.from({ length: (Number(words[2]) - 1) / 2 }, () => toList(...answer)))
      : undefined;
/** Once it listens. */
const unasked =
  (bytes: string): Answer =>
  ({ script, words, socket }: Asked) => {
    if (script === 'subscribe') socket.write(toList(toText('subscribe'), toText(words[1] ?? ''), ':1\r\n') + bytes);
    return script === 'subscribe' ? null : undefined;
  };
/** Bytes without an end, until the connection is cut. */
const endless =
  (name: string, head: string, chunk: Buffer): Answer =>
  ({ script, socket }) => {
    if (script !== name) return undefined;
    // It has begun already.
    if (socket.listenerCount('drain') > 0) return null;
    if (name === 'subscribe') socket.write(toList(toText('subscribe'), toText(channel), ':1\r\n'));
    socket.write(head);
    const pour = (): void => {
      while (!socket.destroyed && socket.write(chunk));
    };
    socket.on('drain', pour);
    pour();
    return null;
  };
const mega = Buffer.alloc(1_000_000, 'x');

describe.skipIf(!hasRedis)('a store that answers', () => {
  let providers: Providers<'lab'>;
  let store: HostileStore | undefined;
  const gateways: GatewayUnderTest[] = [];
  let serial = 0;

  beforeEach(async () => {
    providers = await startEmulators({
      lab: {
        provider: 'panorama',
        source: { limits },
        jobs: {
          list: () => [{ JobId: 'listed', Status: 'PENDING', CreatedTime: 1_700_000_000 }],
          describe: (id) => ({ JobId: id, Status: 'PENDING', CreatedTime: 1_700_000_000 }),
        },
      },
    });
  });
  afterEach(async () => {
    for (const gateway of gateways.splice(0)) await gateway.close();
    await store?.close();
    await providers.close();
  });

  async function start(): Promise<GatewayUnderTest> {
    const cluster = toClusterSettings({ url: store?.url });
    const gateway = await startGateway({ sources: providers.sources, cluster, cache: { runningSeconds: 60 } });
    gateways.push(gateway);
    return gateway;
  }

  /** Jobs that nothing has asked for, and a list. */
  async function askAll(gateway: GatewayUnderTest): Promise<void> {
    const token = await gateway.token('job:read');
    const ids = Array.from({ length: 5 }, () => `lab:job-${(serial += 1)}`);
    const query = `{ jobsById(ids: ${JSON.stringify(ids)}) { id status } jobs(first: 5) { edges { node { id } } } }`;
    const { data, errors } = await gateway.query(query, { token });
    expect(errors).toEqual([]);
    expect(data.jobsById).toEqual(ids.map((id) => ({ id, status: 'QUEUED' })));
    expect(data.jobs.edges.length).toBe(1);
  }

  it.each<[string, Answer]>([
    ['a number to everything', () => ':1\r\n'],
    ['a text to everything', () => toText('hello')],
    ['one letter to everything', () => '+O\r\n'],
    ['nothing to everything', () => '$-1\r\n'],
    ['numbers to all scripts', toScripts(':1\r\n')],
    ['texts to all scripts', toScripts(toText('hello'))],
    ['nothing to all scripts', toScripts('$-1\r\n')],
    ['empty lists to all scripts', toScripts('*0\r\n')],
    ['lists of other things to all scripts', toScripts(toList(':1\r\n', toText('x'), '$-1\r\n', '*0\r\n'))],
    ['lists within lists to all scripts', toScripts('*1\r\n'.repeat(20_000) + ':1\r\n')],
    ['long lists to all scripts', toScripts(`*9999999\r\n${':1\r\n'.repeat(20_000)}`)],
    ['what is no reply to all scripts', toScripts('what?\r\n')],
    ['numbers that are none to all scripts', toScripts(':12a\r\n')],
    ['numbers without end to all scripts', toScripts(toList(':9999999999999999999\r\n', ':-1\r\n'))],
    ['an unknown error to all scripts', toScripts('-WHAT is this\r\n')],
    ['that it knows no script', toScripts('-NOSCRIPT No matching script.\r\n')],
    ['twice', toScripts(':1\r\n:1\r\n')],
    ['a retry of -1', to('take', toList(':-1\r\n', ':9\r\n'))],
    ['a retry in thirty years', to('take', toList(':1000000000000\r\n', ':9\r\n'))],
    ['no start and no retry', to('take', toList(':0\r\n', ':9\r\n'))],
    ['starts, and not how many are left', to('take', toList(':0\r\n'))],
    ['starts in thirty years', to('take', toList(':0\r\n', ':9\r\n', ':1000000000000\r\n'))],
    ['a budget that is renewed in thirty years', to('spend', toList(':1\r\n', ':1000000000000\r\n'))],
    ['a record without an age', toLooks(toText('hit'), toText('old'), toText('2{}'))],
    ['a record of a negative age', toLooks(toText('hit'), ':-1000000000000000\r\n', toText('2{}'))],
    ['a record that is very old', toLooks(toText('hit'), ':9000000000000000\r\n', toText('2{}'))],
    ['a record without a value', toLooks(toText('hit'), ':1\r\n')],
    ['a claim with something else', toLooks(toText('yours'), toText('x'), ':1\r\n')],
    ['an unknown word to looks', toLooks(toText('what'))],
    ['nothing unasked', unasked('$-1\r\n')],
    ['an empty list unasked', unasked('*0\r\n')],
    ['a number unasked', unasked(':1\r\n')],
    ['a message that is none', unasked(toList(toText('message'), '$-1\r\n', toText('x')))],
    ['a message of another channel', unasked(toMessage('other', 'x y'))],
    ['an endless text', endless('look', '$2000000000\r\n', mega)],
    ['a text that ends too late', endless('look', '$9000000\r\n', mega.subarray(0, 100))],
    ['an endless list', endless('look', '*9999\r\n', Buffer.from(':1\r\n'.repeat(10_000)))],
    ['an endless line', endless('look', '+', mega)],
    ['an endless message', endless('subscribe', '*3\r\n$7\r\nmessage\r\n$11\r\nlab:1:done:\r\n$300000000\r\n', mega)],
    ['a list of messages without end', endless('subscribe', '*1000\r\n', Buffer.from(toText('x'.repeat(1000))))],
  ])('%s', async (_name, answer) => {
    store = await startHostileStore(answer);
    const redis = await startRedis();
    try {
      const gateway = await start();
      await until(() =>
        gateway.logs.some((line) => line.includes('"cluster joined"') || line.includes('"cluster left"')),
      );

      for (let count = 0; count < 3; count += 1) await askAll(gateway);

      store.becomeRight(redis.url);
      const rightAt = performance.now();
      const other = await start();
      // What one of them has read, the other is given.
      await until(async () => {
        await askAll(gateway);
        const before = providers.emulators.lab.calls.length;
        const query = `{ job(id: "lab:job-${serial}") { status } }`;
        const { errors } = await other.query(query, { token: await other.token('job:read') });
        expect(errors).toEqual([]);
        if (providers.emulators.lab.calls.length === before) return true;
        await wait(50);
        return false;
      });
      expect(performance.now() - rightAt).toBeLessThan(5000);
      const faults = gateway.logs.map((line) => JSON.parse(line)).filter(({ level }) => level >= 50);
      expect(faults).toEqual([]);
    } finally {
      await redis.close();
    }
  });

  it('without an end is read no further than one reply may be', async () => {
    const sent: number[] = [];
    const cutAfter = endless('look', '*9\r\n$9000000\r\n', mega);
    store = await startHostileStore((asked) => {
      if (asked.script === 'look') asked.socket.once('close', () => sent.push(asked.socket.bytesWritten));
      return cutAfter(asked);
    });
    const gateway = await start();
    await until(() => gateway.logs.some((line) => line.includes('"cluster joined"')));

    await askAll(gateway);
    await until(() => sent.length > 0);

    expect(Math.max(...sent)).toBeLessThan(40_000_000);
  });
});
