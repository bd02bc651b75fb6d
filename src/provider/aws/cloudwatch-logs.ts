/**
 * Reads the streams of CloudWatch Logs, by GetLogEvents. A line's place is its time in milliseconds, and its number among the lines
 * of that millisecond.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html
 */
import { ProviderError } from '../../errors/errors.ts';
import type { Instant } from '../contract/job.ts';
import type { AskedLines, LogCalls, LogIssueCode, LogPage, LogPlace, LogPoller, PartLog } from '../contract/log.ts';
import type { ReadMarkup } from '../decode/log-lines.ts';
import { readLogEvents, type EventPage } from './cloudwatch-events.ts';
import { endOfMillisecond, toLines, toPlaced, type WrittenLine } from './cloudwatch-lines.ts';

/** A stream, and the times of what writes it. */
interface LogStream {
  readonly group: string;
  readonly stream: string;
  /** Nothing was written before. Null where that is not known. */
  readonly createdAt: Instant | null;
  /** Null where it has not ended, and where its end is not known. */
  readonly endedAt: Instant | null;
  readonly isComplete: boolean;
}

/** All calls of a page, and those of them that bring events. */
const maxCalls = { page: 10, withEvents: 5 };
/** For events that come late, in milliseconds. */
const lateness = 300_001;
/** A stream may come some time after the end of what has written it. In milliseconds. */
const delayOfStream = 60_000;
const maxEvents = 10_000;
/** More events than lines are asked for: those of the earliest millisecond count only if all of that millisecond came. */
const spareEvents = 100;

/** @param readMarkup default: the lines have none */
export function createCloudWatchLog(stream: LogStream, readMarkup?: ReadMarkup): PartLog {
  return {
    page: (asked, calls) =>
      orIssue(stream, calls, async () => {
        const read = await readEvents(stream, asked, calls);
        const { lines, ...page } = asked.direction === 'first' ? toForward(asked, read) : toBackward(asked, read);
        const isEmpty = read.pages.every(({ events }) => events.length === 0) && read.isEnd;
        const isWaiting = isEmpty && asked.from === null && asked.since === null && !stream.isComplete;
        const issues: readonly LogIssueCode[] = isWaiting ? ['LOG_NOT_STARTED'] : page.issues;
        return { ...page, issues, lines: lines.map((line) => toPlaced(line, readMarkup)) };
      }),
    follow: {
      kind: 'poll',
      emptyPolls: 2,
      settleMilliseconds: 15_000,
      open: (from) => createPoller(stream, from, readMarkup),
    },
  };
}

/** What the calls of one page have brought, in the order in which they came. */
interface ReadEvents {
  readonly pages: readonly EventPage[];
  /** The provider has said that there is nothing more in this direction. */
  readonly isEnd: boolean;
  /** From where the events were asked for, and until where; null for no bound. In milliseconds. */
  readonly startTime: number | null;
  readonly endTime: number | null;
}

/** Calls until the page is full, the end is reached, or the calls are used up. */
async function readEvents(stream: LogStream, asked: AskedLines, { call }: LogCalls): Promise<ReadEvents> {
  const { direction } = asked;
  const bounds = toBounds(stream, asked);
  const request = { ...bounds, group: stream.group, stream: stream.stream, startFromHead: direction === 'first' };
  const pages: EventPage[] = [];
  let token: string | undefined;
  let isEnd = false;
  while (!isEnd && pages.length < maxCalls.page) {
    const page = await call(
      readLogEvents({ ...request, token, limit: token === undefined ? toLimit(asked) : maxEvents }),
    );
    const next = direction === 'first' ? page.nextForwardToken : page.nextBackwardToken;
    pages.push(page);
    isEnd = next === token;
    token = next;
    if (pages.filter(({ events }) => events.length > 0).length === maxCalls.withEvents || isFull(asked, pages)) break;
  }
  return { ...bounds, pages, isEnd };
}

function toLimit({ count, from }: AskedLines): number {
  if (from === null) return count + spareEvents;
  return Math.min(maxEvents, count + Math.min(from.number, maxEvents) + 1);
}

function toBounds(
  { createdAt, endedAt, isComplete }: LogStream,
  { direction, from, since }: AskedLines,
): Pick<ReadEvents, 'startTime' | 'endTime'> {
  const begin = toMilliseconds(createdAt);
  const earliest = direction === 'first' && from !== null ? toStart(from) : begin;
  const end = isComplete && endedAt !== null ? Date.parse(endedAt) + lateness : null;
  return {
    startTime: since === null ? earliest : Math.max(earliest ?? 0, since.getTime()),
    endTime: direction === 'last' && from !== null ? Number(from.at) + 1 : end,
  };
}

function toMilliseconds(instant: Instant | null): number | null {
  return instant === null ? null : Date.parse(instant);
}

/** A place behind a whole millisecond begins with the next one. */
function toStart({ at, number }: LogPlace): number {
  return Number(at) + (number === endOfMillisecond ? 1 : 0);
}

/** Whether these lines are enough. Backward, the earliest millisecond may not be whole. */
function isFull(asked: AskedLines, pages: readonly EventPage[]): boolean {
  const lines = toLines(pages);
  return asked.direction === 'first'
    ? dropUntil(lines, asked.from).length >= asked.count
    : dropFrom(withoutEarliest(lines), asked.from).length >= asked.count;
}

