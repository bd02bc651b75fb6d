/** `Query.jobsByProviderJobId`: the jobs that a provider calls by an id, in whichever source they are. */
import type { GraphQLResolveInfo } from 'graphql';
import { ProviderError } from '../../errors/errors.ts';
import type { RequestedFields } from '../../provider/requested-fields.ts';
import type { Source } from '../../jobs/source.ts';
import type { GatewayContext } from '../context.ts';
import type { JobReference } from '../job-id.ts';
import { allowanceOf } from './connection.ts';
import { readFilter } from './filter.ts';
import { createIssues, type SourceIssue } from './issues.ts';
import { readListedNode } from './row-node.ts';
import { scanRows } from './rows.ts';
import { toJobNode, type JobNode } from '../nodes.ts';
import { toRequestedFields } from '../selection.ts';
import type { QueryJobsByProviderJobIdArgs } from '../types.generated.ts';
import { collectFoundFields, findLookups, type Lookup } from './search.ts';

/** The jobs that have a provider's id, and the sources that could not be asked. */
export interface JobFindingsNode {
  readonly jobs: readonly JobNode[];
  readonly issues: readonly SourceIssue[];
}

/** A source that fails becomes an issue. */
export async function findJobs(
  args: QueryJobsByProviderJobIdArgs,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<JobFindingsNode> {
  const lookups = findLookups(args, context.sources);
  const nodes = collectFoundFields(info, info.fieldNodes);
  const findAt = (lookup: Lookup): Promise<JobFindingsNode> => {
    const requested = toRequestedFields(info, nodes, lookup.source.typeName, context.viewer);
    return lookup.jobs === 'listed'
      ? findInList(lookup.source, args.providerJobId, requested, context, info)
      : findByKeys(lookup.source, lookup.jobs, requested, context);
  };
  const found = new Map<Lookup, JobFindingsNode>();
  for (const turn of toTurns(lookups))
    await Promise.all(turn.map(async (lookup) => void found.set(lookup, await findAt(lookup))));
  const inOrder = lookups.flatMap((lookup) => found.get(lookup) ?? []);
  return { jobs: inOrder.flatMap(({ jobs }) => jobs), issues: inOrder.flatMap(({ issues }) => issues) };
}

/** Sources whose provider mints credentials for whoever asks are asked when all others have answered. */
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
    references.map(async ({ key, id }) => {
      try {
        const record = await context.loaderOf(source).load({ ...requested, key, id });
        return [toJobNode(source, record.key ?? key, record)];
      } catch (error) {
        const code = error instanceof ProviderError ? error.code : undefined;
        if (code === 'JOB_GONE') gone.push(toGoneIssue(source, id, error as ProviderError));
        else if (code !== 'JOB_NOT_FOUND') issues.note(source, error);
        return [];
      }
    }),
  );
  const [job] = jobs.flat();
  // The source has answered: what became of its other containers says nothing of this job.
  return job === undefined ? { jobs: [], issues: [...issues.all(), ...gone] } : { jobs: [job], issues: [] };
}

function toGoneIssue(source: Source, jobId: string, { message, isRetryable }: ProviderError): SourceIssue {
  return { source, code: 'JOB_GONE', message, isRetryable, jobId };
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
