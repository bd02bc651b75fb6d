/** A machine with one Node.js, its npm, no registry and nothing of npm's in its caches: an empty folder to work in. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { until } from '../until.ts';

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program that runs until it is stopped. Its standard output is in a file. */
export interface Started {
  readonly output: string;
  /** Waits for a text; throws with all that was printed if the program ends before. */
  readonly shows: (text: string) => Promise<void>;
  /** Ends it as Ctrl-C does, with whatever it has started. */
  readonly stop: () => Promise<void>;
}

export interface Machine {
  readonly folder: string;
  readonly run: (program: string, ...words: readonly string[]) => Promise<Outcome>;
  readonly start: (program: string, ...words: readonly string[]) => Started;
  readonly remove: () => void;
}

/** `node` is the path of the Node.js. npm is that of the machine that runs the tests, under this Node.js. */
export function createMachine(node: string, npmFolder: string): Machine {
  const root = mkdtempSync(join(tmpdir(), 'jobgraph-package-'));
  const folder = join(root, 'work');
  mkdirSync(folder);
  const env = {
    PATH: [dirname(node), npmFolder, '/usr/bin', '/bin'].join(':'),
    HOME: root,
    npm_config_cache: join(root, 'cache'),
    // Nobody listens there: whoever asks for a package fails.
    npm_config_registry: 'http://127.0.0.1:1/',
    npm_config_fetch_retries: '0',
    npm_config_update_notifier: 'false',
  };
  return {
    folder,
    run: (program, ...words) =>
      new Promise((resolve) => {
        const options = { cwd: folder, env, maxBuffer: 100_000_000 };
        const child = execFile(program, words, options, (_error, stdout, stderr) => {
          resolve({ status: child.exitCode, stdout, stderr });
        });
      }),
    start: (program, ...words) => {
      const output = join(root, 'output');
      const stream = openSync(output, 'w');
      // A process group of its own, which is what a terminal interrupts.
      const child = spawn(program, words, { cwd: folder, env, detached: true, stdio: ['ignore', stream, stream] });
      return toStarted(child, output);
    },
    remove: () => {
      rmSync(root, { recursive: true });
    },
  };
}

function toStarted(child: ChildProcess, output: string): Started {
  const ended = once(child, 'close');
  const read = (): string => readFileSync(output, 'utf8');
  const isOver = (): boolean => child.exitCode !== null || child.signalCode !== null;
  return {
    output,
    shows: async (text) => {
      await until(() => isOver() || read().includes(text), `it prints ${text}`);
      if (!read().includes(text)) throw new Error(`It ended without having printed ${text}:\n${read()}`);
    },
    stop: async () => {
      if (child.pid !== undefined && !isOver()) process.kill(-child.pid, 'SIGINT');
      await ended;
    },
  };
}
