/** `Query.jobsByProviderJobId`: the jobs that a provider calls by an id, in whichever source they are. */
import type { GraphQLResolveInfo } from 'graphql';
import { ProviderError } from '../../errors/errors.ts';
import type { RequestedFields } from '../../jobs/reading/plan.ts';
import type { Source } from '../../jobs/source.ts';
import { requestOf } from '../asked.ts';
import type { GatewayContext } from '../context.ts';
import type { JobReference } from '../job-id.ts';
import { allowanceOf } from './connection.ts';
import { readFilter } from './filter.ts';
import { createIssues, toGoneIssue, type SourceIssue } from './issues.ts';
import { readListedNode } from './row-node.ts';
import { scanRows } from './rows.ts';
import { toJobNode, type JobNode } from '../nodes.ts';
import { readSearchField, type Lookup } from './search.ts';

/** The jobs that have a provider's id, and the sources that could not be asked. */
interface JobFindingsNode {
  readonly jobs: readonly JobNode[];
  readonly issues: readonly SourceIssue[];
}

/** A source that fails becomes an issue. */
export async function findJobs(context: GatewayContext, info: GraphQLResolveInfo): Promise<JobFindingsNode> {
  const { providerJobId, lookups } = requestOf(context, info, readSearchField);
  const findAt = (lookup: Lookup): Promise<JobFindingsNode> => {
    const requested = context.selection.requested(info, lookup.source.typeName);
    return lookup.jobs === 'listed'
      ? findInList(lookup.source, providerJobId, requested, context, info)
      : findByKeys(lookup.source, lookup.jobs, requested, context);
  };
  const found = new Map<Lookup, JobFindingsNode>();
  for (const turn of toTurns(lookups))
    await Promise.all(turn.map(async (lookup) => void found.set(lookup, await findAt(lookup))));
  const inOrder = lookups.flatMap((lookup) => found.get(lookup) ?? []);
  return { jobs: inOrder.flatMap(({ jobs }) => jobs), issues: inOrder.flatMap(({ issues }) => issues) };
}

/** Sources whose provider mints credentials for any requester are asked after all others have answered. */
function toTurns(lookups: readonly Lookup[]): readonly (readonly Lookup[])[] {
  const isLast = ({ source }: Lookup): boolean => source.adapter.mintsCredentials === true;
  return [lookups.filter((lookup) => !isLast(lookup)), lookups.filter(isLast)];
}

async function findByKeys(
  source: Source,
  references: readonly JobReference[],
  requested: RequestedFields,
  context: GatewayContext,
): Promise<JobFindingsNode> {
  const issues = createIssues([source], context.readContext.tally);
  const gone: SourceIssue[] = [];
  const jobs = await Promise.all(
    references.map(async (reference) => {
      const { key, id } = reference;
      try {
        const record = await context.loaderOf(source).load({ ...requested, key, id });
        return [toJobNode(reference, record)];
      } catch (error) {
        const code = error instanceof ProviderError ? error.code : undefined;
        if (code === 'JOB_GONE') gone.push(toGoneIssue(source, id, (error as ProviderError).message));
        else if (code !== 'JOB_NOT_FOUND') issues.note(source, error);
        return [];
      }
    }),
  );
  const [job] = jobs.flat();
  // The source has answered. The failures of its other containers do not concern this job.
  return job === undefined ? { jobs: [], issues: [...issues.all(), ...gone] } : { jobs: [job], issues: [] };
}

async function findInList(
  source: Source,
  providerJobId: string,
  requested: RequestedFields,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<JobFindingsNode> {
  const { readContext, sources } = context;
  const ofList = createIssues([source], readContext.tally);
  const { pagesOf } = allowanceOf(context, info);
  const filter = readFilter(sources, { sources: [source.name] });
  const { jobs } = await scanRows({ filter, readContext, pagesOf, issues: ofList });
  const listed = jobs.find(({ row }) => row.facts.providerJobId === providerJobId);
  if (listed === undefined) return { jobs: [], issues: ofList.all() };
  const ofJob = createIssues([source], readContext.tally);
  const node = await readListedNode(listed, requested, context, ofJob);
  return { jobs: [node], issues: ofJob.all() };
}
