/** `jobs get`: jobs by their ids. */
import { textAt, textColumn, type Column, type Row } from '../columns.ts';
import { exits, toErrorStatus, UsageFault } from '../exit.ts';
import { describeIdFault } from '../asked-wrong.ts';
import { codeOf, readField, type AnswerError } from '../graph.ts';
import { readDetailFragment } from '../job-detail.ts';
import { toJobColumns, toJobFields } from '../job-rows.ts';
import { toGetQuery } from '../operations.ts';
import { chooseFields, toWords, type CommonOptions } from '../options.ts';
import { toPrintable } from '../printable.ts';
import { findProtected, toRevealSelection, type ProtectedField } from '../reveal.ts';
import { readSchema } from '../schema.ts';
import type { Session } from '../session.ts';

/** At most this many in one request, as the gateway's `jobsById` takes. */
const maxIds = 200;

/** Of `jobs get`. */
export interface GetOptions {
  readonly reveal?: readonly string[];
  readonly open?: boolean;
}

/** Prints the jobs that can be read, and says why the others cannot. */
export async function getJobs(session: Session, options: GetOptions, ids: readonly string[]): Promise<number> {
  const chosen = await chooseFields(session.options, 'Job', toJobFields(session.options));
  if ('names' in chosen) return session.names(chosen.names);
  if (ids.length === 0) throw new UsageFault('jobs get must have the id of a job, but got none.');
  if (ids.length > maxIds) throw new UsageFault(`jobs get takes ${maxIds} ids, but got ${ids.length}.`);
  const revealed = await chooseProtected(session, options.reveal);
  const detail = isDetail(session.options) ? readDetailFragment() : { spread: chosen.selection, definition: '' };
  const fields = [detail.spread, toRevealSelection(revealed)].filter(Boolean).join(' ');
  const query = toGetQuery(fields, { opened: options.open === true, definition: detail.definition });
  const answer = await session.ask({ query, variables: { ids } });
  const jobs = readField(answer, 'jobsById') as readonly (Row | null)[];
  const rows = jobs.filter((job) => job !== null).map(({ openedUrl: _url, ...job }) => job);
  await printJobs(session, ids, rows, revealed);
  const { errors = [] } = answer;
  await complain(session, ids, errors);
  const wasOpened = options.open !== true || (await openAll(session, ids, jobs));
  if (jobs.includes(null)) return toErrorStatus(errors.map(codeOf));
  const withheld = errors.filter(({ path }) => revealed.some((field) => field.path.split('.')[0] === path?.[2]));
  if (withheld.length > 0) return toErrorStatus(withheld.map(codeOf));
  return wasOpened ? exits.done : exits.refused;
}

/** Chosen fields have a form of their own, and rows are asked for by name. */
function isDetail({ output = 'table', json }: CommonOptions): boolean {
  return json === undefined && ['table', 'json', 'jsonl', 'yaml'].includes(output);
}

/** One id is one object; of several, a list of those that are there. */
async function printJobs(
  session: Session,
  ids: readonly string[],
  rows: readonly Row[],
  revealed: readonly ProtectedField[],
): Promise<void> {
  const { output = 'table', json } = session.options;
  const [only] = rows;
  if (json === undefined && output === 'table') {
    const common = readSchema().fieldsOf('Job');
    session.details(rows, new Set(common.map(({ name }) => name)));
  } else if (ids.length === 1 && (json !== undefined || isDetail(session.options))) {
    if (only !== undefined) await session.value(only);
  } else {
    await session.rows([...toJobColumns(session.options), ...revealed.map(toColumn)], rows);
  }
}

async function chooseProtected(
  { options }: Session,
  names: readonly string[] | undefined,
): Promise<readonly ProtectedField[]> {
  const words = toWords(names);
  if (words.length > 0 && options.output === 'id') throw new UsageFault('--reveal shows fields; -o id shows none.');
  return words.length === 0 ? [] : findProtected(readSchema(), words);
}

function toColumn({ path }: ProtectedField): Column {
  const [name = '', ...inner] = path.split('.');
  if (inner.length === 0) return textColumn(name.toUpperCase(), path);
  const value = (row: Row): string => textAt({ value: row[name] }, 'value');
  return { title: path.toUpperCase(), value };
}

async function complain(session: Session, ids: readonly string[], errors: readonly AnswerError[]): Promise<void> {
  for (const error of errors) {
    const [, index, ...field] = error.path ?? [];
    const id = ids[Number(index)];
    const subject = toPrintable([id ?? 'jobsById', ...field].join(' '));
    session.complain(`! ${subject}: ${await describeIdFault(session, id, error)}`);
  }
}

/** False where one of the jobs that are there has no page, or nothing opens it. */
async function openAll(session: Session, ids: readonly string[], jobs: readonly (Row | null)[]): Promise<boolean> {
  let wasOpened = true;
  for (const [index, job] of jobs.entries()) {
    if (job === null) continue;
    const text = textAt(job, 'openedUrl');
    const address = URL.parse(text);
    // What opens it may run anything for another kind of address.
    const isOfWeb = address !== null && /^https?:$/.test(address.protocol);
    if (isOfWeb && (await session.context.openAddress(address))) continue;
    wasOpened = false;
    session.complain(`! ${ids[index] ?? ''}: ${describeUnopened(text, isOfWeb)}`);
  }
  return wasOpened;
}

function describeUnopened(address: string, isOfWeb: boolean): string {
  if (address === '') return 'no page of its provider is known.';
  return isOfWeb
    ? `no browser could be started; the page is ${address}`
    : `only http and https addresses are opened, but got ${address}`;
}
