/** Says once that traces cannot be sent, and once that they can again: a collector that is away is not a flood of lines. */
import type { SpanExporter } from '@opentelemetry/sdk-trace';
import type { Logger } from 'pino';

export interface OutageReport {
  /** @param failure a status, a code or a fixed sentence; never what a collector answered */
  readonly begin: (failure: string) => void;
  readonly end: () => void;
}

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

/** Of OpenTelemetry's `ExportResultCode`. */
const success = 0;

/** The same exporter; what becomes of each batch is reported. */
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

/** A status of HTTP or a code of the system; what has neither is a sentence of the exporter's own. */
function toFailure(error: (Error & { readonly code?: string | number }) | undefined): string {
  return String(error?.code ?? error?.message ?? 'unknown');
}
