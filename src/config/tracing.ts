/** Reads OpenTelemetry's standard variables for traces. The exporter reads its own. */
import type { Environment } from '../settings/environment.ts';
import { ConfigError } from '../settings/faults.ts';

/**
 * The values of `OTEL_TRACES_SAMPLER`. See
 * https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
 */
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
  /** For the samplers by ratio. */
  readonly ratio: number;
}

/**
 * Undefined if tracing is off: no OTLP endpoint and no exporter `otlp` is set, or the SDK is disabled. Unknown
 * values count as unset, as OpenTelemetry's specification requires. Throws `ConfigError` if traces are requested in a way
 * that is not supported, instead of silently sending none.
 * @see https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
 */
export function readTracingSettings(environment: Environment): TracingSettings | undefined {
  const exporters = environment['OTEL_TRACES_EXPORTER']?.split(',').map((name) => name.trim());
  const hasEndpoint = Boolean(environment[readName(environment, 'ENDPOINT')]);
  const isWanted = exporters === undefined || exporters.join('') === '' ? hasEndpoint : exporters.includes('otlp');
  if (!isWanted || environment['OTEL_SDK_DISABLED']?.toLowerCase() === 'true') return undefined;
  assertSendable(environment);
  const sampler = samplerNames.find((name) => name === environment['OTEL_TRACES_SAMPLER']) ?? 'parentbased_always_on';
  const ratio = Number(environment['OTEL_TRACES_SAMPLER_ARG'] || 1);
  return { sampler, ratio: ratio >= 0 && ratio <= 1 ? ratio : 1 };
}

/** The variable for traces takes precedence over the one for all signals. */
function readName(environment: Environment, setting: 'ENDPOINT' | 'PROTOCOL'): string {
  const own = `OTEL_EXPORTER_OTLP_TRACES_${setting}`;
  return environment[own] ? own : `OTEL_EXPORTER_OTLP_${setting}`;
}

const otherProtocols = ['grpc', 'http/json'];

function assertSendable(environment: Environment): void {
  const [protocol, endpoint] = [readName(environment, 'PROTOCOL'), readName(environment, 'ENDPOINT')];
  const faults = [];
  const named = environment[protocol] || 'http/protobuf';
  if (named !== 'http/protobuf') {
    const got = otherProtocols.includes(named) ? named : 'another';
    faults.push({
      path: protocol,
      message: `must be http/protobuf, the one protocol that traces are sent by, but got ${got}`,
    });
  }
  const url = environment[endpoint] || 'http://localhost:4318';
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    faults.push({ path: endpoint, message: 'must be an http or https URL, but got something else' });
  if (faults.length > 0) throw new ConfigError(faults);
}
