/** Traces by OpenTelemetry, where the standard variables ask for them. Its packages are loaded only then. */
import type { OperationSummary } from './plugins/operation-summary.ts';
import type { TracingSettings } from './tracing/settings.ts';
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
  /** Sends what is still to be sent. */
  readonly close: () => Promise<void>;
}

/** @param now milliseconds since 1970 */
export async function loadTracing(settings: TracingSettings, now: () => number): Promise<Tracing> {
  const { createOtlpTracing } = await import('./tracing/otlp.ts');
  return createOtlpTracing(settings, now);
}
