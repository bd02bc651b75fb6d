import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { sampleAnnotations } from '../../examples/supergraph/sample-annotations.ts';

const running: ChildProcess[] = [];
const others: Server[] = [];
afterEach(() => {
  for (const other of others.splice(0)) other.close();
  // Those that a failed test leaves behind; each takes its own children with it.
  for (const child of running.splice(0)) child.kill('SIGTERM');
});

/** Starts the example and waits for what it prints. */
async function start(options: readonly string[], sign: RegExp) {
  const child = spawn(process.execPath, ['examples/supergraph/start.ts', ...options]);
  running.push(child);
  const exit = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  let output = '';
  await new Promise<void>((resolve, reject) => {
    const collect = (chunk: Buffer): void => {
      output += chunk.toString();
      if (sign.test(output)) resolve();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('exit', () => {
      reject(new Error(`The example ended: ${output}`));
    });
  });
  return { child, exit, output };
}

async function occupyPort(): Promise<string> {
  const other = createServer().listen(0, '127.0.0.1');
  others.push(other);
  await once(other, 'listening');
  return String((other.address() as AddressInfo).port);
}

function addressesIn(output: string): readonly string[] {
  return [...output.matchAll(/ is at (http:\S+)/g)].map(([, url]) => url ?? '');
}

async function answers(url: string): Promise<boolean> {
  return fetch(url, { method: 'POST' }).then(
    () => true,
    () => false,
  );
}

describe('npm run example:supergraph', () => {
  it('prints a query that crosses both subgraphs and an address that answers it, and stops whole', async () => {
    // The router's usual port is taken, as it is beside a running demo.
    const taken = await occupyPort();
    const { child, exit, output } = await start(['--any-port', '--port', taken], /npm run --silent token/);
    const addresses = addressesIn(output);
    const query = /query \w+ \{.*?\n {2}\}\n/s.exec(output)?.[0];

    const response = await fetch(addresses[2] ?? '', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    const { data } = (await response.json()) as {
      readonly data: { readonly jobsById: readonly Record<string, unknown>[] };
    };
    child.kill('SIGTERM');
    const status = await exit;

    expect(output).toContain(`port ${taken} is taken: using a free one\n`);
    expect(output).not.toContain('EADDRINUSE');
    expect(data.jobsById).toEqual(
      [...sampleAnnotations].map(
        ([id, annotation]) =>
          expect.objectContaining({ id, status: expect.any(String) as string, ...annotation }) as unknown,
      ),
    );
    expect(status).toEqual([0, null]);
    expect(addresses).toHaveLength(3);
    expect(await Promise.all(addresses.map(answers))).toEqual([false, false, false]);
  });

  it('leaves the router to another where it is asked to, and stops on Ctrl-C', async () => {
    const { child, exit, output } = await start(['--any-port', '--subgraphs-only'], /annotations is at \S+\n/);
    const addresses = addressesIn(output);
    const before = await Promise.all(addresses.map(answers));

    child.kill('SIGINT');
    const status = await exit;

    expect(before).toEqual([true, true]);
    expect(status).toEqual([0, null]);
    expect(await Promise.all(addresses.map(answers))).toEqual([false, false]);
  });
});
