/** Jobs as bars over time: which lane each stands in, and from where to where. */
import type { Row } from './rows.ts';
import { toStatusLook } from './status.ts';

export interface Bar {
  readonly row: Row;
  /** Where it begins and how long it is, in shares of the whole width. */
  readonly start: number;
  readonly width: number;
  /** Bars of a lane that overlap stand in tracks below each other; the first is 0. */
  readonly track: number;
}

/** The bars of one source. */
export interface Lane {
  readonly source: string;
  readonly trackCount: number;
  readonly bars: readonly Bar[];
}

export interface Tick {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** In shares of the whole width. */
  readonly place: number;
}

export interface TimelineLayout {
  readonly lanes: readonly Lane[];
  readonly ticks: readonly Tick[];
}

export interface TimelineWindow {
  /** Milliseconds since 1970: where jobs that have not ended end. */
  readonly now: number;
  /** See ListRequest: what ended before is left out, and what began before is cut. */
  readonly cutoff: number | null;
  /** Milliseconds that the shown clock is ahead of UTC. */
  readonly offset: number;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const steps = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 7 * 1440, 14 * 1440, 30 * 1440].map(
  (minutes) => minutes * minute,
);
const mostTicks = 6;

/** Shorter bars could not be seen. */
const leastWidth = 0.004;

/** Null where no job says when it was made. Lanes stand in the order in which the list first names their sources. */
export function layTimeline(rows: readonly Row[], { now, cutoff, offset }: TimelineWindow): TimelineLayout | null {
  const runs = rows.flatMap((row) => toRun(row, now)).filter(({ row, end }) => !isOld(row, end, cutoff));
  if (runs.length === 0) return null;
  const from = Math.max(cutoff ?? -Infinity, Math.min(...runs.map(({ start }) => start)));
  const to = Math.max(from + minute, ...runs.map(({ end }) => end));
  const toShare = (at: number): number => (Math.max(at, from) - from) / (to - from);
  const lanes = Map.groupBy(runs, ({ row }) => row.source);
  return {
    lanes: [...lanes].map(([source, own]) => layLane(source, own, toShare)),
    ticks: listTicks(from, to, offset).map((at) => ({ at, place: toShare(at) })),
  };
}

interface Run {
  readonly row: Row;
  readonly start: number;
  readonly end: number;
}

/** A job that has ended, nobody says when, is a point: where it was made. */
function toRun(row: Row, now: number): readonly Run[] {
  if (row.createdAt === null) return [];
  const start = Date.parse(row.createdAt);
  const end = row.endedAt === null ? (row.isTerminal === false ? now : start) : Date.parse(row.endedAt);
  return [{ row, start, end: Math.max(start, end) }];
}

function isOld({ isTerminal }: Row, end: number, cutoff: number | null): boolean {
  return cutoff !== null && isTerminal === true && end < cutoff;
}

function layLane(source: string, runs: readonly Run[], toShare: (at: number) => number): Lane {
  const ends: number[] = [];
  const bars = runs
    .toSorted((one, other) => one.start - other.start)
    .map(({ row, start: begin, end }) => {
      const start = Math.min(toShare(begin), 1 - leastWidth);
      const width = Math.max(toShare(end) - start, leastWidth);
      const free = ends.findIndex((taken) => taken + leastWidth <= start);
      const track = free === -1 ? ends.length : free;
      ends[track] = start + width;
      return { row, start, width, track };
    });
  return { source, trackCount: ends.length, bars };
}

/** Round times of the shown clock, at most six. */
function listTicks(from: number, to: number, offset: number): readonly number[] {
  const least = (to - from) / mostTicks;
  const step = steps.find((size) => size >= least) ?? Math.ceil(least / day) * day;
  const first = Math.ceil((from + offset) / step) * step - offset;
  return Array.from({ length: Math.floor((to - first) / step) + 1 }, (_, index) => first + index * step);
}

/** The lane in words, for example `cos: 2 Running, 1 Failed`. */
export function describeLane({ source, bars }: Lane): string {
  const words = Map.groupBy(bars, ({ row }) => (row.status === null ? 'Not known' : toStatusLook(row.status).word));
  return `${source}: ${[...words].map(([word, own]) => `${own.length} ${word}`).join(', ')}`;
}

/** The time of a tick, for example `17:00`; at midnight the day, for example `11-22`. */
export function formatTick(at: number, offset: number): string {
  const text = new Date(at + offset).toISOString();
  return text.slice(11, 16) === '00:00' ? text.slice(5, 10) : text.slice(11, 16);
}
