/** How a server stops, and how long each part of the stop takes. */
import type { FastifyInstance } from 'fastify';
import { setTimeout as wait } from 'node:timers/promises';
import type { Config } from '../../config/load.ts';
import type { Gateway } from '../../operation/gateway.ts';
import { closeListeners } from './close-listeners.ts';
import type { OpenRequests } from './connections.ts';
import type { Tracing } from '../../observability/tracing.ts';

/** The times of a stop. */
export interface StopOptions {
  /** How long requests are still accepted after readiness is off, so that load balancers notice first. Default 0. */
  readonly drainMilliseconds?: number;
  /** WebSockets are closed evenly within this time, so that their clients do not all reconnect at once. Default 0. */
  readonly closingMilliseconds?: number;
}

/**
 * Drain may take its share of the grace, and closing its share of the remaining time.
 * The rest is for answers in progress.
 */
const maxDrainShare = 1 / 4;
const maxClosingShare = 3 / 4;
const defaultClosingShare = 1 / 2;

/** The times of a stop that load balancers and clients notice, within the grace. */
export function toStopOptions({
  shutdownGraceSeconds: grace,
  drainSeconds,
  closingSeconds,
}: Pick<Config['server'], 'shutdownGraceSeconds' | 'drainSeconds' | 'closingSeconds'>): Required<StopOptions> {
  const drain = Math.min(drainSeconds, grace * maxDrainShare);
  const left = grace - drain;
  const closing = Math.min(closingSeconds ?? left * defaultClosingShare, left * maxClosingShare);
  return { drainMilliseconds: drain * 1000, closingMilliseconds: closing * 1000 };
}

/** Clients with a request to send have sent it within this time. In milliseconds. */
const maxLingerMilliseconds = 1000;
/** Answers are sent and everything is closed within this time. In milliseconds. */
const maxLeaveMilliseconds = 1000;
/** Traces that cannot be sent within this time are lost, rather than delay the stop. In milliseconds. */
const maxFlushMilliseconds = 2000;

interface Closable {
  readonly close: () => Promise<void> | void;
}

interface StopParts {
  readonly app: FastifyInstance;
  readonly requests: OpenRequests;
  readonly gateway: Pick<Gateway, 'endOperationsAfter'>;
  readonly webSocket: { readonly close: (milliseconds: number) => Promise<void> };
  readonly callbacks: Closable;
  /** Closed in this order when every answer is on its way; undefined for parts that this server lacks. */
  readonly rest: readonly (Closable | undefined)[];
}

/** The state of a server with regard to its stop. */
interface Stop {
  /** False from the first moment of a stop. */
  readonly isReady: () => boolean;
  /** Answers the requests in flight, and closes. */
  readonly stop: (times?: StopOptions) => Promise<void>;
}

/** Closes the parts of a server in an order that loses no answer. */
export function createStop(
  { app, requests, gateway, webSocket, callbacks, rest }: StopParts,
  { shutdownGraceSeconds }: Pick<Config['server'], 'shutdownGraceSeconds'>,
  { monotonic, tracing }: { readonly monotonic: () => number; readonly tracing?: Tracing | undefined },
): Stop {
  let isStopping = false;
  return {
    isReady: () => !isStopping,
    stop: async ({ drainMilliseconds = 0, closingMilliseconds = 0 } = {}) => {
      isStopping = true;
      const grace = shutdownGraceSeconds * 1000;
      const graceEnds = monotonic() + grace;
      gateway.endOperationsAfter(grace - Math.min(maxLeaveMilliseconds, grace / 4));
      if (drainMilliseconds > 0) await wait(drainMilliseconds);
      await Promise.all([webSocket.close(closingMilliseconds), callbacks.close()]);
      await closeListeners(app, requests, Math.min(drainMilliseconds, maxLingerMilliseconds));
      for (const part of rest) await part?.close();
      await tracing?.close(Math.max(0, Math.min(maxFlushMilliseconds, (graceEnds - monotonic()) / 2)));
    },
  };
}
