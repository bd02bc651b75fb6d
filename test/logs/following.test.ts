import { describe, expect, it } from 'vitest';
import type { BatchEmulatedJob } from '../../emulators/awsbatch/emulator.ts';
import type { EmulatedLogEvent } from '../../emulators/kit/cloudwatch-logs.ts';
import { until } from '../until.ts';
import { connect, follow } from './followed-log.ts';
import { createdAt, jobId, startLogs, toFailedJob, toRunningJob } from './log-world.ts';

/** A job whose log grows as the test says. */
function createGrowing() {
  const events: EmulatedLogEvent[] = [];
  let job: BatchEmulatedJob = toRunningJob();
  let time = createdAt + 60_000;
  return {
    events: (): readonly EmulatedLogEvent[] => events,
    job: (): BatchEmulatedJob => job,
    write: (...messages: readonly string[]): void => {
      for (const message of messages) events.push({ timestamp: (time += 3), message });
    },
    /** Long ago, so that nothing is waited for. */
    end: (): void => {
      job = toFailedJob({ attempts: [], container: { ...(job['container'] as object), exitCode: 1 } });
    },
    become: (next: BatchEmulatedJob): void => {
      job = next;
    },
  };
}

const settings = { logPace: { least: 10, most: 20 }, cache: { runningSeconds: 0 } };
const numbers = (from: number, to: number): readonly string[] =>
  Array.from({ length: to - from }, (_value, index) => `line ${from + index}`);

/** The lines behind the cursor, without this one and those after it. */
async function readUntil(
  ask: Awaited<ReturnType<typeof startLogs>>['ask'],
  after: string | null | undefined,
  end: string | undefined,
): Promise<readonly string[]> {
  const missed: string[] = [];
  let cursor = after;
  for (let at = -1; at === -1; at = missed.indexOf(end ?? '')) {
    const { data } = await ask(`first: 1000, after: "${cursor}"`, 'lines { text } pageInfo { endCursor }');
    missed.push(...data.jobLog.lines.map(({ text }: { text: string }) => text));
    cursor = data.jobLog.pageInfo.endCursor as string;
  }
  return missed.slice(0, missed.indexOf(end ?? ''));
}

