/** `jobs ls --watch`: the list drawn anew after each change on a terminal, a line of JSON per change in a pipe. */
import type { Row } from '../columns.ts';
import { exits } from '../exit.ts';
import { takeField } from '../graph.ts';
import { noteIssues, type Issue } from '../issues.ts';
import { toJobColumns } from '../job-rows.ts';
import { toWatchedListOperations } from '../operations.ts';
import { refuseForms } from '../options.ts';
import { createListComparison, watch } from '../polling.ts';
import type { Session } from '../session.ts';

interface ListEvent {
  readonly kind: string;
  readonly job: (Row & { readonly watchedId: string }) | null;
  readonly issues: readonly Issue[];
}

/** The list: the newest `first` jobs that meet the filter, with these fields. */
export interface WatchedList {
  readonly selection: string;
  readonly filter: object;
  readonly first: number;
}

/** Ends when the user interrupts. */
export async function watchList(session: Session, { selection, ...variables }: WatchedList): Promise<number> {
  const { signal, stdout } = session.surroundings;
  refuseForms(session.options, 'jobs ls --watch', ['table', 'wide', 'jsonl']);
  const { output = 'table', json } = session.options;
  const isDrawn = stdout.isTerminal && json === undefined && (output === 'table' || output === 'wide');
  const { subscription, question } = toWatchedListOperations(selection);
  const jobs = new Map<string, Row>();
  const changes = {
    subscription: { query: subscription, variables },
    question: { query: question, variables },
    compare: createListComparison(),
    onRestart: () => {
      jobs.clear();
      session.note('! The connection was lost and is open again: the list begins anew.');
      if (isDrawn) session.text(home);
    },
  };
  let said = '';
  for await (const answer of watch(session, changes, signal)) {
    const { kind, job, issues } = takeField(answer, 'jobsUpdated') as ListEvent;
    const coverage = JSON.stringify(issues);
    if (coverage !== said) noteIssues(session, issues);
    said = coverage;
    if (!isDrawn) session.jsonLine({ kind, job: job === null ? null : withoutOwn(job) });
    if (job === null) continue;
    if (kind === 'LEFT') jobs.delete(job.watchedId);
    else jobs.set(job.watchedId, job);
    if (isDrawn) await draw(session, [...jobs.values()]);
  }
  return signal.aborted ? exits.interrupted : exits.done;
}

/** Cursor to the first line and column, then all below it cleared: nothing is left in the scrollback but the last state. */
const home = '\u001b[H\u001b[J';

async function draw(session: Session, rows: readonly Row[]): Promise<void> {
  session.text(home);
  await session.rows(toJobColumns(session.options), rows.toSorted(compareNewestFirst));
}

function compareNewestFirst(one: Row, other: Row): number {
  const [first, second] = [one, other].map((row) => row['createdAt_']);
  if (typeof first !== 'string' || typeof second !== 'string') return typeof first === 'string' ? -1 : 1;
  return second.localeCompare(first);
}

function withoutOwn({ watchedId: _id, createdAt_: _at, ...job }: Row): Row {
  return job;
}
