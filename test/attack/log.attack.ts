/** Standard output that cannot be written to: requests are answered or refused in time, and nothing secret goes unsaid. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import { findFreePort } from '../free-port.ts';
import { startEmulators } from '../providers.ts';
import { ask, countEach, runPool } from './client.ts';
import { generous, jwt, littleMemory, print, signToken } from './victim.ts';

const program = fileURLToPath(new URL('../../bin/jobgraph.js', import.meta.url));
const graceSeconds = 5;
/** 64 KiB of lines are some 220 requests. */
const requests = 3000;
const protectedValue = 'a-protected-value';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

interface Output {
  readonly descriptor: number;
  /** Once the gateway is ready. */
  readonly spoil: () => void;
}

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'jobgraph-'));
  open.push(() => {
    rmSync(folder, { recursive: true });
  });
  return folder;
}

function openFile(path: string, flags: string | number): number {
  const descriptor = openSync(path, flags);
  open.push(() => {
    try {
      closeSync(descriptor);
    } catch {
      // The test has.
    }
  });
  return descriptor;
}

function toPipe(spoil: (reader: number) => void): Output {
  const path = join(makeFolder(), 'pipe');
  spawnSync('mkfifo', [path]);
  const reader = openFile(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const descriptor = openFile(path, constants.O_WRONLY);
  return {
    descriptor,
    spoil: () => {
      spoil(reader);
    },
  };
}

/** Null where this machine lets nobody mount anything. */
function toFullVolume(): Output | null {
  const folder = makeFolder();
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder]).status !== 0) return null;
  open.push(() => spawnSync('umount', [folder]));
  return { descriptor: openFile(join(folder, 'log'), 'a'), spoil: () => undefined };
}

const outputs: Readonly<Record<string, () => Output | null>> = {
  'a volume that becomes full': toFullVolume,
  'a device that is full': () => ({ descriptor: openFile('/dev/full', 'w'), spoil: () => undefined }),
  'a pipe whose reader has gone': () => toPipe(closeSync),
  'a pipe that nobody reads': () => toPipe(() => undefined),
};

async function start(output: Output): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  const describe = (id: string) => ({ JobId: id, Status: 'Active', ClientRequestToken: protectedValue });
  const { sources, close } = await startEmulators(
    { cos: { provider: 'cosbatch', jobs: { list: () => [], describe }, source: generous } },
    { recordedCalls: 100 },
  );
  open.push(close);
  const port = await findFreePort();
  const file = join(makeFolder(), 'config.json');
  writeFileSync(file, JSON.stringify({ server: { port, shutdownGraceSeconds: graceSeconds }, auth: jwt, sources }));
  const child = spawn(process.execPath, [...littleMemory, program, '--config', file], {
    stdio: ['ignore', output.descriptor, 'ignore'],
  });
  open.push(() => child.kill('SIGKILL'));
  const url = `http://127.0.0.1:${port}`;
  const endsAt = performance.now() + 15_000;
  while (!(await isHealthy(url)) && child.exitCode === null && performance.now() < endsAt) await wait(50);
  return { child, url };
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    const { status } = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(2000) });
    return status === 200;
  } catch {
    return false;
  }
}

/** Resolves with the status, or `hangs`. */
async function stop(child: ChildProcess): Promise<number | string> {
  if (child.exitCode !== null || child.signalCode !== null)
    return `had ended with ${child.exitCode ?? child.signalCode}`;
  const ended = once(child, 'exit').then(([status, signal]) => (status ?? signal) as number | string);
  child.kill('SIGTERM');
  return Promise.race([ended, wait((graceSeconds + 2) * 1000, 'hangs')]);
}

it.for(Object.entries(outputs))('%s', async ([name, toOutput], { skip }) => {
  const output = toOutput();
  if (output === null) return skip('no file system may be mounted here');
  const { child, url } = await start(output);
  const graph = `${url}/graphql`;
  const token = await signToken('reader');
  const agent = new Agent({ keepAlive: true });
  output.spoil();

  let unanswered = 0;
  const answers = await runPool(requests, 16, async (index) => {
    // It hangs, or has ended: that is known by now.
    if (unanswered > 30) return { status: 0, codes: ['not asked'], milliseconds: 0 };
    const query = `query Q { job(id: "cos:j${index % 100}") { status } }`;
    const answer = await ask(graph, { query, token, milliseconds: 3000 }, agent);
    if (answer.status === 0) unanswered += 1;
    return answer;
  });
  const secretive = await signToken('auditee', 'job:read job:sensitive');
  const query = '{ job(id: "cos:secret") { id ... on CosBatchJob { clientRequestToken } } }';
  const disclosing = await ask(graph, { query, token: secretive, milliseconds: 5000 }, agent);
  const healthy = await isHealthy(url);
  const metrics = healthy ? await (await fetch(`${url}/metrics`)).text() : '';
  agent.destroy();
  const ended = await stop(child);

  const figures = {
    answered: countEach(answers.map(({ status, codes }) => `${status} ${codes[0] ?? ''}`)),
    slowest: Math.round(Math.max(...answers.map(({ milliseconds }) => milliseconds))),
    disclosing: `${disclosing.status} ${disclosing.codes.join()}`,
    isDisclosed: JSON.stringify(disclosing.data).includes(protectedValue),
    healthy,
    lost: metrics.split('\n').filter((line) => /^jobgraph_[a-z_]*log[a-z_]*(\{.*\})? [1-9]/.test(line)),
    ended,
  };
  print(name, figures);
  expect(figures).toMatchObject({ answered: { '200 ': requests }, isDisclosed: false, healthy: true });
  // Refused, rather than lost.
  expect(disclosing.status).toBeGreaterThan(0);
  // For a reader that pauses, lines wait in memory.
  if (name !== 'a pipe that nobody reads') expect(figures.lost).not.toEqual([]);
  expect(ended).toBeTypeOf('number');
});
