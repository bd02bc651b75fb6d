/** `jobs logs`: the log of a job, of the part that says most about how the job stands unless another is named. */
import { exits, UsageFault } from '../exit.ts';
import { followPart, pollPause } from '../log-following.ts';
import { readPages, readParts, requireGateway, type LogPage, type LogPart } from '../log-graph.ts';
import { createIssueNotes, toLogStatus, type LogIssue } from '../log-issues.ts';
import { chooseFailed, choosePart } from '../log-parts.ts';
import { createLogPrinting, describePart, type LogPrinting } from '../log-printing.ts';
import { readMoment } from '../moments.ts';
import { toLogOperations } from '../operations.ts';
import type { Session } from '../session.ts';

/** The most lines of a page, and of the first event of a log that is followed. */
const pageSize = 1000;

/** Of `jobs logs`. */
export interface LogsOptions {
  readonly part?: string;
  readonly tail?: string;
  readonly since?: string;
  readonly follow?: boolean;
  readonly failed?: boolean;
  readonly timestamps?: boolean;
}

/** What the options ask for, and where it is printed. */
interface Asked {
  readonly id: string;
  /** How many of the last lines; undefined for all. */
  readonly last: number | undefined;
  readonly since: string | undefined;
  readonly printing: LogPrinting;
  readonly operations: ReturnType<typeof toLogOperations>;
  readonly noteIssues: (issues: readonly LogIssue[], shownPart: string | null) => void;
}

/** Prints lines, and says on standard error whose they are and what stands in the way of others. */
export async function showLogs(session: Session, options: LogsOptions, ids: readonly string[]): Promise<number> {
  const { part, follow = false, failed = false, timestamps: hasTimes = false } = options;
  const printing = await createLogPrinting(session, { hasTimes, isFollowed: follow });
  if ('names' in printing) return session.names(printing.names);
  const [id] = ids;
  if (id === undefined) throw new UsageFault('jobs logs must have the id of a job, but got none.');
  if (failed && (follow || part !== undefined)) throw new UsageFault('--failed excludes --follow and --part.');
  const asked: Asked = {
    id,
    ...readBounds(options, session.context.now()),
    printing,
    operations: toLogOperations(printing.lineFields),
    noteIssues: createIssueNotes(session, id),
  };
  requireGateway(session);
  if (failed) return showFailed(session, asked);
  const key = part === undefined ? null : await choosePart(session, id, part);
  return follow ? followLog(session, asked, key) : showOne(session, asked, key);
}

function readBounds({ tail, since }: LogsOptions, now: number): Pick<Asked, 'last' | 'since'> {
  if (tail !== undefined && !/^\d{1,9}$/.test(tail))
    throw new UsageFault(`--tail must be a whole number, 0 for all, but got ${JSON.stringify(tail)}.`);
  const count = tail === undefined ? (since === undefined ? 100 : 0) : Number(tail);
  const moment = since === undefined ? undefined : readMoment('--since', since, now);
  return { last: count === 0 ? undefined : count, since: moment };
}

async function showOne(session: Session, asked: Asked, key: string | null): Promise<number> {
  const log = await showPart(session, asked, key);
  noteOthers(session, asked, log);
  await asked.printing.end([log]);
  return toStatus([log]);
}

/** The parts that failed, of each the latest attempt, one after the other. */
async function showFailed(session: Session, asked: Asked): Promise<number> {
  const { parts, issues } = await readParts(session, asked.id);
  const failed = chooseFailed(parts);
  asked.noteIssues(issues, null);
  if (failed.length === 0) session.note('No part of the job has failed.');
  const logs: LogPage[] = [];
  for (const { key } of failed) logs.push(await showPart(session, asked, key));
  await asked.printing.end(logs);
  return failed.length === 0 ? toLogStatus(issues, null) : toStatus(logs);
}

function toStatus(logs: readonly LogPage[]): number {
  if (logs.some(({ lines }) => lines.length > 0)) return exits.done;
  const statuses = logs.map(({ issues, part }) => toLogStatus(issues, part?.key ?? null));
  return statuses.find((status) => status !== exits.done) ?? exits.done;
}

/** Prints the lines of one part. Returns all of it as one page; of what is printed as it comes not all lines. */
async function showPart(session: Session, asked: Asked, key: string | null): Promise<LogPage> {
  const { id, last, since, printing, operations, noteIssues } = asked;
  const pages: LogPage[] = [];
  for await (const page of readPages(session, operations.page, { id, part: key, last, since })) {
    printing.head(page.part);
    // Backward, the latest lines come first.
    if (last !== undefined) pages.unshift(page);
    else {
      printing.lines(page.part, page.lines);
      pages.push(printing.isKept ? page : { ...page, lines: page.lines.slice(0, 1) });
    }
  }
  if (last !== undefined) for (const { part, lines } of pages) printing.lines(part, lines);
  const log = joinPages(pages);
  noteIssues(log.issues, log.part?.key ?? null);
  return log;
}

