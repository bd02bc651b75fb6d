/** What terminals of three sizes show of the commands that print tables, and what a pipe gets. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GatewayUnderTest } from '../gateway.ts';
import { startProviders } from '../providers.ts';
import { command, type CommandWorld, type Outcome } from './command.ts';
import { createVirtualTerminal } from './virtual-terminal.ts';

const toCopy = (number: number, rest: object) => ({
  JobId: `c0500000-0000-4000-8000-00000000000${number}`,
  Description: `nightly copy of the archive to another region, part ${number}`,
  CreationTime: `2026-11-20T0${number}:00:00Z`,
  ProgressSummary: { NumberOfTasksFailed: '0', NumberOfTasksSucceeded: '361', TotalNumberOfTasks: '999' },
  ...rest,
});

const copies = [
  toCopy(1, { Status: 'Complete', TerminationDate: '2026-11-20T03:20:00Z' }),
  toCopy(2, { Status: 'Failed', TerminationDate: '2026-11-20T02:00:49Z' }),
  toCopy(3, { Status: 'Paused' }),
];

const packageImport = {
  JobId: 'import-shelf-scanner',
  JobType: 'NODE_PACKAGE_VERSION',
  CreatedTime: 1_795_161_600,
  LastUpdatedTime: 1_795_161_725,
  Status: 'FAILED',
  StatusMessage: 'The package archive holds no graph.json, and no assets that a camera in the shop 店舗 could run',
  InputConfig: {},
  Output: {},
  OutputConfig: {},
};

const now = (): number => Date.parse('2026-11-20T13:00:00Z');
const sizes = { '60x10': [60, 10], '80x24': [80, 24], '200x50': [200, 50] } as const;

let gateway: GatewayUnderTest;
let close: () => Promise<void>;

beforeAll(async () => {
  const started = await startProviders(
    {
      'cos-chengdu': {
        provider: 'cosbatch',
        jobs: { describe: (id: string) => copies.find(({ JobId }) => JobId === id), list: () => copies },
      },
      lab: { provider: 'panorama', jobs: { describe: () => packageImport, list: () => [packageImport] } },
      away: {
        provider: 'panorama',
        jobs: { describe: () => undefined, list: () => [] },
        fault: () => ({ kind: 'accessDenied' }),
      },
      pipelines: { provider: 'codepipeline', jobs: { describe: () => undefined, actionExecutions: () => [] } },
    },
    { now, random: () => 0 },
    { now: () => new Date(now()) },
  );
  ({ gateway, close } = started);
  // Asked often enough that the state of each source does not change any more.
  for (let times = 0; times < 3; times += 1) await run('jobs ls -L 0');
});

afterAll(() => close());

const run = (line: string, world: CommandWorld = {}): Promise<Outcome> =>
  command([...line.split(' '), '--url', gateway.url], { now, ...world });

const lines = {
  ls: 'jobs ls -L 3',
  failed: 'jobs ls --status failed -q',
  wide: 'jobs ls -o wide -q',
  get: 'jobs get cos-chengdu:c0500000-0000-4000-8000-000000000002',
  sources: 'sources',
} as const;

describe.each(Object.entries(lines))('%s', (name, line) => {
  it.each(Object.entries(sizes))('on a terminal of %s breaks no line', async (title, [columns, rows]) => {
    const { stdout, stderr } = await run(line, { isTerminal: true, size: { columns, rows } });

    const terminal = createVirtualTerminal(columns, 500);
    terminal.write(stdout);
    const { lines: shown } = terminal.shown();
    // Only a word that is longer than its line is broken.
    if (name !== 'get') expect(shown).toHaveLength(stdout.trimEnd().split('\n').length);
    await expect(`${shown.join('\n')}\n\n${stderr}`).toMatchFileSnapshot(`screens/${name}.${title}.txt`);
  });

  it('in a pipe has tabs, and no signs', async () => {
    const { stdout, stderr } = await run(line, { size: { columns: 60, rows: 10 } });

    expect(stdout).not.toMatch(/[^\P{Cc}\t\n]|…/u);
    await expect(`${stdout}\n${stderr}`).toMatchFileSnapshot(`screens/${name}.pipe.txt`);
  });
});

describe('jobs ls --watch', () => {
  it.each(Object.entries(sizes))('is one frame on a terminal of %s, on a screen of its own', async (title, size) => {
    const watch = startWatch('jobs ls --watch', size);
    await watch.settled(4);

    const { lines: shown, ...terminal } = watch.terminal.shown();
    expect(terminal).toEqual({ isAlternate: true, isCursorHidden: true, scrolled: 0 });
    expect(shown.length).toBeLessThanOrEqual(size[1]);
    expect(watch.frames()).toBe(1);
    await expect(`${shown.join('\n')}\n`).toMatchFileSnapshot(`screens/watch.${title}.txt`);

    const { status, stderr } = await watch.stop();
    expect(status).toBe(130);
    expect(watch.terminal.shown()).toEqual({ lines: [], isAlternate: false, isCursorHidden: false, scrolled: 0 });
    expect(stderr).toMatch(/^! not covered: away: /m);
  });

  it('moves ages on once a second', async () => {
    const watch = startWatch('jobs ls --watch --source lab', [200, 50]);
    await watch.settled(1);
    expect(watch.terminal.shown().lines.at(1)).toContain(' 5 h ');

    watch.clock.advance(7 * 3_600_000);

    await expect.poll(watch.frames).toBe(2);
    expect(watch.terminal.shown().lines.at(1)).toContain(' 12 h ');
    await watch.stop();
  });

  it('gives the terminal back where the gateway ends the watch', async () => {
    const watch = startWatch('jobs ls --watch --source nowhere', [80, 24]);

    const { status, stderr } = await watch.ended;

    expect(status).toBe(64);
    expect(stderr).toContain('--source must be of cos-chengdu, lab, away, pipelines, but got "nowhere".');
    expect(watch.terminal.shown()).toMatchObject({ isAlternate: false, isCursorHidden: false });
  });
});

/** A watch on a terminal whose time is the test's. */
function startWatch(line: string, [columns, rows]: readonly [number, number]) {
  const clock = createClock(now());
  const terminal = createVirtualTerminal(columns, rows);
  const interruption = new AbortController();
  let written = '';
  let said = '';
  const ended = run(`${line} --debug`, {
    isTerminal: true,
    size: { columns, rows },
    now: clock.now,
    wait: clock.wait,
    signal: interruption.signal,
    onOutput: (stdout) => {
      terminal.write(stdout.slice(written.length));
      written = stdout;
    },
    onComplaint: (stderr) => {
      said = stderr;
    },
  });
  // Each begins at the first cell.
  const frames = (): number => written.split('\u001b[H').length - 1;
  return {
    clock,
    terminal,
    ended,
    frames,
    /** So many events have come, and are drawn. */
    settled: async (events: number): Promise<void> => {
      await expect.poll(() => said).toContain(`event ${events},`);
      // While events came the first pause was not the last.
      await expect
        .poll(() => {
          clock.advance(50);
          return frames();
        })
        .toBe(1);
    },
    stop: async (): Promise<Outcome> => {
      interruption.abort();
      return ended;
    },
  };
}

/** Time that stands still until the test moves it. */
function createClock(start: number) {
  const waiting = new Set<{ readonly at: number; readonly end: () => void }>();
  let time = start;
  return {
    now: () => time,
    wait: (milliseconds: number, signal: AbortSignal): Promise<void> =>
      new Promise((resolve, reject) => {
        const one = { at: time + milliseconds, end: resolve };
        waiting.add(one);
        signal.addEventListener('abort', () => {
          waiting.delete(one);
          reject(new Error('aborted'));
        });
      }),
    advance: (milliseconds: number): void => {
      time += milliseconds;
      for (const one of [...waiting].filter(({ at }) => at <= time)) {
        waiting.delete(one);
        one.end();
      }
    },
  };
}
