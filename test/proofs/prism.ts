/** A proxy that lets pass only what an API's own description allows, in both directions. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** Where the descriptions are, and the proxy. */
export const descriptions = fileURLToPath(new URL('descriptions/node_modules/', import.meta.url));
const program = `${descriptions}@stoplight/prism-cli/dist/index.js`;

/** Prints, loudly, that proofs are skipped unless the proxy and a description are there. Returns whether they are. */
export function hasPrism(description: string, subject: string): boolean {
  if (existsSync(program) && existsSync(description)) return true;
  process.stderr.write(
    `\n!!! SKIPPED, because \`npm ci --prefix test/proofs/descriptions\` was not run: ${subject} by its own description\n`,
  );
  return false;
}

export interface Prism {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/**
 * What is not as described is answered with a 4xx (a request) or 500 (an answer) that says why.
 * @param upstream where requests go on to
 * @param description a file of OpenAPI 3; a large one takes a minute to load
 */
export async function startPrism(upstream: string, description: string): Promise<Prism> {
  const server = spawn(
    process.execPath,
    [
      ...[program, 'proxy', description, upstream, '--errors', '--multiprocess=false'],
      ...['--host', '127.0.0.1', '--port', '0'],
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  return {
    url: await readUrl(server),
    close: async () => {
      const ended = once(server, 'exit');
      server.kill();
      await ended;
    },
  };
}

async function readUrl({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error('the proxy has no output');
  for await (const line of createInterface(stdout)) {
    const [url] = /http:\/\/127\.0\.0\.1:[1-9]\d*/.exec(line.includes('listening') ? line : '') ?? [];
    if (url === undefined) continue;
    // What it prints later must not fill the pipe.
    stdout.resume();
    return url;
  }
  throw new Error('the proxy ended before it listened');
}
