/** From a reference to a job to its node. Every entry point uses it. */
import type { GraphQLResolveInfo } from 'graphql';
import { InputError } from '../errors/errors.ts';
import type { GatewayContext } from './context.ts';
import { toGraphQLError } from './graphql-errors.ts';
import type { JobReference } from './job-id.ts';
import { toJobNode, toKnownNode, type JobNode } from './nodes.ts';
import type { Source } from '../jobs/source.ts';

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
  const { facts, secrets } = context.selection.requested(info, source.typeName);
  const loader = context.loaderOf(source);
  return (reference) => {
    const { key, id } = reference;
    try {
      const record = loader.load({ id, key, facts, secrets });
      if (!(record instanceof Promise)) return toKnownNode(reference, record);
      return record.then(
        (read) => toJobNode(reference, read),
        (error: unknown) => refuse(error, reference),
      );
    } catch (error) {
      return refuse(error, reference);
    }
  };
}

function refuse(error: unknown, reference: JobReference): never {
  throw toGraphQLError(error, reference);
}

/** Throws the graph's error for what was refused. */
export function orThrow<T extends object>(read: T | InputError | undefined): T {
  if (read === undefined) throw new Error('It was not read before the operation ran.');
  if (read instanceof InputError) throw toGraphQLError(read);
  return read;
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
