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
import type { Tracing, TracingOptions } from './tracing.ts';
import type { AttemptReport } from '../calls/caller.ts';
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
    startOperation: (operation, traceParent) => {
      const parent = toParentContext(traceParent);
      const span = tracer.startSpan('GraphQL', { kind: SpanKind.SERVER, startTime: now() }, parent);
      contexts.set(operation, trace.setSpan(parent, span));
      return {
        end: (summary) => {
          endOperation(span, summary, now());
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

/** Attribute names follow OpenTelemetry's conventions for GraphQL. Without the document, which may contain anything. */
function endOperation(span: Span, { name, type, errorCodes }: OperationSummary, endTime: number): void {
  if (type !== null)
    span.updateName(name === null ? type : `${type} ${name}`).setAttribute('graphql.operation.type', type);
  if (name !== null) span.setAttribute('graphql.operation.name', name);
  if (errorCodes.length > 0) {
    span.setAttribute('error.type', [...errorCodes].join(' '));
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end(endTime);
}

function recordAttempt(
  tracer: Tracer,
  parent: Context,
  source: string,
  { operation, errorCode, milliseconds }: AttemptReport,
  endTime: number,
): void {
  const attributes = {
    'jobgraph.source': source,
    'rpc.method': operation,
    ...(errorCode === null ? {} : { 'error.type': errorCode }),
  };
  const span = tracer.startSpan(
    `${source} ${operation}`,
    { kind: SpanKind.CLIENT, startTime: endTime - milliseconds, attributes },
    parent,
  );
  if (errorCode !== null) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end(endTime);
}

/** @see https://www.w3.org/TR/trace-context/#traceparent-header */
const traceParentPattern = /^(?!ff)[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})([\da-f]{16})-([\da-f]{2})(-|$)/;

function toParentContext(traceParent: string | undefined): Context {
  const [, traceId, spanId, flags] = traceParentPattern.exec(traceParent ?? '') ?? [];
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