describe('a log that is followed', () => {
  it('gives what stands there, then each line that is added, once and in order, and completes when all was sent', async () => {
    const log = createGrowing();
    log.write(...numbers(0, 250));
    const { gateway, token } = await startLogs({ ...log, settings });
    const seen = follow(connect(gateway, token));
    await until(() => seen.events.length === 1, 'what stands there is seen');

    for (let at = 250; at < 300; at += 10) {
      log.write(...numbers(at, at + 10));
      await until(() => seen.texts().at(-1) === `line ${at + 9}`, 'what was added is seen');
    }
    log.end();
    log.write('the last');

    expect(await seen.ended).toBe('complete');
    expect(seen.texts()).toEqual([...numbers(150, 300), 'the last']);
    expect(seen.events[0]?.lines).toHaveLength(100);
    expect(seen.events.at(-1)?.part).toEqual({ key: '1/', isComplete: true });
    expect(seen.events.every(({ hasGap }) => !hasGap)).toBe(true);
  });

  it('has one poller for a hundred followers, each of whom sees each line once', async () => {
    const log = createGrowing();
    log.write(...numbers(0, 20));
    const { gateway, token, emulator, reads } = await startLogs({
      ...log,
      settings: { ...settings, subscriptions: { maxPerConnection: 100 } },
    });
    const client = connect(gateway, token);
    const all = Array.from({ length: 100 }, () => follow(client));
    await until(() => all.every(({ events }) => events.length > 0), 'all see what stands there');
    const before = reads().length;
    emulator.reset();
    log.write(...numbers(20, 60));
    await until(() => all.every(({ texts }) => texts().length === 60), 'all see what was added');
    log.end();

    expect(await Promise.all(all.map(({ ended }) => ended))).toEqual(all.map(() => 'complete'));
    for (const { texts } of all) expect(texts()).toEqual(numbers(0, 60));
    expect(before).toBeLessThan(100);
    // As many as one follower causes in this time: fewer than there are followers.
    expect(emulator.maxInFlight).toBeLessThanOrEqual(2);
  });

  it('begins to wait where nothing is written yet, and says when it is', async () => {
    const log = createGrowing();
    log.become(toRunningJob({ status: 'RUNNABLE', container: {} }));
    const { gateway, token } = await startLogs({ ...log, settings });
    const seen = follow(connect(gateway, token));
    await until(() => seen.events.length === 1, 'it is said that nothing is there');

    log.become(toRunningJob());
    await until(() => seen.events.at(-1)?.part?.key === '1/', 'the part is seen');
    log.write('first');
    await until(() => seen.texts().length === 1, 'the line is seen');
    log.end();

    expect(await seen.ended).toBe('complete');
    expect(seen.events[0]).toEqual({
      part: null,
      lines: [],
      endCursor: null,
      hasGap: false,
      issues: [{ code: 'LOG_NOT_STARTED' }],
    });
    expect(seen.events.at(-1)?.issues).toEqual([]);
    expect(seen.texts()).toEqual(['first']);
  });

  it('goes on behind a cursor, after a restart, with no line lost and none twice', async () => {
    const log = createGrowing();
    log.write(...numbers(0, 3000));
    const before = await startLogs({ ...log, settings });
    const first = follow(connect(before.gateway, before.token), ', last: 5');
    await until(() => first.texts().length === 5, 'the last lines are seen');
    const { data } = await before.ask('first: 1', 'lines { cursor }');
    await before.gateway.close();
    log.write(...numbers(3000, 3010));
    const after = await startLogs({ ...log, settings });
    const client = connect(after.gateway, after.token);

    const next = follow(client, `, after: "${first.events.at(-1)?.endCursor}"`);
    const whole = follow(client, `, after: "${data.jobLog.lines[0].cursor}"`);
    await until(() => next.texts().length >= 10 && whole.texts().length >= 3009, 'both see all');
    log.end();
    await Promise.all([next.ended, whole.ended]);

    expect(next.texts()).toEqual(numbers(3000, 3010));
    expect(whole.texts()).toEqual(numbers(1, 3010));
  });

  it('gives a gap to a follower that is a megabyte behind, which `jobLog` reads', async () => {
    const log = createGrowing();
    log.write('begin');
    const { gateway, token, ask } = await startLogs({ ...log, settings });
    const client = connect(gateway, token);
    const quick = follow(client);
    await until(() => quick.texts().length === 1, 'the beginning is seen');
    const lines = numbers(0, 300).map((text) => text + 'x'.repeat(10_000));

    log.write(...lines);
    await until(() => quick.events.at(-1)?.lines.at(-1)?.text === lines.at(-1), 'the last line is seen');
    log.end();
    await quick.ended;

    const filled: string[] = [];
    for (const [index, event] of quick.events.entries()) {
      const texts = event.lines.map(({ text }) => text);
      if (event.hasGap) filled.push(...(await readUntil(ask, quick.events[index - 1]?.endCursor, texts[0])));
      filled.push(...texts);
    }
    expect(quick.events.some(({ hasGap }) => hasGap)).toBe(true);
    // Compared by their beginnings: the lines are long.
    expect(filled.map((text) => text.slice(0, 10))).toEqual(['begin', ...lines].map((text) => text.slice(0, 10)));
  });

  it('ends with an issue that does not pass', async () => {
    const log = createGrowing();
    log.become(toFailedJob({ arrayProperties: { size: 2 } }));
    const { gateway, token } = await startLogs({ ...log, settings });
    const seen = follow(connect(gateway, token));

    expect(await seen.ended).toBe('complete');
    expect(seen.events.map(({ issues }) => issues)).toEqual([[{ code: 'LOG_ELSEWHERE' }]]);
  });

  it('is an error where the job is not there, and ends', async () => {
    const { gateway, token } = await startLogs({ job: () => undefined, settings });
    const seen = follow(connect(gateway, token));

    expect(await seen.ended).toBe('complete');
    expect(seen.errors.map(({ extensions }) => extensions.code)).toEqual(['JOB_NOT_FOUND']);
  });

  it('stops asking when the last follower has left', async () => {
    const log = createGrowing();
    log.write('one');
    const { gateway, token, emulator } = await startLogs({ ...log, settings });
    const seen = follow(connect(gateway, token));
    await until(() => seen.texts().length === 1, 'the line is seen');

    seen.stop();
    await until(() => emulator.inFlight === 0, 'nothing is asked');
    await new Promise((resolve) => setTimeout(resolve, 50));
    const before = emulator.calls.length;
    await new Promise((resolve) => setTimeout(resolve, 100));

    expect(emulator.calls).toHaveLength(before);
  });

  it('is recorded once, before its first line', async () => {
    const log = createGrowing();
    const { gateway, token } = await startLogs({ ...log, settings });
    const seen = follow(connect(gateway, token));
    await until(() => seen.events.length === 1, 'it is said that nothing is there');
    const disclosed = () => gateway.logs.filter((line) => line.includes('secrets disclosed'));
    expect(disclosed()).toEqual([]);

    for (const text of ['one', 'two', 'three']) {
      log.write(text);
      await until(() => seen.texts().at(-1) === text, 'the line is seen');
    }
    log.end();
    await seen.ended;

    expect(disclosed().map((line) => (JSON.parse(line) as { audit: object }).audit)).toMatchObject([
      { jobId, fields: ['JobLogEvent.lines'] },
    ]);
  });

  it('is refused beyond the places that there are, half of them for one viewer', async () => {
    const log = createGrowing();
    log.write('one');
    const { gateway, token } = await startLogs({ ...log, settings: { ...settings, logs: { maxFollowers: 2 } } });
    const client = connect(gateway, token);
    const first = follow(client);
    await until(() => first.texts().length === 1, 'the first sees the line');

    const second = follow(client);
    await second.ended;
    expect(second.errors).toMatchObject([{ extensions: { code: 'TOO_MANY_SUBSCRIPTIONS' } }]);
    first.stop();
    await until(async () => {
      const again = follow(client);
      await until(() => again.texts().length === 1 || again.errors.length > 0, 'it is answered').catch(() => undefined);
      return again.texts().length === 1;
    }, 'the place is free again');
  });
});
