import type { GraphQLError, GraphQLResolveInfo } from 'graphql';
import { InputError } from '../errors/errors.ts';
import { needsSecrets } from '../provider/requested-fields.ts';
import type { GatewayContext } from './context.ts';
import { createUpdates, type JobUpdate } from './job-updates.ts';
import { toGraphQLError } from './graphql-errors.ts';
import { createListUpdates, type ListUpdate } from './jobs/list-updates.ts';
import { readPageRequest } from './jobs/page.ts';
import { readShown } from './jobs/shown-job.ts';
import { parseJobId, type JobReference } from './job-id.ts';
import { maxListLengths } from './max-list-lengths.ts';
import { toJobNode, type JobNode } from './nodes.ts';
import { createReadJob, withGraphQLErrors } from './read-job.ts';
import { toRequestedFields } from './selection.ts';
import type { SubscriptionResolvers } from './types.generated.ts';
import { createGraphError } from '../errors/graph-error.ts';

function distinct(references: readonly JobReference[]): readonly JobReference[] {
  return [...new Map(references.map((one) => [one.id, one])).values()];
}

function noTransport(): GraphQLError {
  return createGraphError('BAD_REQUEST', 'Subscriptions are served over a WebSocket.');
}

export const Subscription: SubscriptionResolvers = {
  jobsUpdated: {
    subscribe: (_parent, args, { sources, live }, { fieldNodes, variableValues }) => {
      if (live === undefined) throw noTransport();
      const { count: first, filter } = withGraphQLErrors(() =>
        readPageRequest({ args, fieldNodes, variableValues }, sources),
      );
      // What is held of the list grows with both.
      const release = live.reserve(Math.max(first, filter.sources.length));
      return createListUpdates({ first, filter, watcher: live.lists }, release) as never;
    },

    resolve: async (update: unknown, _args: object, context: GatewayContext, info: GraphQLResolveInfo) => {
      const { kind, issues, shown } = update as ListUpdate;
      return { kind, issues, job: shown === undefined ? null : await readShown(shown, context, info) };
    },
  },

  jobUpdated: {
    subscribe: (_parent, { ids }, { sources, live }) => {
      if (live === undefined) throw noTransport();
      const references = withGraphQLErrors(() => {
        if (ids.length < 1 || ids.length > maxListLengths.jobUpdated)
          throw new InputError(`\`ids\` must hold 1 to ${maxListLengths.jobUpdated} ids, but got ${ids.length}.`);
        // Two spellings of one job are one job.
        return distinct(ids.map((id) => parseJobId(sources, id)));
      });
      const release = live.reserve(references.length);
      return createUpdates(references, live.watcher, release) as never;
    },

    resolve: async (
      update: unknown,
      _args: object,
      context: GatewayContext,
      info: GraphQLResolveInfo,
    ): Promise<JobNode> => {
      const { reference, state } = update as JobUpdate;
      const requested = toRequestedFields(info, info.fieldNodes, reference.source.typeName, context.viewer);
      if ('error' in state) throw toGraphQLError(state.error, reference.source);
      if (!needsSecrets(requested)) return toJobNode(reference.source, reference.key, state.record);
      // Secrets are not watched: they are read for this viewer and this event.
      const event = context.live?.createEvent();
      try {
        return await createReadJob(event?.context ?? context, info)(reference);
      } finally {
        event?.end();
      }
    },
  },
};
