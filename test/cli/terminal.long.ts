/** The program in a real pseudo-terminal (`script` of util-linux), before a source whose texts attack it. */
import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { stripVTControlCharacters } from 'node:util';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startProviders } from '../providers.ts';
import { createVirtualTerminal } from './virtual-terminal.ts';

const program = fileURLToPath(new URL('../../bin/jobgraph.js', import.meta.url));
/** Sets the title, clears, answers for the user, moves by C1, reverses, and is long. */
const hostile = `\u001b]0;owned\u0007\u001b[2J\u001b[6n\u009b1A\r\u202Eevil\u2066${'x'.repeat(1_000_000)}`;
const hasTerminal = spawnSync('script', ['--version']).status === 0;

let url: string;
let close: () => Promise<void>;

beforeAll(async () => {
  const job = {
    JobId: 'j1',
    JobType: `NODE_PACKAGE_VERSION${hostile}`,
    CreatedTime: 1_790_000_000,
    LastUpdatedTime: 1_790_000_000,
    Status: 'FAILED',
    StatusMessage: hostile,
    InputConfig: {},
    Output: {},
    OutputConfig: {},
  };
  const jobs = { describe: (id: string) => (id === 'j1' ? job : undefined), list: () => [job] };
  const started = await startProviders({ lab: { provider: 'panorama', jobs } });
  ({ close } = started);
  url = started.gateway.url;
});

afterAll(() => close());

/** What the terminal receives: standard output and standard error of the program. */
async function runInTerminal(line: string): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const command = `stty -echo -opost; '${process.execPath}' '${program}' ${line} --url ${url}`;
  const options = {
    encoding: 'buffer' as const,
    maxBuffer: 64_000_000,
    env: { ...process.env, TERM: 'xterm-256color' },
  };
  const child = execFile('script', ['-qec', command, '/dev/null'], options, (_error, stdout) => {
    resolve(stdout.toString('utf8'));
  });
  child.stdin?.end();
  return promise;
}

/** The same of a watched list, which is ended by a signal once it is drawn; and the status that the program ended with. */
async function watchUntil(signal: NodeJS.Signals): Promise<{ readonly received: string; readonly status: number }> {
  const script = `stty cols 80 rows 10; echo "PID $$"; exec '${process.execPath}' '${program}' jobs ls --watch --url ${url}`;
  const env = { ...process.env, TERM: 'xterm-256color' };
  const child = spawn('script', ['-qec', script, '/dev/null'], { env, stdio: ['pipe', 'pipe', 'inherit'] });
  let received = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (received += text));
  await expect.poll(() => received, { timeout: 20_000 }).toContain('lab:j1');
  process.kill(Number(/PID (\d+)/.exec(received)?.[1]), signal);
  const [status] = (await once(child, 'close')) as [number];
  return { received: received.slice(received.indexOf('\n') + 1), status };
}

const colours = /\u001b\[\d+m/g;

describe('a terminal', () => {
  it('is there to test with', () => {
    // Without it the tests below would say nothing: Debian has it in util-linux (bsdutils).
    expect(hasTerminal).toBe(true);
  });

  it.each(['table', 'wide', 'json', 'jsonl', 'yaml', 'csv', 'id'])('receives nothing but text as %s', async (form) => {
    const fields = form === 'json' ? '--json id,kind,statusMessage' : `-o ${form}`;

    const received = await runInTerminal(`jobs ls ${fields}`);

    const text = received.replaceAll(colours, '');
    expect(text).toContain('lab:j1');
    expect(text.match(/[^\P{Cc}\r\n]|[\p{Cf}\p{Cs}]/gu)).toBeNull();
    expect(text.replaceAll('\r\n', '\n')).not.toContain(form === 'csv' ? '\u001b' : '\r');
    if (form === 'wide') {
      expect(stripVTControlCharacters(received)).toContain(String.raw`\x1b]0;owned\x07`);
      expect(text.length).toBeLessThan(1000);
    }
  });

  it('receives nothing but text of a job in full, and little of a text without end', async () => {
    const received = await runInTerminal('jobs get lab:j1');

    const text = received.replaceAll(colours, '');
    expect(text).toContain('✗ failed');
    expect(text).toContain(String.raw`\x1b]0;owned\x07`);
    expect(text.match(/[^\P{Cc}\r\n]|[\p{Cf}\p{Cs}]/gu)).toBeNull();
    expect(text.replaceAll('\r\n', '\n')).not.toContain('\r');
    expect(text.length).toBeLessThan(20_000);
  });

  it('keeps the whole text, as escapes, where a form can hold it', async () => {
    const received = await runInTerminal('jobs ls --json statusMessage');

    expect(JSON.parse(received)).toEqual([{ statusMessage: hostile }]);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('is given back as it was at %s', async (signal, expected) => {
    const { received, status } = await watchUntil(signal);

    const terminal = createVirtualTerminal(80, 10);
    const [before = ''] = received.split('\u001b[?1049l');
    terminal.write(before);
    expect(terminal.shown()).toMatchObject({ isAlternate: true, isCursorHidden: false, scrolled: 0 });
    expect(terminal.shown().lines).toEqual([
      expect.stringMatching(/^NAME +STATUS +SOURCE +AGE +DURATION +PROGRESS +ID$/),
      expect.stringMatching(/^NODE_PACKAGE.*… +✗ failed +lab +\d+ d +0 s +lab:j1$/),
    ]);
    terminal.write(received.slice(before.length));
    expect(terminal.shown()).toMatchObject({ lines: [], isAlternate: false, isCursorHidden: false });
    expect(status).toBe(expected);
  });
});
