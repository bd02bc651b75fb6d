/** The program itself in a process of its own, on a configuration file. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export interface GatewayProcess {
  readonly url: string;
  readonly process: ChildProcess;
  /** Everything that it has written to standard output. */
  readonly output: () => string;
  readonly exited: Promise<number | null>;
}

const root = fileURLToPath(new URL('../../', import.meta.url));

export interface ProcessOptions {
  /** A file in the place of a pipe that the test reads. It may not take the address, so the port must be named. */
  readonly output?: { readonly fd: number; readonly port: number };
  /** The folder of the program. Default: this checkout. */
  readonly checkout?: string;
}

/** Resolves when it listens. Without a configuration it is the demo. `nodeArguments` go to Node.js, before the program. */
export async function startProcess(
  config: object | undefined,
  nodeArguments: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
  { output: file, checkout = root }: ProcessOptions = {},
): Promise<GatewayProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'jobgraph-'));
  const configFile = join(folder, 'config.json');
  if (config !== undefined) writeFileSync(configFile, JSON.stringify(config));
  const child = spawn(
    process.execPath,
    [
      ...nodeArguments,
      join(checkout, 'bin/jobgraph.js'),
      ...(config === undefined ? [] : ['--config', configFile]),
      '--port',
      String(file?.port ?? 0),
    ],
    { stdio: ['ignore', file?.fd ?? 'pipe', 'pipe'], env: { ...process.env, ...environment } },
  );
  let output = '';
  const exited = new Promise<number | null>((resolve) => {
    child.once('close', (status) => {
      rmSync(folder, { recursive: true });
      resolve(status);
    });
  });
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += String(chunk);
      const [, address] = /(?:jobgraph is at|^graph) ([^\s"]+)/m.exec(output) ?? [];
      if (address !== undefined) resolve(address);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    if (file !== undefined) void isReady(file.port).then(resolve);
    void exited.then(() => {
      reject(new Error(output));
    });
  });
  return { url, process: child, output: () => output, exited };
}

/** Gives the graph's address. */
async function isReady(port: number): Promise<string> {
  for (;;) {
    const response = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
    if (response?.ok === true) return `http://127.0.0.1:${port}/graphql`;
    await wait(50);
  }
}
