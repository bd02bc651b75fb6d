/** `sources`: the accounts that jobs are read from, and how each is doing. */
import {
  idColumn,
  textAt,
  textColumn,
  timeColumn,
  wordsColumn,
  type Column,
  type Row,
  type Style,
} from '../columns.ts';
import { checkQuery, sourceFields, toSourcesQuery } from '../operations.ts';
import { chooseFields } from '../options.ts';
import type { Session } from '../session.ts';
import { describeCheck, toCheckStatus, type SourceCheck } from '../source-checks.ts';

const styles: Readonly<Record<string, Style>> = {
  HEALTHY: 'green',
  DEGRADED: 'yellow',
  MISCONFIGURED: 'red',
  UNAVAILABLE: 'red',
};

const usual: readonly Column[] = [
  idColumn('SOURCE', 'name'),
  { ...textColumn('STATE', 'health.state'), style: (row) => styles[textAt(row, 'health.state')] },
  {
    title: 'LAST ERROR',
    value: (row) => textAt(row, 'health.lastErrorCause') || textAt(row, 'health.lastErrorCode'),
  },
  timeColumn('ANSWERED', 'health.lastSuccessAt'),
  textColumn('PROVIDER', 'provider'),
  textColumn('REGION', 'region'),
  textColumn('LISTS', 'canList'),
];

const wide: readonly Column[] = [
  ...usual,
  timeColumn('FAILED', 'health.lastErrorAt'),
  textColumn('ACCOUNT', 'account'),
  {
    title: 'LABELS',
    value: ({ labels }) =>
      ((labels ?? []) as readonly Row[]).map((label) => `${textAt(label, 'key')}=${textAt(label, 'value')}`).join(' '),
  },
  textColumn('LIFECYCLE', 'lifecycle'),
  textColumn('LISTS STATUS', 'listsStatus'),
  textColumn('IN FLIGHT', 'health.requestsInFlight'),
  textColumn('QUEUED', 'health.requestsQueued'),
  timeColumn('CHECKED', 'health.checkedAt'),
  wordsColumn('REMEDY', 'health.remedy'),
];

/** Prints the sources. With `check` they are asked for all that their settings name, and the status says what is wrong. Throws `CommandFault`. */
export async function listSources(session: Session, { check }: { readonly check?: boolean }): Promise<number> {
  const { output = 'table', json } = session.options;
  const chosen = await chooseFields(session.options, 'JobSource', sourceFields);
  if ('names' in chosen) return session.names(chosen.names);
  const checks = check === true ? await askForChecks(session) : [];
  if (check === true && json === undefined && ['json', 'jsonl', 'yaml'].includes(output))
    await session.rows([], checks);
  else await printSources(session, chosen.selection);
  for (const one of checks.filter(({ isSound }) => !isSound))
    session.complain(describeCheck(one, { showsAll: false }).join('\n'));
  return toCheckStatus(checks);
}

async function askForChecks({ askFor }: Session): Promise<readonly (SourceCheck & Row)[]> {
  return (await askFor('jobSourceChecks', { query: checkQuery, operates: true })) as readonly (SourceCheck & Row)[];
}

async function printSources(session: Session, selection: string): Promise<void> {
  const sources = (await session.askFor('jobSources', { query: toSourcesQuery(selection) })) as readonly Row[];
  await session.rows(session.options.output === 'wide' ? wide : usual, sources);
  noteUnlisted(session, sources);
}

/** How they are, and no fault: lists leave them out without a word. */
function noteUnlisted(session: Session, sources: readonly Row[]): void {
  const names = sources.filter((source) => source['canList'] === false).map((source) => textAt(source, 'name'));
  if (names.length > 0) session.note(`! no lists of jobs: ${names.join(', ')} (LIST_NOT_SUPPORTED)`);
}
