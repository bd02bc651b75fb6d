/** `jobs get` and `jobs find`: jobs by their ids here, or by an id of their provider's. */
import type { Row } from '../columns.ts';
import { CommandFault, exits, toErrorStatus } from '../exit.ts';
import { codeOf, takeField } from '../graph.ts';
import { issueFields, noteIssues, type Issue } from '../issues.ts';
import { toJobColumns, toJobFields } from '../job-rows.ts';
import { chooseFields } from '../options.ts';
import { toPrintable } from '../printable.ts';
import type { Session } from '../session.ts';

/** At most this many in one request, as the gateway's `jobsById` takes. */
const maxIds = 200;

/** Prints the jobs that can be read, and says why the others cannot. */
export async function getJobs(session: Session, ids: readonly string[]): Promise<number> {
  const chosen = await chooseFields(session.options, 'Job', toJobFields(session.options));
  if ('names' in chosen) return session.names(chosen.names);
  if (ids.length === 0) throw new CommandFault(exits.usage, 'jobs get must have the id of a job, but got none.');
  if (ids.length > maxIds) throw new CommandFault(exits.usage, `jobs get takes ${maxIds} ids, but got ${ids.length}.`);
  const query = `query JobsGet($ids: [ID!]!) { jobsById(ids: $ids) { ${chosen.selection} } }`;
  const answer = await session.ask({ query, variables: { ids } });
  const jobs = takeField(answer, 'jobsById') as readonly (Row | null)[];
  const { errors = [] } = answer;
  await session.rows(
    toJobColumns(session.options),
    jobs.filter((job) => job !== null),
  );
  for (const error of errors) {
    const [, index, ...field] = error.path ?? [];
    const place = [ids[Number(index)] ?? 'jobsById', ...field].join(' ');
    session.complain(`! ${toPrintable(place)}: ${error.message} (${codeOf(error)})`);
  }
  return jobs.includes(null) ? toErrorStatus(errors.map(codeOf)) : exits.done;
}

interface Findings {
  readonly jobs: readonly Row[];
  readonly issues: readonly Issue[];
}

export async function findJobs(session: Session, providerJobId: string | undefined): Promise<number> {
  const chosen = await chooseFields(session.options, 'Job', toJobFields(session.options));
  if ('names' in chosen) return session.names(chosen.names);
  if (providerJobId === undefined)
    throw new CommandFault(exits.usage, 'jobs find must have the provider’s id of a job, but got none.');
  const query = `query JobsFind($id: ID!) {
    jobsByProviderJobId(providerJobId: $id) { jobs { ${chosen.selection} } ${issueFields} }
  }`;
  const request = { query, variables: { id: providerJobId } };
  const { jobs, issues } = (await session.askFor('jobsByProviderJobId', request)) as Findings;
  await session.rows(toJobColumns(session.options), jobs);
  noteIssues(session, issues);
  if (jobs.length > 0) return exits.done;
  session.complain('No source knows a job by this id.');
  return exits.jobNotFound;
}
