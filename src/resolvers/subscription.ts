import type { GraphQLError, GraphQLResolveInfo } from 'graphql';
import { needsSecrets } from '../jobs/reading/plan.ts';
import { requestOf } from './asked.ts';
import { readJobUpdatedField } from './root-fields.ts';
import type { GatewayContext } from './context.ts';
import type { JobReference } from './job-id.ts';
import { createUpdates, type JobUpdate } from './job-updates.ts';
import { toGraphQLError } from './graphql-errors.ts';
import { createListUpdates, type ListUpdate } from './jobs/list-updates.ts';
import { readJobsUpdatedField } from './jobs/page.ts';
import { countAsJobs } from './jobs/watch-price.ts';
import { readShown } from './jobs/shown-job.ts';
import { followJobLog, toLogEvent, type SeenUpdate } from './logs/log-updates.ts';
import { toJobNode, type JobNode } from './nodes.ts';
import { createReadJob } from './read-job.ts';
import type { SubscriptionResolvers } from './types.generated.ts';
import { createGraphError } from '../errors/graph-error.ts';

function noTransport(): GraphQLError {
  return createGraphError('BAD_REQUEST', 'Subscriptions are served over a WebSocket.');
}

/** The root fields of subscriptions. */
export const Subscription: SubscriptionResolvers = {
  jobsUpdated: {
    subscribe: (_parent, _args, context, info) => {
      const { live } = context;
      if (live === undefined) throw noTransport();
      const { count: first, filter } = requestOf(context, info, readJobsUpdatedField);
      const release = live.reserve(countAsJobs(first, filter, live.lists));
      return createListUpdates({ first, filter, watcher: live.lists }, release) as never;
    },

    resolve: (update: unknown, _args: object, context: GatewayContext, info: GraphQLResolveInfo) => {
      const { kind, issues, shown } = update as ListUpdate;
      const job = shown === undefined ? null : readShown(shown, context, info);
      return job instanceof Promise ? job.then((read) => ({ kind, issues, job: read })) : { kind, issues, job };
    },
  },

  jobLogAppended: {
    subscribe: (_parent, _args, context, info) => {
      if (context.live === undefined) throw noTransport();
      return followJobLog(context, context.live, info) as never;
    },

    resolve: (seen: unknown) => toLogEvent(seen as SeenUpdate),
  },

  jobUpdated: {
    subscribe: (_parent, _args, context, info) => {
      const { live } = context;
      if (live === undefined) throw noTransport();
      const references = requestOf(context, info, readJobUpdatedField);
      const release = live.reserve(references.length);
      return createUpdates(references, live.watcher, release) as never;
    },

    resolve: (
      update: unknown,
      _args: object,
      context: GatewayContext,
      info: GraphQLResolveInfo,
    ): JobNode | Promise<JobNode> => {
      const { reference, state } = update as JobUpdate;
      const requested = context.selection.requested(info, reference.source.typeName);
      if ('error' in state) throw toGraphQLError(state.error, reference);
      return needsSecrets(requested) ? readSecrets(reference, context, info) : toJobNode(reference, state.record);
    },
  },
};

/** Secrets are not watched: they are read for this viewer and this event. */
async function readSecrets(
  reference: JobReference,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<JobNode> {
  const event = context.live?.createEvent();
  try {
    return await createReadJob(event?.context ?? context, info)(reference);
  } finally {
    event?.end();
  }
}
