/** The log of a job as the graph answers it to `jobs logs`. */
import { readLogPages, type JobLogRequest } from '../client/read-log.ts';
import { describeIdFault } from './asked-wrong.ts';
import type { Row } from './columns.ts';
import { CommandFault, exits, toErrorStatus } from './exit.ts';
import { codeOf, type GraphAnswer } from './graph.ts';
import type { LogIssue } from './log-issues.ts';
import { logPartsQuery } from './operations.ts';
import type { Session } from './session.ts';

/** A part of a log, with the fields of the operations. */
export interface LogPart {
  readonly key: string;
  readonly name: string;
  readonly group: string | null;
  readonly attempt: number | null;
  readonly status: string | null;
  readonly exitCode: number | null;
  readonly reason: string | null;
  readonly failedStep: string | null;
  readonly isComplete: boolean;
}

/** A page, or all lines of it that were asked for. */
export interface LogPage {
  readonly parts: readonly LogPart[];
  readonly part: LogPart | null;
  /** With the fields that the user chose. */
  readonly lines: readonly Row[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly issues: readonly LogIssue[];
  readonly fetchedAt: string | null;
}

/** What was added to a log. */
export interface LogEvent extends Pick<LogPage, 'part' | 'lines' | 'issues'> {
  readonly endCursor: string | null;
  readonly hasGap: boolean;
}

/** The value of a root field about this job. Throws `CommandFault` where it is null, with the words of the command. */
export async function readLogField<Value>(
  session: Session,
  id: string,
  { data, errors = [] }: GraphAnswer,
  name: string,
): Promise<Value> {
  const value = data?.[name];
  if (value !== null && value !== undefined) return value as Value;
  const lines = new Set(await Promise.all(errors.map((error) => describeIdFault(session, id, error))));
  const nothing = `The graph must answer \`${name}\`, but it is null.`;
  throw new CommandFault(toErrorStatus(errors.map(codeOf)), [...lines].join('\n') || nothing);
}

/** The pages that hold these lines. `query` is of `toLogOperations`. */
export function readPages(
  session: Session,
  query: string,
  { id, part, since, ...bounds }: Omit<JobLogRequest, 'document'>,
): AsyncGenerator<LogPage, void, undefined> {
  return readLogPages(bounds, async (page) => {
    const answer = await session.ask({ query, variables: { id, part, since, ...page } });
    return readLogField<LogPage>(session, id, answer, 'jobLog');
  });
}

/** What a log consists of. No line is read. */
export interface LogParts {
  readonly parts: readonly LogPart[];
  /** That which says most about how the job stands. */
  readonly part: LogPart | null;
  readonly issues: readonly LogIssue[];
  /** Null where the provider does not say. */
  readonly isTerminal: boolean | null;
}

/** Throws `CommandFault`. */
export async function readParts(session: Session, id: string): Promise<LogParts> {
  const answer = await session.ask({ query: logPartsQuery, variables: { id } });
  const log = await readLogField<Omit<LogParts, 'isTerminal'>>(session, id, answer, 'jobLog');
  const job = answer.data?.['job'] as { readonly isTerminal: boolean | null } | null | undefined;
  return { ...log, isTerminal: job?.isTerminal ?? null };
}

/** With --config no token is shown, and a log needs a scope that only a token has. Throws `CommandFault`. */
export function requireGateway({ gateway }: Session): void {
  if (gateway === undefined)
    throw new CommandFault(
      exits.denied,
      'A log needs the scope job:logs, but with --config the command has job:read alone: ask a gateway with --url and a token that holds it.',
    );
}
