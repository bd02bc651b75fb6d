/** Processes of the benchmark: started on their cores, measured by what the system says of them, ended. */
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { availableParallelism } from 'node:os';
import { performance } from 'node:perf_hooks';
import { clearTimeout } from 'node:timers';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { peers } from './peers.js';
import { sourceSettings } from './settings.js';
import { providers as fiveProviders } from './world.js';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('..', import.meta.url));

/** The server has a core to itself, where there are two and the system lets one choose. */
export const canPin = process.platform === 'linux' && existsSync('/usr/bin/taskset') && availableParallelism() >= 2;
const serverCore = '1';
const otherCore = '0';

function pin(core, command) {
  return canPin ? ['taskset', '-c', core, ...command] : command;
}

/** A helper with a channel: the stub, or the load. */
export async function startHelper(file) {
  const [command, ...args] = pin(otherCore, [process.execPath, `${here}${file}`]);
  const child = canPin
    ? spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    : fork(`${here}${file}`, { stdio: 'inherit' });
  return {
    send: (message) => child.send(message),
    next: () => nextMessage(child, file),
    stop: () => stop(child),
  };
}

/** Rejects if the helper ends before it says anything. */
function nextMessage(child, file) {
  return new Promise((resolve, reject) => {
    const onMessage = (message) => {
      child.off('exit', onExit);
      resolve(message);
    };
    const onExit = () => {
      child.off('message', onMessage);
      reject(new Error(`${file} ended before it answered`));
    };
    child.once('message', onMessage);
    child.once('exit', onExit);
  });
}

export async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 3000);
  await ended;
  clearTimeout(timer);
}

async function findFreePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** The five providers of most works, one source each. */
const fiveSources = fiveProviders.map((provider) => ({ name: provider, provider }));

/** The gateway's configuration: limits out of the way, for the limiter is not what is measured. */
function writeConfig(folder, endpoints, { cache, cluster, sources = fiveSources, settings = {} }) {
  const many = 1_000_000;
  const { runningSeconds, terminalSeconds, maxBytes } = cache;
  const config = {
    server: { host: '127.0.0.1', port: 0 },
    auth: { mode: 'none' },
    limits: { aliases: 1000, tokens: 100_000, jobsPerOperation: 1000, upstreamCalls: 2000, requestBytes: many },
    cache: { runningSeconds, terminalSeconds, maxBytes },
    cluster,
    subscriptions: { maxConnections: 10_000, maxPerConnection: 100, maxWatchedJobs: many },
    logging: { level: 'warn' },
    ...settings,
    sources: sources.map(({ name, provider, ...own }) => ({
      name,
      provider,
      endpoint: endpoints[provider],
      ...sourceSettings[provider],
      ...own,
      limits: { requestsPerSecond: 10_000, burst: 10_000, concurrency: 50, queue: 10_000 },
    })),
  };
  const file = `${folder}/jobgraph.json`;
  writeFileSync(file, JSON.stringify(config));
  return file;
}

/** Node's flags in `npm start`, which the container has, too. */
function readStartFlags(checkout) {
  const { scripts } = JSON.parse(readFileSync(`${checkout}/package.json`, 'utf8'));
  return scripts.start.split(' ').filter((word) => word.startsWith('--'));
}

/**
 * Starts a peer and waits until it has given its first answer.
 * @param options `cache` is the gateway's own setting, with `keepsJobs` for the works on which the others keep jobs too;
 * `checkout` is the folder of the gateway that is started, this one where it is left out; `collects` is whether its garbage
 * can be collected from here; `preload` is a file of this folder that is loaded before the program; `cluster`, `sources` (their
 * names and providers) and `settings` are the gateway's own
 */
