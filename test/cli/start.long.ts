/** What the launcher starts for which words, and what `--help` costs. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { usage as usageOfServe } from '../../src/config/command-line.ts';
import { usage } from '../../cli/usage.ts';

const program = fileURLToPath(new URL('../../bin/jobgraph.js', import.meta.url));

function start(argv: readonly string[], preload = '') {
  return run([program, ...argv], preload);
}

/** Node.js with these arguments. */
function run(argv: readonly string[], preload: string) {
  const options = preload === '' ? [] : ['--import', `data:text/javascript,${encodeURIComponent(preload)}`];
  const { status, stdout, stderr } = spawnSync(process.execPath, [...options, ...argv], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

/** Prints, at the end, the packages and rooms that were loaded. */
const watchLoads = `
  import { registerHooks } from 'node:module';
  const loaded = new Set();
  registerHooks({ resolve: (name, context, next) => {
    const found = next(name, context);
    loaded.add(/node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(found.url)?.[1]);
    loaded.add(/\\/src\\/([^/]+)\\//.exec(found.url)?.[1]);
    loaded.add(/\\/(cli|client|emulators)\\//.exec(found.url)?.[1]);
    return found;
  } });
  process.on('exit', () => {
    process.stderr.write(JSON.stringify({ loaded: [...loaded].filter(Boolean) }));
  });
`;

describe('the launcher', () => {
  it('prints the commands for --help, and loads no part of the server', () => {
    const { status, stdout, stderr } = start(['--help'], watchLoads);

    expect({ status, stdout }).toEqual({ status: 0, stdout: usage });
    expect((JSON.parse(stderr) as { readonly loaded: readonly string[] }).loaded.toSorted()).toEqual([
      'cli',
      'commander',
    ]);
  });

  it('takes at most four times the processor time of Node.js without a program for --help', () => {
    const preload =
      "process.on('exit', () => console.error(Object.values(process.cpuUsage()).reduce((a, b) => a + b)))";
    // The first run may be the one that fills the cache of compiled code.
    const toLeast = (...words: readonly string[]): number =>
      Math.min(...[1, 2, 3].map(() => Number(run(words, preload).stderr)));

    const bare = toLeast('--eval', '0');

    expect(bare).toBeGreaterThan(0);
    expect(toLeast(program, '--help')).toBeLessThan(4 * bare);
  });

  it('asks a gateway without loading a part of the server', () => {
    const { status, stderr } = start(['jobs', 'ls', '--url', 'http://127.0.0.1:1'], watchLoads);

    expect(status).toBe(69);
    expect(stderr).not.toMatch(/apollo|fastify|"operation"|"config"|"emulators"/);
  });

  it.each([['serve'], ['serve', '--port', '0']])('starts the gateway for %s %s', (...words) => {
    const { status, stdout } = start([...words, '--help']);

    expect({ status, stdout }).toEqual({ status: 0, stdout: `${usageOfServe}\n` });
  });

  it.each([['--port', 'http'], ['--config'], ['--host=']])('takes %s %s as the gateway’s', (...words) => {
    const { status, stderr } = start(words);

    expect(status).toBe(64);
    expect(stderr).toContain('usage: npm start');
  });

  it('takes options before a command as the command’s', () => {
    const { status, stdout } = start(['--config', 'nowhere.yaml', 'schema', 'print']);

    expect(status).toBe(0);
    expect(stdout).toContain('type Query');
  });

  it('prints the version', () => {
    expect(start(['--version'])).toEqual({ status: 0, stdout: `${packageJson.version}\n`, stderr: '' });
  });

  it('exits 70 for a fault of its own, and shows where it is', () => {
    const preload = "process.stdout.write = () => { throw new TypeError('broken'); }";

    const { status, stderr } = start(['--version'], preload);

    expect(status).toBe(70);
    expect(stderr).toMatch(/^jobgraph: a fault of this program: TypeError: broken\n {4}at /);
  });

  it('suggests the command that was meant', () => {
    const { status, stderr } = start(['job', 'ls']);

    expect(status).toBe(64);
    expect(stderr).toContain('Did you mean jobs?');
  });
});
