/** The program itself in a process of its own, on a configuration file. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface GatewayProcess {
  readonly url: string;
  readonly process: ChildProcess;
  /** Everything that it has written to standard output. */
  readonly output: () => string;
  readonly exited: Promise<number | null>;
}

const program = fileURLToPath(new URL('../../bin/jobgraph.js', import.meta.url));

/** Resolves when it listens. `nodeArguments` go to Node.js, before the program. */
export async function startProcess(
  config: object,
  nodeArguments: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
): Promise<GatewayProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'jobgraph-'));
  const file = join(folder, 'config.json');
  writeFileSync(file, JSON.stringify(config));
  const child = spawn(process.execPath, [...nodeArguments, program, '--config', file, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
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
      const [, address] = /jobgraph is at (\S+)/.exec(output) ?? [];
      if (address !== undefined) resolve(address);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    void exited.then(() => {
      reject(new Error(output));
    });
  });
  return { url, process: child, output: () => output, exited };
}
