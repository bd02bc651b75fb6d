/** Traces by OpenTelemetry, where the standard variables ask for them. Its packages are loaded only then. */
import type { Logger } from 'pino';
import type { OperationSummary } from './observability/operation-summary.ts';
import type { TracingSettings } from './config/tracing.ts';
import type { AttemptReport } from './upstream/caller.ts';

export interface OperationSpan {
  readonly end: (summary: OperationSummary) => void;
}

export interface Tracing {
  /**
   * @param operation what names the operation where its calls are reported
   * @param traceParent the header of that name, by W3C Trace Context
   */
  readonly startOperation: (operation: object, traceParent: string | undefined) => OperationSpan;
  /** A call that has just ended; a child of the operation that made it. */
  readonly attempt: (source: string, report: AttemptReport, operation: object) => void;
  /** Sends what is still to be sent, for so long at most. Never rejects: what could not be sent is in the log. */
  readonly close: (maxMilliseconds: number) => Promise<void>;
}

export interface TracingOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Where it is said when traces cannot be sent. */
  readonly logger: Logger;
  /** How long spans are gathered before they are sent. Default 5 s. */
  readonly gatherMilliseconds?: number;
}

export async function loadTracing(settings: TracingSettings, options: TracingOptions): Promise<Tracing> {
  const { createOtlpTracing } = await import('./tracing/otlp.ts');
  return createOtlpTracing(settings, options);
}
