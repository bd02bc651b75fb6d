/** `jobs ls --watch`: the list on a screen of its own on a terminal, a line of JSON per change in a pipe. */
import type { Row } from '../columns.ts';
import { exits } from '../exit.ts';
import { isOfFailures, type Filter } from '../filter.ts';
import { readField } from '../graph.ts';
import { describeIssues, dropUnlisted, noteIssues, type Issue } from '../issues.ts';
import { jobFields, toJobFields } from '../job-rows.ts';
import { toWatchedListOperations } from '../operations.ts';
import { chooseFields, refuseForms } from '../options.ts';
import { createListComparison, watch } from '../polling.ts';
import type { Session } from '../session.ts';
import { drawList } from './drawn-list.ts';

/** One change of a watched list. */
export interface ListEvent {
  readonly kind: string;
  readonly job: (Row & { readonly watchedId: string }) | null;
  readonly issues: readonly Issue[];
}

/** The list: the newest `first` jobs that meet the filter. */
interface WatchedList {
  readonly filter: Filter;
  readonly first: number;
}

/** What becomes of the changes. */
export interface ListReader {
  readonly onEvent: (event: ListEvent) => void;
  /** The connection was lost and is open again: all present jobs follow. */
  readonly onRestart: () => void;
  /** For a person. */
  readonly note: (line: string) => void;
}

/** Ends when the user interrupts. */
export async function watchList(session: Session, list: WatchedList): Promise<number> {
  refuseForms(session.options, 'jobs ls --watch', ['table', 'wide', 'jsonl']);
  const { output = 'table', json } = session.options;
  const isDrawn = session.context.stdout.isTerminal && json === undefined && output !== 'jsonl';
  const form = { isOfFailures: isOfFailures(list.filter) };
  const usual = isDrawn ? toJobFields(session.options, form) : jobFields.whole;
  const chosen = await chooseFields(session.options, 'Job', usual);
  if ('names' in chosen) return session.names(chosen.names);
  const follow = (reader: ListReader): Promise<void> => followList(session, list, chosen.selection, reader);
  await (isDrawn ? drawList(session, follow, form) : printList(session, follow));
  return session.context.signal.aborted ? exits.interrupted : exits.done;
}

async function followList(
  session: Session,
  { filter, first }: WatchedList,
  selection: string,
  { onEvent, onRestart, note }: ListReader,
): Promise<void> {
  const { subscription, question } = toWatchedListOperations(selection);
  const variables = { filter, first };
  const changes = {
    subscription: { query: subscription, variables },
    question: { query: question, variables },
    compare: createListComparison(),
    onRestart: () => {
      onRestart();
      note('! The connection was lost and is open again: the list begins anew.');
    },
  };
  for await (const answer of watch({ ...session, note }, changes, session.context.signal)) {
    const { issues, ...event } = readField(answer, 'jobsUpdated') as ListEvent;
    onEvent({ ...event, issues: dropUnlisted(issues, filter.sources ?? []) });
  }
}

/** A line of JSON per change. */
async function printList(session: Session, follow: (reader: ListReader) => Promise<void>): Promise<void> {
  let said = '';
  await follow({
    note: session.note,
    onRestart: () => undefined,
    onEvent: ({ kind, job, issues }) => {
      const coverage = describeIssues(issues).join('\n');
      if (coverage !== said) noteIssues(session, issues);
      said = coverage;
      session.jsonLine({ kind, job: job === null ? null : withoutOwn(job) });
    },
  });
}

function withoutOwn({ watchedId: _id, createdAt_: _at, ...job }: Row): Row {
  return job;
}