export async function startPeer(name, options) {
  const {
    endpoints,
    folder,
    cache,
    firstIds,
    checkout = root,
    collects = false,
    preload = collects && 'collect.js',
  } = options;
  const peer = peers[name];
  const port = await findFreePort();
  const environment = {
    PATH: process.env.PATH,
    NODE_ENV: 'production',
    BENCH_PORT: String(port),
    BENCH_ENDPOINTS: JSON.stringify(endpoints),
    BENCH_CACHES: cache.keepsJobs === true ? '1' : '0',
    NODE_OPTIONS: `${process.env.BENCH_NODE_OPTIONS ?? ''}${preload ? ` --import ${here}${preload}` : ''}`,
  };
  const command =
    peer.isGateway === true
      ? [
          process.execPath,
          ...readStartFlags(checkout),
          `${checkout}/bin/jobgraph.js`,
          '--config',
          writeConfig(folder, endpoints, options),
          '--port',
          String(port),
        ]
      : (peer.toCommand?.({ here, folder, port, environment }) ?? [
          process.execPath,
          ...peer.command.map((file) => `${here}${file}`),
        ]);
  const [program, ...args] = pin(serverCore, command);
  const startedAt = performance.now();
  const stdio = ['ignore', 'ignore', process.env.BENCH_DEBUG === '1' ? 'inherit' : 'ignore'];
  const child = spawn(program, args, { cwd: here, env: environment, stdio });
  const url = `http://127.0.0.1:${port}${peer.path}`;
  try {
    await waitForAnswer(child, peer, url, firstIds);
  } catch (error) {
    await stop(child);
    throw error;
  }
  const firstAnswerMilliseconds = performance.now() - startedAt;
  return {
    name,
    url,
    firstAnswerMilliseconds,
    ask: (ids, query) => ask(peer, url, ids, query),
    cpuSeconds: () => readCpuSeconds(child.pid),
    threadSeconds: () => readThreadSeconds(child.pid),
    rssMegabytes: () => readRss(child.pid),
    collectGarbage: () => collectGarbage(child),
    stop: () => stop(child),
  };
}

const startLimitMilliseconds = 60_000;

async function waitForAnswer(child, peer, url, ids) {
  const until = performance.now() + startLimitMilliseconds;
  while (performance.now() < until) {
    if (child.exitCode !== null)
      throw new Error(`${peer.title} ended with status ${child.exitCode} before it answered`);
    try {
      await ask(peer, url, ids);
      return;
    } catch {
      await sleep(5);
    }
  }
  throw new Error(`${peer.title} gave no answer within ${startLimitMilliseconds / 1000} s`);
}

async function ask(peer, url, ids, query) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: peer.toBody(ids, query),
  });
  const answer = await response.json();
  if (response.status !== 200 || answer.errors !== undefined)
    throw new Error(`${peer.title}: ${JSON.stringify(answer.errors ?? answer)}`);
  return answer;
}

/** Of all its threads and of children that have ended; in ticks of 10 ms. Null where the system does not say. */
function readCpuSeconds(pid) {
  if (!existsSync(`/proc/${pid}/stat`)) return null;
  const [, rest] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
  const fields = rest.split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Of the threads that run now, to the nanosecond: for works whose threads are the same from begin to end. Null as above. */
function readThreadSeconds(pid) {
  if (!existsSync(`/proc/${pid}/schedstat`)) return null;
  const tasks = readdirSync(`/proc/${pid}/task`);
  const read = (task) => Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]);
  return tasks.reduce((sum, task) => sum + read(task), 0) / 1e9;
}

/**
 * Returns when the process rests again: collecting 400 MB takes longer than 40 MB. Windows has no such signal: there, memory is
 * measured as it is.
 */
async function collectGarbage(child) {
  if (process.platform !== 'win32') child.kill('SIGUSR1');
  let before = -Infinity;
  for (let waits = 0; waits < 40; waits += 1) {
    await sleep(250);
    const seconds = readThreadSeconds(child.pid);
    if (seconds !== null && seconds - before < restingSeconds) return;
    before = seconds ?? -Infinity;
  }
}

/** The most CPU in a quarter of a second of a process that rests. */
const restingSeconds = 0.02;

function readRss(pid) {
  if (!existsSync(`/proc/${pid}/status`)) return null;
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
}
