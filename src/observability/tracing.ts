/** OpenTelemetry traces, if the standard variables enable them. The packages are loaded only then. */
import type { IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import type { OperationSummary } from './operation-summary.ts';
import type { TracingSettings } from '../config/tracing.ts';
import type { AttemptReport } from '../calls/attempt-report.ts';
import type { OperationId } from '../calls/fair-queue.ts';

/** The span of an operation that runs. */
export interface OperationSpan {
  /** @param status of HTTP; null if the client was gone before the answer was sent; undefined over a WebSocket */
  readonly end: (summary: OperationSummary, status?: number | null) => void;
}

/** The request that an operation came with; over a WebSocket, the upgrade. */
export interface TracedRequest extends Pick<IncomingMessage, 'method' | 'httpVersion' | 'headers'> {
  /** The path that the operation was sent to; undefined over a WebSocket. */
  readonly route?: string;
}

/** A source, as its calls' spans name it. */
export interface TracedSource {
  readonly name: string;
  readonly provider: string;
}

/** Spans of operations and calls, sent by OTLP. */
export interface Tracing {
  /**
   * @param operation identifies the operation in reports of its calls
   * @param request continues the trace of its `traceparent` header (W3C Trace Context)
   */
  readonly startOperation: (operation: OperationId, request: TracedRequest) => OperationSpan;
  /** Records a call that has just ended, as a child of its operation. */
  readonly attempt: (source: TracedSource, report: AttemptReport, operation: OperationId) => void;
  /** Sends pending spans within the given time. Never rejects: failures are logged. */
  readonly close: (maxMilliseconds: number) => Promise<void>;
}

/** The clock, the logger and the interval of tracing. */
export interface TracingOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Logs when traces cannot be sent. */
  readonly logger: Logger;
  /** How long spans are collected before they are sent. Default 5 s. */
  readonly gatherMilliseconds?: number;
}

/** Loads OpenTelemetry, which nothing else does. */
export async function loadTracing(settings: TracingSettings, options: TracingOptions): Promise<Tracing> {
  const { createOtlpTracing } = await import('./tracing-otlp.ts');
  return createOtlpTracing(settings, options);
}
