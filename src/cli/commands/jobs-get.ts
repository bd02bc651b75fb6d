/** `jobs get` and `jobs find`: jobs by their ids here, or by an id of their provider's. */
import { textAt, textColumn, type Column, type Row } from '../columns.ts';
import { CommandFault, exits, toErrorStatus } from '../exit.ts';
import { codeOf, describeFault, takeField, type GraphFault } from '../graph.ts';
import { noteIssues, type Issue } from '../issues.ts';
import { readDetailFragment } from '../job-detail.ts';
import { toJobColumns, toJobFields } from '../job-rows.ts';
import { toFindQuery, toGetQuery } from '../operations.ts';
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
export async function getJobs(session: Session, ids: readonly string[], options: GetOptions): Promise<number> {
  const chosen = await chooseFields(session.options, 'Job', toJobFields(session.options));
  if ('names' in chosen) return session.names(chosen.names);
  if (ids.length === 0) throw new CommandFault(exits.usage, 'jobs get must have the id of a job, but got none.');
  if (ids.length > maxIds) throw new CommandFault(exits.usage, `jobs get takes ${maxIds} ids, but got ${ids.length}.`);
  const revealed = await chooseProtected(session, options.reveal);
  const detail = isDetail(session.options) ? readDetailFragment() : { spread: chosen.selection, definition: '' };
  const fields = [detail.spread, toRevealSelection(revealed)].filter(Boolean).join(' ');
  const query = toGetQuery(fields, { opened: options.open === true, definition: detail.definition });
  const answer = await session.ask({ query, variables: { ids } });
  const jobs = takeField(answer, 'jobsById') as readonly (Row | null)[];
  const rows = jobs.filter((job) => job !== null).map(({ openedUrl: _url, ...job }) => job);
  if (isDetail(session.options)) session.details(rows, readCommonNames());
  else await session.rows([...toJobColumns(session.options), ...revealed.map(toColumn)], rows);
  const { errors = [] } = answer;
  complain(session, ids, errors);
  const wasOpened = options.open !== true || (await openAll(session, ids, jobs));
  if (jobs.includes(null)) return toErrorStatus(errors.map(codeOf));
  const withheld = errors.filter(({ path }) => revealed.some((field) => field.path.split('.')[0] === path?.[2]));
  if (withheld.length > 0) return toErrorStatus(withheld.map(codeOf));
  return wasOpened ? exits.done : exits.refused;
}

/** Chosen fields have a form of their own, and rows are asked for by name. */
function isDetail({ output, json }: CommonOptions): boolean {
  return json === undefined && (output === undefined || output === 'table');
}

/** The fields that all jobs have. */
function readCommonNames(): ReadonlySet<string> {
  return new Set(
    readSchema()
      .fieldsOf('Job')
      ?.map(({ name }) => name),
  );
}

async function chooseProtected(
  { options }: Session,
  names: readonly string[] | undefined,
): Promise<readonly ProtectedField[]> {
  const words = toWords(names);
  if (words.length > 0 && options.output === 'id')
    throw new CommandFault(exits.usage, '--reveal shows fields; -o id shows none.');
  return words.length === 0 ? [] : findProtected(readSchema(), words);
}

function toColumn({ path }: ProtectedField): Column {
  const [name = '', ...inner] = path.split('.');
  if (inner.length === 0) return textColumn(name.toUpperCase(), path);
  const value = (row: Row): string => textAt({ value: row[name] }, 'value');
  return { title: path.toUpperCase(), value };
}

function complain(session: Session, ids: readonly string[], errors: readonly GraphFault[]): void {
  for (const error of errors) {
    const [, index, ...field] = error.path ?? [];
    const place = [ids[Number(index)] ?? 'jobsById', ...field].join(' ');
    session.complain(`! ${toPrintable(place)}: ${describeFault(error)}`);
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
    if (isOfWeb && (await session.surroundings.openAddress(address))) continue;
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

interface Findings {
  readonly jobs: readonly Row[];
  readonly issues: readonly Issue[];
}

/** Prints the jobs that sources know by this id; 14 where none does. Throws `CommandFault`. */
export async function findJobs(session: Session, providerJobId: string | undefined): Promise<number> {
  const chosen = await chooseFields(session.options, 'Job', toJobFields(session.options));
  if ('names' in chosen) return session.names(chosen.names);
  if (providerJobId === undefined)
    throw new CommandFault(exits.usage, 'jobs find must have the provider’s id of a job, but got none.');
  const request = { query: toFindQuery(chosen.selection), variables: { id: providerJobId } };
  const { jobs, issues } = (await session.askFor('jobsByProviderJobId', request)) as Findings;
  await session.rows(toJobColumns(session.options), jobs);
  noteIssues(session, issues);
  if (jobs.length > 0) return exits.done;
  session.complain('No source knows a job by this id.');
  return exits.jobNotFound;
}
