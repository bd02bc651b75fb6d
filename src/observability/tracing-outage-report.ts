/** Logs once when traces cannot be sent, and once when they can again, so that an outage does not fill the log. */
import type { SpanExporter } from '@opentelemetry/sdk-trace';
import type { Logger } from 'pino';

/** One log line when traces cannot be sent, one when they can again. */
interface OutageReport {
  /** @param failure a status, a code or a fixed sentence; never the collector's answer */
  readonly begin: (failure: string) => void;
  readonly end: () => void;
}

/** Logs the beginning and the end of each outage once. */
export function createOutageReport(logger: Logger): OutageReport {
  let isOut = false;
  return {
    begin: (failure) => {
      if (!isOut) logger.warn({ failure }, 'traces not sent');
      isOut = true;
    },
    end: () => {
      if (isOut) logger.info('traces sent again');
      isOut = false;
    },
  };
}

/** SUCCESS of OpenTelemetry's `ExportResultCode`. */
const success = 0;

/** Wraps an exporter to report the outcome of each batch. */
export function watchExporter(exporter: SpanExporter, { begin, end }: OutageReport): SpanExporter {
  return {
    export: (spans, done) => {
      exporter.export(spans, (result) => {
        const { code }: { readonly code: number } = result;
        if (code === success) end();
        else begin(toFailure(result.error));
        done(result);
      });
    },
    shutdown: () => exporter.shutdown(),
  };
}

/** An HTTP status or a system code; else a fixed sentence. */
function toFailure(error: (Error & { readonly code?: string | number }) | undefined): string {
  return String(error?.code ?? error?.message ?? 'unknown');
}