type FoundLines = Omit<LogPage, 'lines'> & { readonly lines: readonly WrittenLine[] };

function toForward({ from, count }: AskedLines, { pages, isEnd, startTime }: ReadEvents): FoundLines {
  const all = toLines(pages);
  const lines = dropUntil(all, from);
  const page = { hasPrevious: from !== null, hasNext: !isEnd || lines.length > count };
  if (lines.length > 0 || isEnd) return { ...page, lines: lines.slice(0, count), issues: [] };
  // There is no way past calls without events, but past a millisecond that no page can hold.
  const begin = startTime === null ? {} : { reached: { at: startTime - 1, number: endOfMillisecond } };
  const last = all.at(-1);
  const reached =
    last === undefined ? (from === null ? begin : {}) : { reached: { at: last.at, number: endOfMillisecond } };
  return { ...page, ...reached, lines, issues: ['LOG_TRUNCATED'] };
}

function toBackward({ from, count }: AskedLines, { pages, isEnd, endTime }: ReadEvents): FoundLines {
  const all = toLines(pages.toReversed());
  const lines = dropFrom(isEnd ? all : withoutEarliest(all), from);
  const page = { hasPrevious: !isEnd || lines.length > count, hasNext: from !== null };
  if (lines.length > 0 || isEnd) return { ...page, lines: lines.slice(-count), issues: [] };
  const [first] = all;
  const end = endTime === null ? {} : { reached: { at: endTime, number: 0 } };
  const reached =
    first === undefined ? (from === null ? end : {}) : { reached: { at: first.at - 1, number: endOfMillisecond } };
  return { ...page, ...reached, lines, issues: ['LOG_TRUNCATED'] };
}

function dropUntil(lines: readonly WrittenLine[], from: LogPlace | null): readonly WrittenLine[] {
  if (from === null) return lines;
  return lines.filter(({ at, number }) => at > Number(from.at) || (at === from.at && number > from.number));
}

function dropFrom(lines: readonly WrittenLine[], from: LogPlace | null): readonly WrittenLine[] {
  if (from === null) return lines;
  return lines.filter(({ at, number }) => at < Number(from.at) || (at === from.at && number < from.number));
}

function withoutEarliest(lines: readonly WrittenLine[]): readonly WrittenLine[] {
  const [first] = lines;
  return first === undefined ? lines : lines.filter(({ at }) => at > first.at);
}

/** A stream that is not there may come yet, or is gone. */
async function orIssue(stream: LogStream, { now }: LogCalls, read: () => Promise<LogPage>): Promise<LogPage> {
  try {
    return await read();
  } catch (error) {
    if (!isUnknown(error)) throw error;
    return { lines: [], hasPrevious: false, hasNext: false, issues: [toIssueOfUnknown(stream, now())] };
  }
}

function isUnknown(error: unknown): boolean {
  return error instanceof ProviderError && error.providerCode === 'ResourceNotFoundException';
}

function toIssueOfUnknown({ isComplete, endedAt }: LogStream, now: number): LogIssueCode {
  if (!isComplete) return 'LOG_NOT_STARTED';
  return endedAt !== null && now - Date.parse(endedAt) < delayOfStream ? 'LOG_NOT_STARTED' : 'LOG_GONE';
}

/** Continues with the token of the answer before. One that is refused is given up: the next poll begins from the place. */
function createPoller(stream: LogStream, from: LogPlace | null, readMarkup: ReadMarkup | undefined): LogPoller {
  let [place, token, hasBegun] = [from, undefined as string | undefined, from !== null];
  let startTime: number | null = null;
  /** The lines of the millisecond that the token stands in. */
  let current: readonly WrittenLine[] = [];

  return async ({ call, now }) => {
    if (token === undefined) startTime = place === null ? toMilliseconds(stream.createdAt) : toStart(place);
    const request = { group: stream.group, stream: stream.stream, startTime, endTime: null, startFromHead: true };
    try {
      const page = await call(readLogEvents({ ...request, token, limit: maxEvents }));
      const isEnd = page.nextForwardToken === token;
      if (token === undefined) current = [];
      token = page.nextForwardToken;
      const all = toLines([page], current);
      const lines = dropUntil(all, place);
      const last = all.at(-1);
      current = last === undefined ? current : all.filter(({ at }) => at === last.at);
      place = lines.at(-1) ?? place;
      hasBegun ||= lines.length > 0;
      const hasMore = page.events.length === 0 ? !isEnd : page.events.length >= spareEvents;
      const issues: readonly LogIssueCode[] = hasBegun || stream.isComplete ? [] : ['LOG_NOT_STARTED'];
      return { lines: lines.map((line) => toPlaced(line, readMarkup)), hasMore, issues };
    } catch (error) {
      if (isUnknown(error)) return { lines: [], hasMore: false, issues: [toIssueOfUnknown(stream, now())] };
      const isRefused = error instanceof ProviderError && error.code === 'PROVIDER_REJECTED' && token !== undefined;
      if (!isRefused) throw error;
      token = undefined;
      return { lines: [], hasMore: true, issues: [] };
    }
  };
}
