/** Adds to an answer over HTTP: headers, and what the operation cost if that was requested. */
import type { ApolloServerPlugin } from '@apollo/server';
import { satisfies } from '../../../auth/viewer.ts';
import { toAnswerHeaders } from '../both-doors.ts';
import type { HttpContext } from '../graph-request.ts';

/** The state of the cluster in an answer, for viewers who requested its cost. */
export interface ExplainedCluster {
  readonly state: () => string;
  readonly replicas: () => number;
}

/**
 * `no-store` keeps an answer that holds a protected value out of every cache; the others are private. The route sets
 * `Vary: Authorization` together with the other names in `Vary`. Set from the operation rather than by
 * Apollo's cache-control plugin, which wraps every field. `extensions.upstream` is the operation's cost by source,
 * for a viewer with `job:read` who requested it; `extensions.cluster` says whether this process shares with others.
 */
export function createAnswersPlugin(cluster: ExplainedCluster | undefined): ApolloServerPlugin<HttpContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        willSendResponse: ({ response, contextValue }) => {
          const { explains, viewer, tally } = contextValue;
          for (const [name, value] of toAnswerHeaders(contextValue)) response.http.headers.set(name, value);
          if (explains && satisfies(viewer, [['job:read']]) && response.body.kind === 'single') {
            const upstream = Object.fromEntries(tally.bySource);
            const { singleResult } = response.body;
            singleResult.extensions = { ...singleResult.extensions, upstream, ...toExplained(cluster) };
          }
          return Promise.resolve();
        },
      }),
  };
}

function toExplained(cluster: ExplainedCluster | undefined) {
  return cluster && { cluster: { state: cluster.state(), replicas: cluster.replicas() } };
}
