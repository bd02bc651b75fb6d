/**
 * CloudWatch Logs' GetLogEvents, at the address of a service whose jobs write there. Pages end by lines, by bytes and by time, with
 * empty ones between; a direction ends where a token comes back.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html
 */
import { toEmulatedError, type EmulatedError } from './emulator.ts';
import { createAwsJsonProtocol, type AwsJsonInput } from './aws-json.ts';
import type { AwsOptions } from './aws-forms.ts';
import type { BesideProtocol } from './protocol.ts';

/** An event of a stream. The time is in milliseconds. */
export interface EmulatedLogEvent {
  readonly timestamp: number;
  readonly message: string;
}

/** The streams that there are. */
export interface LogWorld {
  /** In the order in which they came. Undefined if there is no such group or stream. */
  readonly find: (group: string, stream: string) => readonly EmulatedLogEvent[] | undefined;
  /** A page never spans a longer silence, and an empty one stands for it. Default: 60,000 ms. */
  readonly silence?: number;
  /** Whether a first page is empty. Default: false. */
  readonly beginsEmpty?: boolean;
  /** The most bytes of a page. Default: 1 MB. */
  readonly pageBytes?: number;
}

const targetPrefix = 'Logs_20140328.';
const tokenMilliseconds = 24 * 60 * 60 * 1000;
const bytesPerEvent = 26;

/** @param world undefined: no stream is there */
export function createCloudWatchLogs(world: LogWorld | undefined, options: AwsOptions): BesideProtocol {
  const now = options.now ?? (() => new Date());
  return {
    isFor: ({ headers }) => (headers['x-amz-target'] ?? '').startsWith(targetPrefix),
    protocol: createAwsJsonProtocol(
      {
        version: '1.1',
        signingName: 'logs',
        targetPrefix,
        operations: {
          GetLogEvents: {
            toId: ({ logGroupName, logStreamName }) => `${String(logGroupName)} ${String(logStreamName)}`,
            toAnswer: (input) => getLogEvents(world, input, now().getTime()),
          },
        },
      },
      options,
    ),
  };
}

const groupName = /^[.\-_/#A-Za-z0-9]{1,512}$/;
const streamName = /^[^:*]{1,512}$/;

function getLogEvents(world: LogWorld | undefined, input: AwsJsonInput, now: number): object {
  const { logGroupName: group, logStreamName: stream, limit = 10_000, startFromHead = false, nextToken } = input;
  if (typeof group !== 'string' || !groupName.test(group)) return toInvalid('logGroupName');
  if (typeof stream !== 'string' || !streamName.test(stream)) return toInvalid('logStreamName');
  if (!isWhole(limit) || limit < 1 || limit > 10_000) return toInvalid('limit');
  const token = nextToken === undefined ? undefined : parseToken(nextToken, now);
  if (token === null) return toInvalid('nextToken');
  if (token?.direction === 'f' && startFromHead !== true) return toInvalid('startFromHead');
  const events = world?.find(group, stream);
  if (events === undefined)
    return toEmulatedError('ResourceNotFoundException', 'The specified log stream does not exist.');
  const sorted = events.toSorted((one, other) => one.timestamp - other.timestamp);
  const bounds = { from: toBound(input['startTime'], -Infinity), until: toBound(input['endTime'], Infinity) };
  const isForward = token === undefined ? startFromHead === true : token.direction === 'f';
  const stands = token ?? {
    index: isForward ? findIndex(sorted, bounds.from) : findIndex(sorted, bounds.until),
    isSilencePassed: world?.beginsEmpty !== true,
  };
  const isBegin = token === undefined && world?.beginsEmpty === true;
  const page = isBegin
    ? { begin: stands.index, end: stands.index, isSilencePassed: true }
    : findPage(sorted, { ...bounds, ...stands, isForward, limit, world });
  const shown = sorted.slice(page.begin, page.end);
  const isStill = token !== undefined && shown.length === 0 && page.isSilencePassed === stands.isSilencePassed;
  const same = typeof nextToken === 'string' && isStill ? nextToken : undefined;
  return {
    events: shown.map((event) => ({ ...event, ingestionTime: event.timestamp + 2000 })),
    nextForwardToken:
      (isForward ? same : undefined) ?? formatToken('f', page.end, page.isSilencePassed && isForward, now),
    nextBackwardToken:
      (isForward ? undefined : same) ?? formatToken('b', page.begin, page.isSilencePassed && !isForward, now),
  };
}

interface AskedPage {
  /** Between two events: behind (forward) or before it (backward) the page begins. */
  readonly index: number;
  readonly isSilencePassed: boolean;
  readonly isForward: boolean;
  readonly from: number;
  readonly until: number;
  readonly limit: number;
  readonly world: LogWorld | undefined;
}

interface FoundPage {
  readonly begin: number;
  readonly end: number;
  /** Whether the silence where the page ends has had its empty page. */
  readonly isSilencePassed: boolean;
}

function findPage(events: readonly EmulatedLogEvent[], asked: AskedPage): FoundPage {
  const { index, isForward, isSilencePassed, limit, world } = asked;
  const { silence = 60_000, pageBytes = 1_048_576 } = world ?? {};
  const step = isForward ? 1 : -1;
  const at = (place: number): EmulatedLogEvent | undefined => events[isForward ? place : place - 1];
  const isSilent = (place: number): boolean => {
    const [before, behind] = [events[place - 1], events[place]];
    return before !== undefined && behind !== undefined && behind.timestamp - before.timestamp > silence;
  };
  const isWithin = ({ timestamp }: EmulatedLogEvent): boolean => timestamp >= asked.from && timestamp < asked.until;
  let [place, bytes, count] = [index, 0, 0];
  for (let next = at(place); next !== undefined && isWithin(next) && count < limit; next = at(place)) {
    if (isSilent(place) && !(count === 0 && isSilencePassed)) break;
    bytes += Buffer.byteLength(next.message) + bytesPerEvent;
    if (count > 0 && bytes > pageBytes) break;
    place += step;
    count += 1;
  }
  const next = at(place);
  const isAtSilence = count === 0 && next !== undefined && isWithin(next) && limit > 0;
  return isForward
    ? { begin: index, end: place, isSilencePassed: count === 0 ? isSilencePassed || isAtSilence : false }
    : { begin: place, end: index, isSilencePassed: count === 0 ? isSilencePassed || isAtSilence : false };
}

function findIndex(sorted: readonly EmulatedLogEvent[], time: number): number {
  const index = sorted.findIndex(({ timestamp }) => timestamp >= time);
  return index === -1 ? sorted.length : index;
}

interface Token {
  readonly direction: 'f' | 'b';
  readonly index: number;
  readonly isSilencePassed: boolean;
}

function formatToken(direction: Token['direction'], index: number, isSilencePassed: boolean, now: number): string {
  return `${direction}/${String(now).padStart(15, '0')}${isSilencePassed ? 1 : 0}${String(index).padStart(9, '0')}/s`;
}

/** Null for one that is none, or a day old. */
function parseToken(token: unknown, now: number): Token | null {
  const [, direction, at, passed, index] = /^([fb])\/(\d{15})([01])(\d{9})\/s$/.exec(String(token)) ?? [];
  if (direction === undefined || now - Number(at) > tokenMilliseconds) return null;
  return { direction: direction === 'f' ? 'f' : 'b', index: Number(index), isSilencePassed: passed === '1' };
}

function toBound(value: unknown, none: number): number {
  return isWhole(value) ? value : none;
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function toInvalid(name: string): EmulatedError {
  return toEmulatedError('InvalidParameterException', `The specified ${name} is invalid.`);
}
