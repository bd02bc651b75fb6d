/** Words that people bring from other programs, help, and what decides how an answer looks. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { commandHelp } from '../../cli/help.ts';
import { exits } from '../../cli/exit.ts';
import type { GatewayUnderTest } from '../gateway.ts';
import { startProviders } from '../providers.ts';
import { command, type CommandWorld, type Outcome } from './command.ts';

const job = {
  JobId: 'j1',
  CreationTime: '2026-11-20T08:00:00Z',
  ProgressSummary: { NumberOfTasksFailed: '0', NumberOfTasksSucceeded: '1', TotalNumberOfTasks: '3' },
  Status: 'Active',
};

let gateway: GatewayUnderTest;
let close: () => Promise<void>;

beforeAll(async () => {
  const started = await startProviders({
    cos: { provider: 'cosbatch', jobs: { describe: () => job, list: () => [job] } },
  });
  ({ gateway, close } = started);
});

afterAll(() => close());

const ask = (line: string, world?: CommandWorld): Promise<Outcome> =>
  command([...line.split(' '), '--url', gateway.url], world);

describe('other words for a command', () => {
  it.each([
    ['jobs list -o id', 'jobs ls -o id'],
    ['jobs describe cos:j1 --json id', 'jobs get cos:j1 --json id'],
    ['jobs view cos:j1 --json id', 'jobs get cos:j1 --json id'],
    ['sources ls --json name', 'sources --json name'],
    ['sources list --json name', 'sources --json name'],
  ])('%s is %s', async (line, usual) => {
    const outcome = await ask(line);

    expect(outcome.status).toBe(0);
    expect(outcome).toEqual(await ask(usual));
  });

  it('version prints the version', async () => {
    await expect(command(['version'])).resolves.toEqual({ status: 0, stdout: `${packageJson.version}\n`, stderr: '' });
  });

  it.each([
    ['ls', 'jobs ls'],
    ['list', 'jobs ls'],
    ['get', 'jobs get'],
    ['wait', 'jobs wait'],
    ['login', 'auth login'],
  ])('%s says that it is %s', async (word, meant) => {
    const { status, stderr } = await command([word, 'x']);

    expect(status).toBe(64);
    expect(stderr).toMatch(new RegExp(`^jobgraph: unknown command '${word}'\n[^]*It is: jobgraph ${meant}\n$`));
  });
});

describe('help', () => {
  it.each(Object.entries(commandHelp))(
    'of %s has its examples and exit statuses',
    async (name, { examples, exits: text = '' }) => {
      const asked = await command(['help', ...name.split(' ')]);
      const option = await command([...name.split(' '), '--help']);

      expect(asked).toEqual(option);
      expect(asked.status).toBe(0);
      for (const example of examples) {
        expect(example).toContain(`jobgraph ${name === 'query' ? 'query' : name}`);
        expect(asked.stdout).toContain(`  ${example}\n`);
      }
      expect(asked.stdout).toContain(`Exit status: ${text}`);
    },
  );

  it('exit-codes has every status of the program', async () => {
    const { stdout } = await command(['help', 'exit-codes']);

    const listed = stdout.match(/^ {2}\d+/gm)?.map(Number);
    expect(listed?.toSorted()).toEqual(Object.values(exits).toSorted());
  });

  it('environment has every variable of the program', async () => {
    const { stdout } = await command(['help', 'environment']);

    for (const name of ['JOBGRAPH_URL', 'JOBGRAPH_TOKEN', 'NO_COLOR', 'https_proxy']) expect(stdout).toContain(name);
  });

  it('refuses what is no command', async () => {
    await expect(command(['help', 'nothing'])).resolves.toEqual({
      status: 64,
      stdout: '',
      stderr: 'jobgraph: help must name a command, exit-codes or environment, but got "nothing".\n',
    });
  });
});

describe('the look of an answer', () => {
  const blue = '\u001b[34m';

  it.each([
    ['on a terminal', { isTerminal: true, env: { NO_COLOR: '' } }, '', true],
    ['on a dumb terminal', { isTerminal: true, env: { NO_COLOR: '', TERM: 'dumb' } }, '', false],
    ['with NO_COLOR', { isTerminal: true }, '', false],
    ['with NO_COLOR and --color always', { isTerminal: true }, ' --color always', true],
    ['in a pipe', {}, '', false],
    ['in a pipe with FORCE_COLOR', { env: { FORCE_COLOR: '1' } }, '', true],
    ['in a pipe with CLICOLOR_FORCE', { env: { CLICOLOR_FORCE: '1' } }, '', true],
    ['with FORCE_COLOR=0', { isTerminal: true, env: { NO_COLOR: '', FORCE_COLOR: '0' } }, '', false],
    ['with --color never', { env: { FORCE_COLOR: '1' } }, ' --color never', false],
  ])('%s has colours or none', async (_title, world, option, isColored) => {
    for (const line of ['jobs ls', 'jobs get cos:j1']) {
      const { stdout } = await ask(`${line}${option}`, world);

      expect(stdout.includes(blue)).toBe(isColored);
    }
  });

  it.each([{ LC_ALL: 'C' }, { LANG: 'POSIX' }, { LC_CTYPE: 'C', LANG: 'en_US.UTF-8' }])(
    'has nothing beyond ASCII with %o',
    async (env) => {
      const { stdout } = await ask('jobs ls', { isTerminal: true, env });

      expect(stdout).toMatch(/\brunning\b.*33%/);
      expect(stdout).not.toMatch(/[^\x20-\x7e\n]/);
    },
  );

  it('has signs where the locale has them', async () => {
    const { stdout } = await ask('jobs ls', { isTerminal: true, env: { LC_ALL: 'C.UTF-8', LANG: 'C' } });

    expect(stdout).toContain('◐ running');
  });

  it.each(['jobs ls -n', 'jobs ls --no-headers', 'sources -n'])('%s has no header on a terminal', async (line) => {
    const { stdout } = await ask(line, { isTerminal: true });

    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
    expect(stdout).not.toContain('STAT');
  });

  it('has no header in CSV with -n, either', async () => {
    await expect(ask('jobs ls -o csv -n')).resolves.toMatchObject({ stdout: expect.stringMatching(/^,RUNNING,cos,/) });
  });

  it('says fractions in four decimals to programs, and as they came in JSON', async () => {
    const [tabs, detail, json] = await Promise.all(
      ['jobs ls', 'jobs get cos:j1', 'jobs ls -o jsonl'].map((line) => ask(line)),
    );

    expect(tabs?.stdout).toContain('\t0.3333\t');
    expect(detail?.stdout).toContain('progress.fraction\t0.3333\n');
    expect(json?.stdout).toContain(`"fraction":${1 / 3}`);
  });
});

describe('--debug', () => {
  it('says each request and what came of it, and no token', async () => {
    const token = await gateway.token('job:read');

    const { stdout, stderr } = await ask('jobs ls -o id --debug', { env: { JOBGRAPH_TOKEN: token } });

    expect(stdout).toBe('cos:j1\n');
    expect(stderr).toMatch(/^> query JobsLs \{"first":20,.*\}\n< data after \d+ ms\n$/);
    expect(stderr).not.toContain(token);
  });

  it('says why a request failed', async () => {
    const { stderr } = await command(['jobs', 'ls', '--debug', '--url', 'http://127.0.0.1:1']);

    expect(stderr).toMatch(/^> query JobsLs .*\n< No gateway answers at .* after \d+ ms\njobgraph: No gateway answers/);
  });
});

describe('query', () => {
  it('says that an operation in the place of a file goes to standard input', async () => {
    const { status, stderr } = await command(['query', "{ a(b: 'c') }", '--url', gateway.url]);

    expect(status).toBe(64);
    expect(stderr).toBe(
      String.raw`jobgraph: query takes a file or standard input: echo '{ a(b: '\''c'\'') }' | jobgraph query` + '\n',
    );
  });

  it('says that a subscription needs --subscribe', async () => {
    const { status, stderr } = await ask('query', { input: 'subscription { jobUpdated(ids: ["cos:j1"]) { id } }' });

    expect(status).toBe(64);
    expect(stderr).toContain('--subscribe');
  });

  it('says errors once on a terminal, and to programs on standard error too', async () => {
    const input = '{ job(id: "cos:") { id } }';

    const [terminal, pipe] = await Promise.all([ask('query', { input, isTerminal: true }), ask('query', { input })]);

    expect(terminal.stderr).toBe('');
    expect(pipe.stderr).toMatch(/^jobgraph: .*\(BAD_USER_INPUT\)\n$/);
    expect(terminal.stdout).toBe(pipe.stdout);
  });
});

describe('times', () => {
  it.each([
    ['--since 1h30m', '2026-11-20T06:29:00Z', 1],
    ['--since 1h30m', '2026-11-20T09:29:00Z', 1],
    ['--since 1h30m', '2026-11-20T09:31:00Z', 0],
    ['--since 90m', '2026-11-20T09:31:00Z', 0],
    ['--since 2026-11-20T08:00Z', '2026-11-20T09:31:00Z', 1],
    ['--since 2026-11-20T08:01Z', '2026-11-20T09:31:00Z', 0],
  ])('%s at %s lists %i', async (option, instant, count) => {
    const { stdout } = await ask(`jobs ls ${option} -o id`, { now: () => Date.parse(instant) });

    expect(stdout.split('\n').filter(Boolean)).toHaveLength(count);
  });
});
