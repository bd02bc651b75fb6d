/** From a reference to a job to its node: the way of every entry point. */
import type { FieldNode, GraphQLResolveInfo } from 'graphql';
import type { JobProvider } from '../job.ts';
import type { Ask } from '../upstream/ask.ts';
import type { GatewayContext } from './context.ts';
import { toGraphQLError } from './graphql-errors.ts';
import { parseJobId, readKey, readSourceOf, type JobReference } from './job-id.ts';
import { toJobNode, typeNameOf, type JobNode } from './nodes.ts';
import { toAsk } from './selection.ts';

/** Reads what the operation selects of the job. Throws the graph's error. */
export async function readJob(
  { source, key }: JobReference,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<JobNode> {
  const ask = toAskOnce(typeNameOf[source.provider], context, info);
  try {
    return toJobNode(source, key, await context.loaderOf(source).load({ key, ...ask }));
  } catch (error) {
    throw toGraphQLError(error, source);
  }
}

type AsksOfField = Map<string, Ask>;
const asksOf = new WeakMap<GatewayContext, WeakMap<readonly FieldNode[], AsksOfField>>();

/** Worked out once for each field and type of an operation, for a field may name 200 jobs. */
function toAskOnce(typeName: string, context: GatewayContext, info: GraphQLResolveInfo): Ask {
  const ofOperation = asksOf.get(context) ?? new WeakMap<readonly FieldNode[], AsksOfField>();
  asksOf.set(context, ofOperation);
  const ofField = ofOperation.get(info.fieldNodes) ?? new Map<string, Ask>();
  ofOperation.set(info.fieldNodes, ofField);
  const ask = ofField.get(typeName) ?? toAsk(info, info.fieldNodes, typeName, context.viewer);
  ofField.set(typeName, ask);
  return ask;
}

/** By the graph's id. Throws the graph's error; a malformed id before any call. */
export function readJobById(id: string, context: GatewayContext, info: GraphQLResolveInfo): Promise<JobNode> {
  return readJob(
    withGraphQLErrors(() => parseJobId(context.sources, id)),
    context,
    info,
  );
}

/** By the provider's own key, of a named source or the provider's only one. */
export async function readJobByKey<Provider extends JobProvider>(
  provider: Provider,
  key: string,
  sourceName: string | null | undefined,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<Extract<JobNode, { readonly provider: Provider }>> {
  const reference = withGraphQLErrors(() => {
    const source = readSourceOf(context.sources, provider, sourceName);
    return { source, key: readKey(source, key) };
  });
  return (await readJob(reference, context, info)) as Extract<JobNode, { readonly provider: Provider }>;
}

/** Says what was wrong with the client's input as an error of the graph. */
export function withGraphQLErrors<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw toGraphQLError(error);
  }
}
