/** A real server of the store for a test: its own process, on a socket in a folder of its own. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';

const program = process.env['REDIS_SERVER'] ?? 'redis-server';

/** Whether tests can start one. Says so where they cannot. */
export const hasRedis = spawnSync(program, ['--version']).status === 0;
if (!hasRedis) process.stderr.write('!!! No redis-server here: the tests of several processes will NOT run.\n');

export interface RedisServer {
  /** As `cluster.valkey.url` takes it. */
  readonly url: string;
  /** A client beside those of the gateways. */
  readonly client: Redis;
  readonly process: () => ChildProcess;
  /** Stops answering, without a word, until `resume`. */
  readonly freeze: () => void;
  readonly resume: () => void;
  /** Takes no more data from now on. */
  readonly fill: () => Promise<void>;
  readonly kill: () => Promise<void>;
  /** At the same address, with nothing of what it held. */
  readonly restart: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** The caller closes it. `settings` go to its command line. */
export async function startRedis(...settings: readonly string[]): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), 'jobgraph-redis-'));
  const socket = join(folder, 's');
  const client = new Redis({ path: socket, lazyConnect: true, retryStrategy: () => 20, maxRetriesPerRequest: null });
  client.on('error', () => undefined);
  let server = await start(folder, socket, settings);

  const kill = async (): Promise<void> => {
    server.kill('SIGCONT');
    const ended = new Promise((resolve) => server.once('close', resolve));
    if (server.exitCode !== null || server.signalCode !== null || !server.kill('SIGKILL')) return;
    await ended;
  };
  return {
    url: `unix:${socket}`,
    client,
    process: () => server,
    freeze: () => server.kill('SIGSTOP'),
    resume: () => server.kill('SIGCONT'),
    fill: async () => {
      await client.config('SET', 'maxmemory-policy', 'noeviction');
      await client.config('SET', 'maxmemory', '1');
    },
    kill,
    restart: async () => {
      await kill();
      server = await start(folder, socket, settings);
    },
    close: async () => {
      client.disconnect();
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Resolves when it takes connections. */
async function start(folder: string, socket: string, settings: readonly string[]): Promise<ChildProcess> {
  rmSync(socket, { force: true });
  const own = ['--port', '0', '--unixsocket', socket, '--unixsocketperm', '700', '--dir', folder];
  const limits = ['--save', '', '--appendonly', 'no', '--maxmemory', '64mb', '--maxmemory-policy', 'volatile-lru'];
  const child = spawn(program, [...own, ...limits, ...settings], { stdio: ['ignore', 'pipe', 'pipe'] });
  await new Promise<void>((resolve, reject) => {
    let output = '';
    const read = (chunk: Buffer): void => {
      output += String(chunk);
      if (/ready to accept connections/i.test(output)) resolve();
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('error', reject);
    child.once('close', () => {
      reject(new Error(output));
    });
  });
  return child;
}
