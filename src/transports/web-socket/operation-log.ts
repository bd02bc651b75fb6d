/** One line, one count and one span for each operation that comes over a WebSocket, when it ends. */
import type { OperationDefinitionNode } from 'graphql';
import type { Logger } from 'pino';
import type { Viewer } from '../../auth/viewer.ts';
import type { Metrics } from '../../observability/metrics.ts';
import type { Operation } from '../../operation/operation.ts';
import { toOperationFields } from '../../observability/operation-summary.ts';
import {
  toErrorCodes,
  toSummaryName,
  type CodedError,
  type OperationSummary,
} from '../../observability/operation-summary.ts';
import type { TracedRequest, Tracing } from '../../observability/tracing.ts';
import type { SourceTally } from '../../calls/tally.ts';

/** Log lines, metrics and spans of operations on WebSockets. */
export interface WebSocketLog {
  readonly begin: (operation: BegunOperation) => WebSocketOperation;
}

/** An operation that a client has sent. */
interface BegunOperation {
  /** Part of the operation's log line and of the lines about its disclosures. */
  readonly requestId: string;
  readonly viewer: Viewer;
  /** Undefined for a document that could not be read. */
  readonly operation: OperationDefinitionNode | undefined;
  /** Undefined for one that is refused. Ends with it. */
  readonly live?: Operation;
  /** The upgrade of its WebSocket. */
  readonly request: TracedRequest;
}

/** The log line of one operation, until it is written. */
export interface WebSocketOperation {
  /** An event has come for the client. */
  readonly event: (errors: readonly CodedError[] | undefined) => void;
  /** The operation ends with these errors. */
  readonly fail: (errors: readonly CodedError[] | undefined) => void;
  /** Only the first call has an effect. */
  readonly end: () => void;
}

/** Where operations on WebSockets are logged, counted and traced. */
interface WebSocketLogOptions {
  readonly logger: Logger;
  readonly metrics: Pick<Metrics, 'webSockets'>;
  readonly tracing: Tracing | undefined;
  /** Milliseconds of a clock that only runs forward. */
  readonly monotonic: () => number;
}

const noCalls: ReadonlyMap<string, SourceTally> = new Map();

/** Begins a line for each operation, and writes it when the operation ends. */
export function createWebSocketLog({ logger, metrics, tracing, monotonic }: WebSocketLogOptions): WebSocketLog {
  return {
    begin: ({ requestId, viewer, operation, live, request }) => {
      const startedAt = monotonic();
      const span = live && tracing?.startOperation(live.context.readContext.operation, request);
      const codes = new Set<string>();
      let events = 0;
      let hasEnded = false;
      const fail: WebSocketOperation['fail'] = (errors) => {
        if (errors !== undefined) for (const code of toErrorCodes(errors)) codes.add(code);
      };
      return {
        event: (errors) => {
          events += 1;
          fail(errors);
        },
        fail,
        end: () => {
          if (hasEnded) return;
          hasEnded = true;
          live?.end();
          const summary: OperationSummary = {
            name: toSummaryName(operation?.name?.value),
            type: operation?.operation ?? null,
            errorCodes: [...codes].sort(),
          };
          const bySource = live?.context.tally.bySource ?? noCalls;
          metrics.webSockets.operation(summary, bySource);
          span?.end(summary);
          const fields = toOperationFields(summary, live?.context.tally, viewer);
          logger.info(
            { requestId, milliseconds: Math.round(monotonic() - startedAt), events, ...fields },
            'subscription',
          );
        },
      };
    },
  };
}
