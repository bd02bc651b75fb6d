/** From a reference to a job to its node. Every entry point uses it. */
import type { GraphQLResolveInfo } from 'graphql';
import type { GatewayContext } from './context.ts';
import { toGraphQLError } from './graphql-errors.ts';
import { parseJobId, type JobReference } from './job-id.ts';
import { toJobNode, toKnownNode, type JobNode } from './nodes.ts';
import type { Source } from '../jobs/source.ts';
import { toRequestedFields } from './selection.ts';

/** Reads a job for a field; one that is in memory is there at once. Throws or rejects with the graph's error. */
export type ReadJob = (reference: JobReference) => JobNode | Promise<JobNode>;

/** Reads what the operation selects of the field's jobs, which is worked out once for those of a source. */
export function createReadJob(context: GatewayContext, info: GraphQLResolveInfo): ReadJob {
  const readsOf = new Map<Source, ReadJob>();
  return (reference) => {
    const { source } = reference;
    let read = readsOf.get(source);
    if (read === undefined) {
      read = createReadOf(source, context, info);
      readsOf.set(source, read);
    }
    return read(reference);
  };
}

function createReadOf(source: Source, context: GatewayContext, info: GraphQLResolveInfo): ReadJob {
  const { facts, secrets, secretsOfMasked } = toRequestedFields(info, info.fieldNodes, source.typeName, context.viewer);
  const loader = context.loaderOf(source);
  const refuse = (error: unknown): never => {
    throw toGraphQLError(error, source);
  };
  return ({ key, id }) => {
    try {
      const record = loader.load({ id, key, facts, secrets, secretsOfMasked });
      if (!(record instanceof Promise)) return toKnownNode(source, record.key ?? key, record);
      return record.then((read) => toJobNode(source, read.key ?? key, read), refuse);
    } catch (error) {
      return refuse(error);
    }
  };
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
