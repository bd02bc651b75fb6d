/** From a reference to a job to its node. Every entry point uses it. */
import type { GraphQLResolveInfo } from 'graphql';
import type { GatewayContext } from './context.ts';
import { toGraphQLError } from './graphql-errors.ts';
import { parseJobId, type JobReference } from './job-id.ts';
import { toJobNode, toKnownNode, type JobNode } from './nodes.ts';
import type { RequestedFields } from '../provider/requested-fields.ts';
import { toRequestedFields } from './selection.ts';

/** Reads what the operation selects of the job; one that is in memory is there at once. Throws or rejects with the graph's error. */
export function readJob(
  { source, key, id }: JobReference,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): JobNode | Promise<JobNode> {
  const { facts, secrets, secretsOfMasked } = toRequestOf(info, source.typeName, context);
  const refuse = (error: unknown): never => {
    throw toGraphQLError(error, source);
  };
  try {
    const record = context.loaderOf(source).load({ id, key, facts, secrets, secretsOfMasked });
    if (!(record instanceof Promise)) return toKnownNode(source, record.key ?? key, record);
    return record.then((read) => toJobNode(source, read.key ?? key, read), refuse);
  } catch (error) {
    return refuse(error);
  }
}

/** By the graph's id. Throws or rejects with the graph's error; a malformed id before any call. */
export function readJobById(id: string, context: GatewayContext, info: GraphQLResolveInfo): JobNode | Promise<JobNode> {
  return readJob(readReference(id, context), context, info);
}

const requestsOf = new WeakMap<GraphQLResolveInfo, Map<string, RequestedFields>>();

/** Worked out once for all jobs of a field that have this type. */
function toRequestOf(info: GraphQLResolveInfo, typeName: string, { viewer }: GatewayContext): RequestedFields {
  let requests = requestsOf.get(info);
  if (requests === undefined) {
    requests = new Map();
    requestsOf.set(info, requests);
  }
  let requested = requests.get(typeName);
  if (requested === undefined) {
    requested = toRequestedFields(info, info.fieldNodes, typeName, viewer);
    requests.set(typeName, requested);
  }
  return requested;
}

const refusals = new WeakMap<GatewayContext, Map<string, unknown>>();

/** Throws the graph's error; for an id that an operation names at many places, the same one. */
export function readReference(id: string, context: GatewayContext): JobReference {
  const refused = refusals.get(context);
  if (refused?.has(id) === true) throw refused.get(id);
  try {
    return parseJobId(context.sources, id);
  } catch (error) {
    const refusal = toGraphQLError(error);
    refusals.set(context, (refused ?? new Map<string, unknown>()).set(id, refusal));
    throw refusal;
  }
}

/** Turns an `InputError` into an error of the graph. */
export function withGraphQLErrors<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw toGraphQLError(error);
  }
}

/** An item of a list. Its failure affects no other item: GraphQL treats an error in a list as a failed item. */
export function asItem<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    // The types of GraphQL's resolvers know no failed item.
    return (error instanceof Error ? error : new Error('A job could not be read.', { cause: error })) as T;
  }
}
