import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EmulatedLogEvent } from '../../emulators/kit/cloudwatch-logs.ts';
import { toRawAnswer } from '../../emulators/kit/emulator.ts';
import { toRuns } from '../runs.ts';
import { createdAt, startLogs, toFailedJob } from './log-world.ts';

interface Page {
  readonly lines: readonly { readonly text: string; readonly cursor: string }[];
  readonly pageInfo: {
    readonly hasPreviousPage: boolean;
    readonly hasNextPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly issues: readonly { readonly code: string }[];
}

/** Bursts of events in one millisecond, with short and long silences between; events of several lines, too. */
const bursts = fc.array(
  fc.record({
    silence: fc.constantFrom(0, 1, 7, 1000, 30_000, 200_000),
    events: fc.oneof(
      { weight: 9, arbitrary: fc.integer({ min: 1, max: 30 }) },
      { weight: 1, arbitrary: fc.integer({ min: 31, max: 400 }) },
    ),
    lines: fc.constantFrom(1, 1, 1, 3),
  }),
  { maxLength: 12 },
);
const sizes = fc.array(fc.constantFrom(1, 3, 7, 100, 1000), { minLength: 1, maxLength: 4 });

function toEvents(all: readonly { readonly silence: number; readonly events: number; readonly lines: number }[]) {
  const events: EmulatedLogEvent[] = [];
  let [time, number] = [createdAt + 60_000, 0];
  for (const { silence, events: count, lines } of all) {
    time += silence;
    for (let index = 0; index < count; index += 1) {
      const message = Array.from({ length: lines }, () => `line ${(number += 1)}`).join('\n');
      events.push({ timestamp: time, message });
    }
  }
  return events;
}

function toTexts(events: readonly EmulatedLogEvent[]): readonly string[] {
  return events.flatMap(({ message }) => message.split('\n'));
}

describe('walking all pages of a log', () => {
  it.each(['first', 'last'] as const)(
    'gives each line once and in order, by `%s`, at 10 calls a page at most',
    async (way) => {
      let events: readonly EmulatedLogEvent[] = [];
      const logs = { silence: 100_000, beginsEmpty: false };
      const job = () => toFailedJob({ attempts: [], stoppedAt: createdAt + 3_600_000 });
      const { ask, reads, emulator } = await startLogs({ job, events: () => events, logs });

      await fc.assert(
        fc.asyncProperty(bursts, sizes, fc.boolean(), async (all, counts, beginsEmpty) => {
          events = toEvents(all);
          logs.beginsEmpty = beginsEmpty;
          const seen: string[][] = [];
          let cursor: string | null = null;
          for (let step = 0; ; step += 1) {
            emulator.reset();
            const from = cursor === null ? '' : `, ${way === 'first' ? 'after' : 'before'}: "${cursor}"`;
            const selection =
              'lines { text cursor } pageInfo { hasPreviousPage hasNextPage startCursor endCursor } issues { code }';
            const { data, errors } = await ask(`${way}: ${counts[step % counts.length] ?? 1}${from}`, selection);
            expect(errors).toEqual([]);
            expect(reads().length).toBeLessThanOrEqual(10);
            const { lines, pageInfo, issues } = data.jobLog as Page;
            expect(issues).toEqual([]);
            expect(lines.length).toBeLessThanOrEqual(counts[step % counts.length] ?? 1);
            seen.push(lines.map(({ text }) => text));
            if (!(way === 'first' ? pageInfo.hasNextPage : pageInfo.hasPreviousPage)) break;
            cursor = way === 'first' ? pageInfo.endCursor : pageInfo.startCursor;
            expect(cursor).not.toBeNull();
          }
          expect((way === 'first' ? seen : seen.reverse()).flat()).toEqual(toTexts(events));
        }),
        { numRuns: toRuns(6) },
      );
    },
  );

  it('goes past a millisecond that is wider than five calls, and says that lines are missing', async () => {
    const events = [
      { timestamp: createdAt + 60_000, message: 'before' },
      ...Array.from({ length: 60 }, (_value, index) => ({
        timestamp: createdAt + 61_000,
        message: `${index} ${'x'.repeat(3000)}`,
      })),
      { timestamp: createdAt + 62_000, message: 'after' },
    ];
    const { ask } = await startLogs({ events: () => events, logs: { pageBytes: 10_000 } });
    const selection = 'lines { text } pageInfo { hasPreviousPage startCursor } issues { code }';

    const latest = await ask('last: 1', selection);
    const missing = await ask(`last: 5, before: "${latest.data.jobLog.pageInfo.startCursor}"`, selection);
    const past = await ask(`last: 5, before: "${missing.data.jobLog.pageInfo.startCursor}"`, selection);

    expect(latest.data.jobLog.lines).toEqual([{ text: 'after' }]);
    expect(missing.data.jobLog).toMatchObject({ lines: [], issues: [{ code: 'LOG_TRUNCATED' }] });
    expect(past.data.jobLog).toMatchObject({ lines: [{ text: 'before' }], pageInfo: { hasPreviousPage: false } });
  });

  it('stops before ten silences in a row, and goes no further', async () => {
    const events = Array.from({ length: 3 }, (_value, index) => ({
      timestamp: createdAt + index * 1000,
      message: `${index}`,
    }));
    let calls = 0;
    const { ask, reads } = await startLogs({
      events: () => events,
      fault: ({ operation }) => {
        if (operation !== 'GetLogEvents') return undefined;
        calls += 1;
        const token = `b/${calls}/s`;
        return { kind: 'answer', answer: toJson({ events: [], nextForwardToken: 'f/0/s', nextBackwardToken: token }) };
      },
    });

    const { data } = await ask('last: 5', 'lines { text } pageInfo { hasPreviousPage } issues { code }');

    expect(data.jobLog).toEqual({
      lines: [],
      pageInfo: { hasPreviousPage: true },
      issues: [{ code: 'LOG_TRUNCATED' }],
    });
    expect(reads()).toHaveLength(10);
  });
});

function toJson(body: object) {
  return toRawAnswer({ headers: { 'content-type': 'application/x-amz-json-1.1' }, body: JSON.stringify(body) });
}
