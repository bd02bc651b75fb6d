/** OpenTelemetry spans over OTLP (HTTP, protobuf). Loaded only if tracing is on. */
import {
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Context,
  type Span,
  type Tracer,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import {
  detectResources,
  resourceAttributesEnvDetector,
  resourceFromAttributes,
  serviceNameEnvDetector,
} from '@opentelemetry/resources';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
  type Sampler,
} from '@opentelemetry/sdk-trace';
import { setTimeout as wait } from 'node:timers/promises';
import type { OperationSummary } from './operation-summary.ts';
import { toAttemptAttributes, toOperationAttributes, toRequestAttributes } from './tracing-attributes.ts';
import type { TracedSource, Tracing, TracingOptions } from './tracing.ts';
import type { AttemptReport } from '../calls/attempt-report.ts';
import { createOutageReport, watchExporter } from './tracing-outage-report.ts';
import type { TracingSettings } from '../config/tracing.ts';

/** The exporter reads its own `OTEL_EXPORTER_OTLP_…` variables. */
export function createOtlpTracing(settings: TracingSettings, options: TracingOptions): Tracing {
  const { now, logger, gatherMilliseconds = 5000 } = options;
  const outage = createOutageReport(logger);
  const exporter = watchExporter(new OTLPTraceExporter(), outage);
  const provider = new TracerProvider({
    // The environment overrides it.
    resource: resourceFromAttributes({ 'service.name': 'jobgraph' }).merge(
      detectResources({ detectors: [resourceAttributesEnvDetector, serviceNameEnvDetector] }),
    ),
    sampler: toSampler(settings),
    spanProcessors: [new BatchSpanProcessor({ exporter, scheduledDelayMillis: gatherMilliseconds })],
  });
  const tracer = provider.getTracer('jobgraph');
  const contexts = new WeakMap<object, Context>();

  return {
    startOperation: (operation, request) => {
      const parent = toParentContext(request.headers['traceparent']);
      const attributes = toRequestAttributes(request);
      const options = { kind: SpanKind.SERVER, startTime: now(), attributes };
      const span = tracer.startSpan('GraphQL Operation', options, parent);
      contexts.set(operation, trace.setSpan(parent, span));
      return {
        end: (summary, status) => {
          endOperation(span, summary, status, now());
        },
      };
    },
    attempt: (source, report, operation) => {
      recordAttempt(tracer, contexts.get(operation) ?? ROOT_CONTEXT, source, report, now());
    },
    close: async (maxMilliseconds) => {
      const isOver = new AbortController();
      const inTime = wait(maxMilliseconds, false, { signal: isOver.signal }).catch(() => true);
      // Failures are reported by the exporter.
      const sent = provider.shutdown().then(
        () => true,
        () => true,
      );
      if (!(await Promise.race([sent, inTime]))) outage.begin('not sent in time');
      isOver.abort();
    },
  };
}

/** Without the operation's name in the span's, because clients may make up as many as they like. */
function endOperation(span: Span, summary: OperationSummary, status: number | null | undefined, endTime: number): void {
  const attributes = toOperationAttributes(summary, status);
  if (summary.type !== null) span.updateName(summary.type);
  if ('error.type' in attributes) span.setStatus({ code: SpanStatusCode.ERROR });
  span.setAttributes(attributes).end(endTime);
}

function recordAttempt(
  tracer: Tracer,
  parent: Context,
  source: TracedSource,
  report: AttemptReport,
  endTime: number,
): void {
  const attributes = toAttemptAttributes(source, report);
  const startTime = endTime - report.milliseconds;
  const span = tracer.startSpan(attributes['rpc.method'], { kind: SpanKind.CLIENT, startTime, attributes }, parent);
  if (report.errorCode !== null) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end(endTime);
}

/** @see https://www.w3.org/TR/trace-context/#traceparent-header */
const traceParentPattern = /^(?!ff)[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})([\da-f]{16})-([\da-f]{2})(-|$)/;

/** A header that came twice begins a new trace. */
function toParentContext(traceParent: string | readonly string[] | undefined): Context {
  const [, traceId, spanId, flags] = traceParentPattern.exec(String(traceParent)) ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return ROOT_CONTEXT;
  const traceFlags = Number.parseInt(flags, 16) & TraceFlags.SAMPLED;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
}

function toSampler({ sampler, ratio }: TracingSettings): Sampler {
  const root = sampler.endsWith('always_off')
    ? new AlwaysOffSampler()
    : sampler.endsWith('traceidratio')
      ? new TraceIdRatioBasedSampler(ratio)
      : new AlwaysOnSampler();
  return sampler.startsWith('parentbased_') ? new ParentBasedSampler({ root }) : root;
}
