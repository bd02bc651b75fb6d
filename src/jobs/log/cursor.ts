/** Cursors of logs: a place in a part of a job's log. They hold no token of a provider, and never expire. */
import { createHash } from 'node:crypto';
import type { LogPlace, LogReads } from '../../provider/contract/log.ts';

/** What a cursor names. */
export interface LogPosition {
  /** The key of the part. */
  readonly part: string;
  readonly place: LogPlace;
}

const version = 1;
const checksumLength = 16;
/** Far above the length of any cursor that is issued. */
const maxCursorLength = 2000;

/** @param jobId the graph's id */
export function formatLogCursor({ part, place }: LogPosition, jobId: string): string {
  const body = JSON.stringify([version, part, place.at, place.number]);
  return Buffer.from(`${toChecksum(body, jobId)}${body}`).toString('base64url');
}

/** Undefined if the text is no cursor of this job's log, or of a part or place that its provider cannot have. */
export function parseLogCursor(
  cursor: string,
  jobId: string,
  reads: Pick<LogReads, 'partKey' | 'placesAre'> | undefined,
): LogPosition | undefined {
  const text = cursor.length > maxCursorLength ? '' : Buffer.from(cursor, 'base64url').toString();
  const body = text.slice(checksumLength);
  if (text === '' || toChecksum(body, jobId) !== text.slice(0, checksumLength)) return undefined;
  const fields = readFields(body);
  if (fields === undefined) return undefined;
  const [part, at, number] = fields;
  if (reads !== undefined && !(reads.partKey.test(part) && isPlaceOf(reads, at))) return undefined;
  return { part, place: { at, number } };
}

/** Anybody can compute a checksum: it finds mistakes, and the fields are checked all the same. */
function toChecksum(body: string, jobId: string): string {
  return createHash('sha256').update(`${jobId}\n${body}`).digest('base64url').slice(0, checksumLength);
}

function readFields(body: string): readonly [string, number | string, number] | undefined {
  const fields = parseList(body);
  if (fields?.length !== 4 || fields[0] !== version) return undefined;
  const [, part, at, number] = fields;
  if (typeof part !== 'string' || !(typeof at === 'string' || isWhole(at)) || !isWhole(number)) return undefined;
  return [part, at, number];
}

function parseList(text: string): readonly unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

const nodeTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{9}Z$/;

function isPlaceOf({ placesAre }: Pick<LogReads, 'placesAre'>, at: number | string): boolean {
  return placesAre === 'numbers' ? typeof at === 'number' : typeof at === 'string' && nodeTime.test(at);
}

/** Negative if the first place comes first. Places of one provider are compared only. */
export function comparePlaces(one: LogPlace, other: LogPlace): number {
  if (one.at !== other.at) return one.at < other.at ? -1 : 1;
  return one.number - other.number;
}
