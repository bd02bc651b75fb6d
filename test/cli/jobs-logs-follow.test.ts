/** `jobs logs --follow`: lines as they are written, over WebSockets and without them. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fail, jobId, part, startLogGraph, type LogGraph, type WrittenPart } from '../client/log-graph.ts';
import { command, type CommandWorld, type Outcome } from './command.ts';

let log: LogGraph;
let main: WrittenPart;

beforeEach(async () => {
  main = running('main', ['a', 'b', 'c']);
  log = await startLogGraph([main]);
});

afterEach(async () => {
  vi.restoreAllMocks();
  await log.close();
});

function running(key: string, texts: readonly string[]): WrittenPart {
  return { ...part(key, texts, { status: 'RUNNING' }), isComplete: false };
}

function write(...texts: readonly string[]): void {
  main.lines.push(...texts.map((rawText) => ({ rawText })));
  log.changed();
}

function end(status = 'SUCCEEDED'): void {
  main.isComplete = true;
  main.facts = { ...main.facts, status };
  log.changed();
}

const follow = (options = '', world: CommandWorld = {}): Promise<Outcome> =>
  command(['jobs', 'logs', jobId, '--follow', ...options.split(' ').filter(Boolean), '--url', log.url], world);

/** Calls each function once, when standard output ends in its text. */
function when(steps: Readonly<Record<string, () => void>>): Pick<CommandWorld, 'onOutput'> {
  const left = new Map(Object.entries(steps));
  return {
    onOutput: (stdout) => {
      for (const [text, step] of left)
        if (stdout.endsWith(text)) {
          left.delete(text);
          step();
        }
    },
  };
}

describe('a log that is followed', () => {
  it('shows what stands there, then what is added, and ends with its job', async () => {
    const world = when({ 'c\n': () => write('d', 'e'), 'e\n': () => end('FAILED') });

    await expect(follow('--tail 2', world)).resolves.toEqual({
      status: 0,
      stdout: 'b\nc\nd\ne\n',
      stderr: '==> main, RUNNING <==\n==> main, FAILED <==\n',
    });
  });

  it('waits where nothing is written yet, and says so once', async () => {
    log.parts.splice(0);
    log.issues.push({ code: 'LOG_NOT_STARTED', message: 'Nothing is written yet.', isRetryable: true, part: null });
    const begin = (): void => {
      log.issues.splice(0);
      log.parts.push(main);
      log.changed();
    };
    const onComplaint = (): void => {
      if (log.parts.length === 0) begin();
    };

    const { status, stdout, stderr } = await follow('', { ...when({ 'c\n': () => end() }), onComplaint });

    expect({ status, stdout }).toEqual({ status: 0, stdout: 'a\nb\nc\n' });
    expect(stderr).toMatch(/^! Nothing is written yet \(LOG_NOT_STARTED\).*\n==> main, RUNNING <==\n/);
  });

  it('goes on behind the last line when its connection is lost', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    const world = when({
      'c\n': () => {
        log.breakSockets();
        write('d');
      },
      'd\n': () => end(),
    });

    const { status, stdout } = await follow('', world);

    expect({ status, stdout }).toEqual({ status: 0, stdout: 'a\nb\nc\nd\n' });
    expect(log.asked[1]).toMatchObject({ after: expect.any(String) as string });
  });

  it('says where lines are left out', async () => {
    const gap = (): void => {
      log.gap = 2;
      write('d', 'e', 'f');
    };

    const { stdout, stderr } = await follow('', when({ 'c\n': gap, 'f\n': () => end() }));

    expect(stdout).toBe('a\nb\nc\nf\n');
    expect(stderr).toContain(
      '! Lines are left out here, because more was written than could be sent: jobgraph jobs logs batch:j1',
    );
  });

  it('goes on with the part that begins next, until the job has ended', async () => {
    log.isTerminal = false;
    const second = running('2/main', ['again']);
    const begin = (): void => {
      end('FAILED');
      second.facts = { ...second.facts, status: 'FAILED' };
      second.isComplete = true;
      log.parts.push(second);
      log.isTerminal = true;
    };

    const { status, stdout, stderr } = await follow('', when({ 'c\n': begin }));

    expect({ status, stdout }).toEqual({ status: 0, stdout: 'a\nb\nc\nagain\n' });
    expect(stderr).toContain('==> 2/main, FAILED <==');
  });

  it('asks calmly whether another part has begun', async () => {
    log.isTerminal = false;
    const waits: number[] = [];
    const wait = (milliseconds: number): Promise<void> => {
      waits.push(milliseconds);
      if (waits.length === 3) log.isTerminal = true;
      return Promise.resolve();
    };

    const { status } = await follow('', { ...when({ 'c\n': () => end() }), wait });

    expect(status).toBe(0);
    expect(waits).toEqual([5000, 5000, 5000]);
  });

  it('ends with its part where one is named', async () => {
    log.isTerminal = false;

    await expect(follow('--part main', when({ 'c\n': () => end() }))).resolves.toMatchObject({ status: 0 });
  });

  it.each(['--tail 0', '--since 2026-11-20'])('begins with %s at the beginning, page by page', async (options) => {
    main.lines.splice(
      0,
      Infinity,
      ...Array.from({ length: 1500 }, (_, place) => ({ rawText: `l${place}`, time: '2026-11-22T00:00:00.000Z' })),
    );

    const { stdout } = await follow(options, when({ 'l1499\n': () => write('new'), 'new\n': () => end() }));

    const lines = stdout.trimEnd().split('\n');
    expect(lines).toEqual([...Array.from({ length: 1500 }, (_, place) => `l${place}`), 'new']);
  });

  it('prints a line of JSON for each line', async () => {
    const { stdout } = await follow('-o jsonl --tail 1', when({ '"}\n': () => end() }));

    expect(JSON.parse(stdout)).toMatchObject({ text: 'c', part: 'main' });
  });

  it('ends with 15 by an issue that will not pass', async () => {
    main.lines.splice(0);
    log.issues.push({ code: 'LOG_GONE', message: 'It was removed.', isRetryable: false, part: null });

    await expect(follow()).resolves.toMatchObject({ status: 15, stdout: '' });
  });

  it('is interrupted with 130', async () => {
    const interruption = new AbortController();
    const world = { ...when({ 'c\n': () => interruption.abort() }), signal: interruption.signal };

    await expect(follow('', world)).resolves.toMatchObject({ status: 130, stdout: 'a\nb\nc\n' });
    await expect.poll(() => log.followers()).toBe(0);
  });

  it('ends with 77 where the token lacks the scope', async () => {
    log.failure = fail('UNAUTHORIZED_FIELD_OR_TYPE', 'This needs another scope.', { missingScopes: ['job:logs'] });

    await expect(follow()).resolves.toMatchObject({ status: 77 });
  });
});

describe('without a WebSocket', () => {
  it('the log is asked for again, behind the last line, and the user is told', async () => {
    log.hasNoSockets = true;
    log.pageLimit = 2;
    const waits: number[] = [];
    const wait = (milliseconds: number): Promise<void> => {
      waits.push(milliseconds);
      if (waits.length === 1) write('d', 'e', 'f');
      else end();
      return Promise.resolve();
    };

    const { status, stdout, stderr } = await follow('--tail 2', { wait });

    expect({ status, stdout, waits }).toEqual({ status: 0, stdout: 'b\nc\nd\ne\nf\n', waits: [5000, 5000] });
    expect(stderr).toContain('No WebSocket can be opened');
    expect(stderr).toContain('Asking every 5 s instead.');
  });
});
