/** `jobs find`: a job by its provider's own id, or by its key in a source. */
import { withOptionNames } from '../asked-wrong.ts';
import type { Row } from '../columns.ts';
import { exits, UsageFault } from '../exit.ts';
import { codeOf } from '../graph.ts';
import { isFailure, noteIssues, type Issue } from '../issues.ts';
import { toJobColumns, toJobFields } from '../job-rows.ts';
import { askForKnownSources } from '../known-sources.ts';
import { toFindQuery, toGetQuery } from '../operations.ts';
import { chooseFields } from '../options.ts';
import type { Session } from '../session.ts';

interface Findings {
  readonly jobs: readonly Row[];
  readonly issues: readonly Issue[];
}

/** Prints the jobs that sources know by this id; else 14, or 3 where a source could not be asked. Throws `CommandFault`. */
export async function findJobs(session: Session, _options: object, [id]: readonly string[]): Promise<number> {
  const chosen = await chooseFields(session.options, 'Job', toJobFields(session.options));
  if ('names' in chosen) return session.names(chosen.names);
  if (id === undefined) throw new UsageFault('jobs find must have the provider’s id of a job, but got none.');
  const { jobs, issues } = await withOptionNames(session, [], () => find(session, chosen.selection, id));
  await session.rows(toJobColumns(session.options), jobs);
  noteIssues(session, issues);
  if (jobs.length > 0) return exits.done;
  const isCovered = !issues.some(isFailure);
  session.complain(
    isCovered
      ? 'jobgraph: No source knows a job by this id.'
      : 'jobgraph: No source that could be asked knows a job by this id.',
  );
  return isCovered ? exits.jobNotFound : exits.partial;
}

async function find(session: Session, selection: string, id: string): Promise<Findings> {
  const request = { query: toFindQuery(selection), variables: { id } };
  const found = (await session.askFor('jobsByProviderJobId', request)) as Findings;
  // Keys that are no ids of the provider's have several parts.
  if (found.jobs.length > 0 || !/[/:]/.test(id)) return found;
  const { jobs, issues } = await findByKey(session, selection, id);
  return { jobs, issues: [...found.issues, ...issues] };
}

/** What `jobsById` takes at most. */
const maxIds = 200;

/** As the key of a job in each source, and as a job's id. A source for which it can be no key asks nobody. */
async function findByKey(session: Session, selection: string, key: string): Promise<Findings> {
  const sources = await askForKnownSources(session);
  const isId = sources.some(({ name }) => key.startsWith(`${name}:`));
  const ids = [...(isId ? [key] : []), ...sources.map(({ name }) => `${name}:${key}`)].slice(0, maxIds);
  const { data, errors = [] } = await session.ask({ query: toGetQuery(selection), variables: { ids } });
  const jobs = (data?.['jobsById'] ?? []) as readonly (Row | null)[];
  const issues = errors.map((error): Issue => {
    const name = ids[Number(error.path?.[1])]?.split(':')[0] ?? '';
    const { cause } = error.extensions ?? {};
    const fault = { code: codeOf(error), cause: typeof cause === 'string' ? cause : null, message: error.message };
    return { source: { name }, part: null, ...fault, jobId: null };
  });
  return { jobs: jobs.filter((job) => job !== null), issues: issues.filter(isFailure) };
}
