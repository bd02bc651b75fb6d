/** The log of a job through `jobgraph/client`, as it is written. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchLog, type JobLogUpdate, type WatchedLog, type WatchOptions } from '../../client/index.ts';
import { collect } from './collect.ts';
import { fail, jobId, part, startLogGraph, type LogGraph, type WrittenPart } from './log-graph.ts';

let log: LogGraph;
let build: WrittenPart;

beforeEach(async () => {
  build = part('build', ['a', 'b', 'c'], { kind: 'BUILD', status: 'RUNNING' });
  build.isComplete = false;
  log = await startLogGraph([build]);
});

afterEach(async () => {
  vi.restoreAllMocks();
  await log.close();
});

const watch = (what: Omit<WatchedLog, 'id'> = {}, options: Partial<WatchOptions> = {}) =>
  watchLog({ id: jobId, ...what }, { url: log.url, ...options });
const textsOf = ({ event }: JobLogUpdate): readonly string[] => event?.lines.map(({ text }) => text) ?? [];

function write(...texts: readonly string[]): void {
  build.lines.push(...texts.map((rawText) => ({ rawText })));
  log.changed();
}

function end(): void {
  build.isComplete = true;
  log.changed();
}

describe('watchLog', () => {
  it('gives the last lines that stand there, then those that are added, and ends with the part', async () => {
    const seen: (readonly string[])[] = [];

    for await (const update of watch({ last: 2 })) {
      seen.push(textsOf(update));
      if (seen.length === 1) write('d', 'e');
      else if (!build.isComplete) end();
    }

    expect(seen).toEqual([['b', 'c'], ['d', 'e'], []]);
  });

  it('goes on behind the last line after a lost connection: no line is lost or comes twice', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    const seen: string[] = [];

    for await (const update of watch({ last: 1 })) {
      seen.push(...textsOf(update));
      if (seen.length === 1) {
        log.breakSockets();
        write('d', 'e');
      } else if (seen.at(-1) === 'e') end();
    }

    expect(seen).toEqual(['c', 'd', 'e']);
    expect(log.asked.map(({ last, after }) => [last, after !== undefined])).toEqual([
      [1, false],
      [undefined, true],
    ]);
  });

  it('begins as it was told to where nothing has come before the connection was lost', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    log.parts.splice(0);
    log.issues.push({ code: 'LOG_NOT_STARTED', message: 'Nothing is written yet.', isRetryable: true, part: null });
    const updates = watch({ last: 0 });
    await expect(updates.next()).resolves.toMatchObject({ value: { event: { part: null, endCursor: null } } });

    log.breakSockets();
    await expect.poll(() => log.asked.length).toBe(2);
    await updates.return?.();

    expect(log.asked).toEqual([
      { id: jobId, last: 0 },
      { id: jobId, last: 0 },
    ]);
  });

  it('tells of lines that are left out', async () => {
    const updates = watch();
    await updates.next();
    log.gap = 2;
    write('d', 'e', 'f');

    await expect(updates.next()).resolves.toMatchObject({ value: { event: { hasGap: true, lines: [{ text: 'f' }] } } });
    await updates.return?.();
  });

  it('begins behind a cursor', async () => {
    const [first] = await take(watch({ last: 2 }), 1);
    write('d');

    const [next] = await take(watch({ after: first?.event?.endCursor }), 1);

    expect(next && textsOf(next)).toEqual(['d']);
  });

  it('throws that the gateway refuses it', async () => {
    log.failure = fail('UNAUTHORIZED_FIELD_OR_TYPE', 'It needs job:logs.');

    await expect(collect(watch())).rejects.toMatchObject({ codes: ['UNAUTHORIZED_FIELD_OR_TYPE'] });
  });

  it('closes the WebSocket when its reader stops', async () => {
    const updates = watch();
    await updates.next();
    expect(log.followers()).toBe(1);

    await updates.return?.();

    await expect.poll(() => log.followers()).toBe(0);
  });
});

async function take<Value>(values: AsyncIterable<Value>, count: number): Promise<readonly Value[]> {
  const taken: Value[] = [];
  for await (const value of values) {
    taken.push(value);
    if (taken.length === count) break;
  }
  return taken;
}