/** At least one page comes. */
function joinPages(pages: readonly LogPage[]): LogPage {
  const [first, last] = [pages[0], pages.at(-1)] as readonly [LogPage, LogPage];
  const issues = new Map(pages.flatMap((page) => page.issues.map((issue) => [JSON.stringify(issue), issue] as const)));
  const { hasPreviousPage, startCursor } = first.pageInfo;
  return {
    ...last,
    lines: pages.flatMap(({ lines }) => lines),
    pageInfo: { ...last.pageInfo, hasPreviousPage, startCursor },
    issues: [...issues.values()],
  };
}

/** The most further parts that are named. */
const maxNamed = 8;

/** What else there is to see. */
function noteOthers({ note }: Session, { last }: Asked, { part, parts, lines, pageInfo }: LogPage): void {
  if (last !== undefined && pageInfo.hasPreviousPage)
    note(`These are the last lines (${lines.length}); --tail 0 for all.`);
  const others = parts.filter(({ key }) => key !== part?.key);
  for (const other of others.slice(0, maxNamed)) note(`also: --part ${other.key}  ${describePart(other)}`);
  if (others.length > maxNamed) note(`and ${others.length - maxNamed} further parts; -o json names all.`);
}

/** Follows the part, and where none was named, those that begin after it, until the job has ended. */
async function followLog(session: Session, asked: Asked, key: string | null): Promise<number> {
  const { signal } = session.context;
  const followed = new Set<string>();
  let hasShown = false;
  let next = await beginFollowing(session, asked, key);
  for (;;) {
    const { lineCount, part, issues } = await followOne(session, asked, next);
    hasShown ||= lineCount + next.lineCount > 0;
    if (part !== null) followed.add(part.key);
    const later = key !== null || part === null || signal.aborted ? null : await findLater(session, asked.id, followed);
    if (signal.aborted) return exits.interrupted;
    if (later === null) return hasShown ? exits.done : toLogStatus(issues, part?.key ?? null);
    next = { part: later.key, after: null, last: pageSize, lineCount: 0 };
  }
}

interface Beginning {
  readonly part: string | null;
  readonly after: string | null;
  readonly last: number;
  /** How many lines were shown before. */
  readonly lineCount: number;
}

/** What one event cannot begin with is read first. */
async function beginFollowing(session: Session, asked: Asked, key: string | null): Promise<Beginning> {
  const { last, since } = asked;
  const beginning = { part: key, after: null, last: last ?? pageSize, lineCount: 0 };
  if (last !== undefined && last <= pageSize && since === undefined) return beginning;
  const { part, lines, pageInfo } = await showPart(session, asked, key);
  const after = pageInfo.endCursor;
  return { part: part?.key ?? key, after, last: pageSize, lineCount: lines.length };
}

interface Followed {
  readonly lineCount: number;
  readonly part: LogPart | null;
  readonly issues: readonly LogIssue[];
}

async function followOne(session: Session, asked: Asked, { part: key, after, last }: Beginning): Promise<Followed> {
  const { id, printing, operations, noteIssues } = asked;
  let result: Followed = { lineCount: 0, part: null, issues: [] };
  for await (const event of followPart(session, { id, part: key, after, last, operations })) {
    const { part, lines, issues, hasGap } = event;
    printing.head(part);
    if (hasGap)
      session.complain(
        `! Lines are left out here, because more was written than could be sent: jobgraph jobs logs ${id} --tail 0 reads all.`,
      );
    printing.lines(part, lines);
    noteIssues(issues, part?.key ?? null);
    result = { lineCount: result.lineCount + lines.length, part: part ?? result.part, issues };
  }
  return result;
}

/** The part that says most now, if it was not followed yet; null once the job has ended, or the user interrupts. */
async function findLater(session: Session, id: string, followed: ReadonlySet<string>): Promise<LogPart | null> {
  const { wait, signal } = session.context;
  for (;;) {
    const { part, isTerminal } = await readParts(session, id);
    if (part !== null && !followed.has(part.key)) return part;
    if (isTerminal !== false) return null;
    await wait(pollPause, signal).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
    if (signal.aborted) return null;
  }
}
