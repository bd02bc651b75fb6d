/** One read of a job's log: its parts, the part that is shown, and one page. */
import type { ReadContext } from '../../calls/read-context.ts';
import type { Instant } from '../../provider/contract/job.ts';
import type {
  AskedLines,
  LogCalls,
  LoggedJob,
  LogIssueCode,
  LogPart,
  LogPartReads,
  PartLog,
} from '../../provider/contract/log.ts';
import { toCallIssue, toLogIssue, type LogIssue } from './issue.ts';
import { cutPage, type CutPage } from './page.ts';
import { choosePart, sortParts } from './part.ts';
import type { OpenLogs } from './source-logs.ts';

/** The result of one read of a log. */
export interface LogRequest {
  /** The key of the part; undefined for the one that says most. */
  readonly part: string | undefined;
  /** Undefined: the lines are not asked for. */
  readonly lines: AskedLines | undefined;
}

/** A log as it was read. */
export interface ReadLog {
  readonly parts: readonly LogPart[];
  readonly part: LogPart | null;
  /** Undefined where the lines were not asked for, or could not be read. */
  readonly page: CutPage | undefined;
  readonly issues: readonly LogIssue[];
  /** When the lines were read; null where they were not. */
  readonly fetchedAt: Instant | null;
}

/** The parts of a log, sorted. */
export interface AllParts {
  readonly parts: readonly LogPartReads[];
  /** About the log as a whole. */
  readonly issues: readonly LogIssue[];
  /** The provider did not answer. */
  readonly hasFailed: boolean;
}

/** What can be wrong with a log is in the result. Throws `ProviderError` where the job is absent, and the signal's reason. */
export function readLog(
  logs: OpenLogs,
  job: LoggedJob,
  { part: key, lines }: LogRequest,
  context: ReadContext,
): Promise<ReadLog> {
  return logs.read(context, async (calls) => {
    const all = await readParts(logs, job, calls);
    const { found, issues } = pickPart(all, key);
    const parts = all.parts.map(({ part }) => part);
    const shown = { parts, part: found?.part ?? null, page: undefined, issues, fetchedAt: null };
    if (found === undefined || typeof found.log === 'string' || lines === undefined) return shown;
    const read = await readPage(found.part, found.log, lines, calls);
    const fetchedAt = read.page === undefined ? null : new Date(calls.now()).toISOString();
    return { ...shown, page: read.page, issues: [...issues, ...read.issues], fetchedAt };
  });
}

/** Throws `ProviderError` where the job is absent. */
export async function readParts({ reads }: OpenLogs, job: LoggedJob, calls: LogCalls): Promise<AllParts> {
  try {
    const read = await reads.parts(job, calls);
    const { parts, isCut } = sortParts(read.parts);
    const codes: readonly LogIssueCode[] = isCut ? [...read.issues, 'LOG_TRUNCATED'] : read.issues;
    return { parts, issues: codes.map((code) => toLogIssue(code, null)), hasFailed: false };
  } catch (error) {
    return { parts: [], issues: [toCallIssue(error, null)], hasFailed: true };
  }
}

/** The part of this key, or the one that says most; and why it has no lines to read. */
export function pickPart(
  { parts, issues, hasFailed }: AllParts,
  key: string | undefined,
): { readonly found: LogPartReads | undefined; readonly issues: readonly LogIssue[] } {
  const found = key === undefined ? choosePart(parts) : parts.find(({ part }) => part.key === key);
  if (found === undefined && key !== undefined && !hasFailed)
    return { found, issues: [...issues, toLogIssue('LOG_GONE', null)] };
  if (typeof found?.log === 'string') return { found, issues: [...issues, toLogIssue(found.log, found.part.key)] };
  return { found, issues };
}

/** A page of a part. Throws `ProviderError` where the job is absent. */
export async function readPage(
  { key }: LogPart,
  log: PartLog,
  asked: AskedLines,
  calls: LogCalls,
): Promise<{ readonly page: CutPage | undefined; readonly issues: readonly LogIssue[] }> {
  try {
    const page = await log.page(asked, calls);
    return { page: cutPage(asked, page), issues: page.issues.map((code) => toLogIssue(code, key)) };
  } catch (error) {
    return { page: undefined, issues: [toCallIssue(error, key)] };
  }
}
