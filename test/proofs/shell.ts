/** Real shells in a pseudo-terminal (`script` of util-linux), in a folder of their own, with a `jobgraph` that completes and else says what it was given. */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { until } from '../until.ts';

const program = fileURLToPath(new URL('../../bin/jobgraph.js', import.meta.url));

const command = `#!/bin/sh
case "$1" in
  __complete | completion) exec '${process.execPath}' '${program}' "$@" ;;
esac
printf '<%s>' "$@"
echo '<end>'
`;

export interface ShellFolder {
  readonly path: string;
  readonly env: Readonly<Record<string, string>>;
  readonly remove: () => void;
}

/** The shells' home and working folder. `url` is the gateway's. */
export function createShellFolder(url: string): ShellFolder {
  const path = mkdtempSync(join(tmpdir(), 'jobgraph-shell-'));
  mkdirSync(join(path, 'bin'));
  writeFileSync(join(path, 'bin/jobgraph'), command);
  chmodSync(join(path, 'bin/jobgraph'), 0o755);
  const env = {
    PATH: `${path}/bin:${process.env['PATH'] ?? ''}`,
    HOME: path,
    ZDOTDIR: path,
    XDG_DATA_HOME: `${path}/data`,
    XDG_CONFIG_HOME: `${path}/config`,
    JOBGRAPH_URL: url,
    // On a machine that is busy with other tests.
    JOBGRAPH_COMPLETION_TIMEOUT: '30s',
    TERM: 'dumb',
    LANG: 'C.UTF-8',
  };
  return {
    path,
    env,
    remove: () => {
      rmSync(path, { recursive: true });
    },
  };
}

export interface Shell {
  /** Types a line, with TAB as \t, and Enter; returns the arguments that `jobgraph` was then given. */
  readonly run: (line: string) => Promise<readonly string[]>;
  /** Types without Enter, waits until the terminal shows this, and takes the line back. Returns what it has shown. */
  readonly show: (keys: string, text: string) => Promise<string>;
  readonly close: () => Promise<void>;
}

export async function startShell({ path, env }: ShellFolder, shell: string): Promise<Shell> {
  const child: ChildProcessWithoutNullStreams = spawn('script', ['-qec', shell, '/dev/null'], { cwd: path, env });
  const ended = new Promise<void>(
    (resolve) =>
      void child.once('close', () => {
        resolve();
      }),
  );
  let shown = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (shown += text));
  const type = (keys: string): void => void child.stdin.write(keys);
  const run = async (line: string): Promise<readonly string[]> => {
    shown = '';
    type(`${line}\r`);
    await until(() => shown.includes('<end>'), `${shell} has run ${JSON.stringify(line)}`);
    const given = shown.slice(0, shown.indexOf('<end>')).split('\n').at(-1) ?? '';
    return given.slice(1, -1).split('><');
  };
  await until(() => shown.includes('ready> '), `${shell} shows its prompt`);
  return {
    run,
    show: async (keys, text) => {
      shown = '';
      type(keys);
      await until(() => shown.includes(text), `${shell} shows ${text} for ${JSON.stringify(keys)}`);
      type('\u0015');
      return shown;
    },
    close: async () => {
      type('\u0015exit\r');
      await ended;
    },
  };
}
