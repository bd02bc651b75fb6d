/** A proxy that lets pass only what GitHub's own description of its API allows, in both directions. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const modules = fileURLToPath(new URL('github-description/node_modules/', import.meta.url));
const program = join(modules, '@stoplight/prism-cli/dist/index.js');
const description = join(modules, '@octokit/openapi/generated/api.github.com.deref.json');

export const hasPrism = existsSync(program) && existsSync(description);

export interface Prism {
  readonly url: string;
  readonly close: () => Promise<void>;
}

interface Operation {
  readonly operationId: string;
  readonly parameters: readonly { readonly name: string; readonly schema: object }[];
  readonly responses: Readonly<Record<string, { readonly headers?: Readonly<Record<string, object>> }>>;
}

interface Description {
  readonly openapi: string;
  readonly info: object;
  readonly paths: Readonly<Record<string, { readonly get: Operation }>>;
}

const runs = '/repos/{owner}/{repo}/actions/runs';

/** `created` is a range of times in the words of its description, and one time by its format. */
function withRanges(get: Operation): Operation {
  const parameters = get.parameters.map((one) =>
    one.name === 'created' ? { ...one, schema: { type: 'string' } } : one,
  );
  return { ...get, parameters };
}

/** A read, as GitHub describes it. */
export function readOperation(path: string): Operation {
  const { paths } = JSON.parse(readFileSync(description, 'utf8')) as Description;
  return paths[path]!.get;
}

/** The whole description takes a minute to load. */
function writeExcerpt(folder: string): string {
  const { openapi, info, paths } = JSON.parse(readFileSync(description, 'utf8')) as Description;
  const kept = [runs, `${runs}/{run_id}`, `${runs}/{run_id}/jobs`].map((path) => {
    const operation = paths[path]?.get;
    if (operation === undefined) throw new Error(`the description has no path ${path}`);
    return [path, { get: withRanges(operation) }];
  });
  const file = join(folder, 'actions.json');
  writeFileSync(file, JSON.stringify({ openapi, info, paths: Object.fromEntries(kept) as object }));
  return file;
}

/**
 * What is not as described is answered with a 4xx (a request) or 500 (an answer) that says why.
 * @param upstream where requests go on to
 */
export async function startPrism(upstream: string, folder: string): Promise<Prism> {
  const server = spawn(
    process.execPath,
    [
      program,
      'proxy',
      writeExcerpt(folder),
      upstream,
      '--errors',
      '--multiprocess=false',
      '--host',
      '127.0.0.1',
      '--port',
      '0',
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
