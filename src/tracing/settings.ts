/** What the standard variables of OpenTelemetry say about traces. The exporter reads its own by itself. */

export const samplerNames = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const;
export type SamplerName = (typeof samplerNames)[number];

export interface TracingSettings {
  readonly sampler: SamplerName;
  /** Of the traces that are sampled by ratio. */
  readonly ratio: number;
}

/**
 * Undefined where no traces are wanted: neither an OTLP endpoint nor the exporter `otlp` is named, or the SDK is disabled.
 * Unknown values count as unset, as OpenTelemetry's specification says.
 * @see https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
 */
export function readTracingSettings(
  environment: Readonly<Record<string, string | undefined>>,
): TracingSettings | undefined {
  const exporters = environment['OTEL_TRACES_EXPORTER']?.split(',').map((name) => name.trim());
  const hasEndpoint = Boolean(
    environment['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'] ?? environment['OTEL_EXPORTER_OTLP_ENDPOINT'],
  );
  const isWanted = exporters === undefined || exporters.join('') === '' ? hasEndpoint : exporters.includes('otlp');
  if (!isWanted || environment['OTEL_SDK_DISABLED']?.toLowerCase() === 'true') return undefined;
  const sampler = samplerNames.find((name) => name === environment['OTEL_TRACES_SAMPLER']) ?? 'parentbased_always_on';
  const ratio = Number(environment['OTEL_TRACES_SAMPLER_ARG'] || 1);
  return { sampler, ratio: ratio >= 0 && ratio <= 1 ? ratio : 1 };
}
