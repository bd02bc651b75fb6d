/** The arguments of `jobLog` and `jobLogAppended`. All mistakes are found before any call. */
import { InputError } from '../../errors/errors.ts';
import { parseLogCursor, type LogPosition } from '../../jobs/log/cursor.ts';
import { maxPageLines } from '../../jobs/log/page.ts';
import type { AskedLines } from '../../provider/contract/log.ts';
import type { ReadRootField } from '../asked.ts';
import { parseJobId, type JobReference } from '../job-id.ts';
import type { QueryJobLogArgs, SubscriptionJobLogAppendedArgs } from '../types.generated.ts';

/** What `Query.jobLog` asks for. */
export interface JobLogRequest {
  readonly reference: JobReference;
  readonly part: string | undefined;
  readonly lines: Omit<AskedLines, 'isMasked'>;
}

/** What `Subscription.jobLogAppended` asks for. */
export interface JobLogAppendedRequest {
  readonly reference: JobReference;
  readonly part: string | undefined;
  /** Behind this place; undefined: with the last lines that stand there. */
  readonly after: LogPosition | undefined;
  /** How many of the lines that stand there. */
  readonly last: number;
}

const usualLines = 100;
const linesAreSelected = [['lines'], ['pageInfo']];

/** `Query.jobLog`. Selecting neither `lines` nor `pageInfo` reads no lines. */
export const readJobLogField: ReadRootField<JobLogRequest & { readonly readsLines: boolean }> = (
  args,
  { sources, argumentsOf },
) => {
  const given = args as QueryJobLogArgs;
  const reference = parseJobId(sources, given.id, 'id');
  const { direction, count, cursor } = readSizes(given);
  const position = cursor === undefined ? undefined : readCursor(reference, cursor);
  const part = readPart(reference, given.part, position);
  const lines = { direction, count, from: position?.place ?? null, since: given.since ?? null };
  const readsLines = linesAreSelected.some((path) => argumentsOf(...path).length > 0);
  const { logs } = reference.source;
  return {
    request: { reference, part, lines, readsLines },
    cost: () => ({
      entries: 1,
      lengths: new Map([['JobLog.lines', count]]),
      references: logs.isOpen ? [reference] : [],
      logCalls: logs.isOpen ? logs.reads.maxCalls : 0,
    }),
  };
};

/** `Subscription.jobLogAppended`. */
export const readJobLogAppendedField: ReadRootField<JobLogAppendedRequest> = (args, { sources }) => {
  const given = args as SubscriptionJobLogAppendedArgs;
  const reference = parseJobId(sources, given.id, 'id');
  if (given.last != null && given.after != null) throw excluded('last', 'after');
  checkSize('last', given.last, 0);
  const after = given.after == null ? undefined : readCursor(reference, { text: given.after, argument: 'after' });
  const part = readPart(reference, given.part, after);
  const { logs } = reference.source;
  return {
    request: { reference, part, after, last: given.last ?? usualLines },
    cost: () => ({
      entries: 1,
      lengths: new Map([['JobLogEvent.lines', maxPageLines]]),
      references: logs.isOpen ? [reference] : [],
      logCalls: logs.isOpen ? logs.reads.maxCalls : 0,
    }),
  };
};

interface GivenCursor {
  readonly text: string;
  readonly argument: 'after' | 'before';
}

interface Sizes extends Pick<AskedLines, 'direction' | 'count'> {
  readonly cursor: GivenCursor | undefined;
}

function readSizes({ first, last, after, before }: QueryJobLogArgs): Sizes {
  if (first != null && last != null) throw excluded('first', 'last');
  if (first != null && before != null) throw excluded('first', 'before');
  if (last != null && after != null) throw excluded('last', 'after');
  if (after != null && before != null) throw excluded('after', 'before');
  checkSize('first', first, 1);
  checkSize('last', last, 1);
  if (after != null) return toSizes('first', first, { text: after, argument: 'after' });
  if (before != null) return toSizes('last', last, { text: before, argument: 'before' });
  return first == null ? toSizes('last', last, undefined) : toSizes('first', first, undefined);
}

function toSizes(direction: Sizes['direction'], count: number | null | undefined, cursor: Sizes['cursor']): Sizes {
  return { direction, count: count ?? usualLines, cursor };
}

function excluded(one: string, other: string): InputError {
  return new InputError(`\`${one}\` and \`${other}\` exclude each other, but both are given.`, { argument: other });
}

function checkSize(argument: string, size: number | null | undefined, least: number): void {
  if (size == null || (size >= least && size <= maxPageLines)) return;
  throw new InputError(`\`${argument}\` must be ${least} to 1,000 lines, but got ${size}.`, { argument });
}

function readCursor({ id, source: { logs } }: JobReference, { text, argument }: GivenCursor): LogPosition {
  const position = parseLogCursor(text, id, logs.isOpen ? logs.reads : undefined);
  if (position !== undefined) return position;
  throw new InputError(`\`${argument}\` must be a cursor of this job's log, but got another text.`, {
    argument,
    jobId: id,
  });
}

/** That of the cursor where none is given. */
function readPart(
  { id, source: { logs, provider } }: JobReference,
  part: string | null | undefined,
  position: LogPosition | undefined,
): string | undefined {
  if (part == null) return position?.part;
  const subject = { argument: 'part', jobId: id };
  // Where logs are not read, no key is known.
  if (logs.isOpen && !logs.reads.partKey.test(part))
    throw new InputError(
      `\`part\` must be the key of a part of a ${provider} job's log, but got ${JSON.stringify(part.slice(0, 80))}.`,
      subject,
    );
  if (position !== undefined && position.part !== part)
    throw new InputError('`part` must be the part that the cursor is of, but names another.', subject);
  return part;
}
