import { describe, expect, it } from 'vitest';
import type { Row } from '../../console/src/state/rows.ts';
import { describeLane, formatTick, layTimeline, type TimelineWindow } from '../../console/src/state/timeline.ts';

const at = (time: string): string => `2026-11-22T${time}:00Z`;
const ms = (time: string): number => Date.parse(at(time));
const window: TimelineWindow = { now: ms('14:00'), cutoff: null, offset: 0 };

function row(id: string, createdAt: string | null, endedAt: string | null, facts: Partial<Row> = {}): Row {
  return {
    id,
    providerJobId: id,
    provider: 'COS_BATCH',
    source: 'cos',
    region: null,
    account: null,
    name: null,
    kind: null,
    definition: null,
    status: endedAt === null ? 'RUNNING' : 'SUCCEEDED',
    rawStatus: null,
    isTerminal: endedAt !== null,
    statusMessage: null,
    createdAt: createdAt === null ? null : at(createdAt),
    endedAt: endedAt === null ? null : at(endedAt),
    durationSeconds: null,
    fetchedAt: null,
    progress: null,
    failures: [],
    errorCodes: [],
    ...facts,
  };
}

const toThousandths = (share: number): number => Math.round(share * 1000) / 1000;

const toBars = (rows: readonly Row[], changed: Partial<TimelineWindow> = {}) =>
  layTimeline(rows, { ...window, ...changed })?.lanes.flatMap(({ bars }) =>
    bars.map(({ row: { id }, start, width, track }) => [id, toThousandths(start), toThousandths(width), track]),
  );

describe('the timeline', () => {
  it('has a lane for each source, in the order of the list', () => {
    const layout = layTimeline(
      [
        row('a', '10:00', '11:00'),
        row('b', '10:00', '11:00', { source: 'batch' }),
        row('c', '11:00', '12:00', { status: 'FAILED' }),
      ],
      window,
    );

    expect(layout?.lanes.map(({ source, bars }) => [source, bars.map((bar) => bar.row.id)])).toEqual([
      ['cos', ['a', 'c']],
      ['batch', ['b']],
    ]);
    expect(layout?.lanes.map(describeLane)).toEqual(['cos: 1 Succeeded, 1 Failed', 'batch: 1 Succeeded']);
  });

  it('goes from when a job was made to its end, or to now while it has not ended', () => {
    expect(toBars([row('ended', '10:00', '11:00'), row('runs', '12:00', null)])).toEqual([
      ['ended', 0, 0.25, 0],
      ['runs', 0.5, 0.5, 0],
    ]);
  });

  it('shows a job as a point if nobody says when it ended, or that it goes on', () => {
    const unsaid = { endedAt: null, isTerminal: true };

    expect(
      toBars([
        row('a', '10:00', '12:00'),
        row('gone', '11:00', null, unsaid),
        row('?', '12:00', null, { isTerminal: null }),
      ]),
    ).toEqual([
      ['a', 0, 1, 0],
      ['gone', 0.5, 0.004, 1],
      ['?', 0.996, 0.004, 1],
    ]);
  });

  it('puts those that overlap below each other, and fills a track that has become free', () => {
    expect(
      toBars([row('a', '10:00', '12:00'), row('b', '11:00', '14:00'), row('c', '13:00', '14:00')])?.map(
        ([id, , , track]) => [id, track],
      ),
    ).toEqual([
      ['a', 0],
      ['b', 1],
      ['c', 0],
    ]);
  });

  it('leaves out what ended before the cutoff, and cuts what began before it', () => {
    const rows = [row('old', '08:00', '09:00'), row('long', '06:00', '12:00'), row('new', '13:00', null)];

    expect(toBars(rows, { cutoff: ms('10:00') })).toEqual([
      ['long', 0, 0.5, 0],
      ['new', 0.75, 0.25, 0],
    ]);
  });

  it('is not there without a job that says when it was made', () => {
    expect(layTimeline([row('a', null, null)], window)).toBeNull();
  });

  it('does not run backwards, whatever the clocks of the providers say', () => {
    expect(toBars([row('ahead', '15:00', null), row('back', '14:00', '13:00')])).toEqual([
      ['back', 0, 0.004, 0],
      ['ahead', 0.996, 0.004, 0],
    ]);
  });

  it.each([
    ['10:07', '10:57', ['10:10', '10:20', '10:30', '10:40', '10:50']],
    ['02:30', '13:30', ['04:00', '06:00', '08:00', '10:00', '12:00']],
  ])('has at most six round ticks: %s to %s', (from, to, expected) => {
    const ticks = layTimeline([row('a', from, to)], window)?.ticks;

    expect(ticks?.map((tick) => formatTick(tick.at, 0))).toEqual(expected);
  });

  it('has ticks that are round by the shown clock, and days at its midnights', () => {
    const offset = 5.5 * 3_600_000;
    const days = { createdAt: '2026-11-20T12:00:00Z', endedAt: '2026-11-22T12:00:00Z', isTerminal: true };
    const ticks = layTimeline([row('a', null, null, days)], { ...window, offset })?.ticks ?? [];

    expect(ticks.map((tick) => formatTick(tick.at, offset))).toEqual(['11-21', '12:00', '11-22', '12:00']);
  });
});
