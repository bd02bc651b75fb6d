/** Reads OpenTelemetry's standard variables for traces. The exporter reads its own. */
import type { Environment } from '../settings/environment.ts';
import { ConfigError } from '../settings/faults.ts';

/**
 * The values of `OTEL_TRACES_SAMPLER`. See
 * https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
 */
const samplerNames = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const;
type SamplerName = (typeof samplerNames)[number];

/** Which traces are sampled. */
export interface TracingSettings {
  readonly sampler: SamplerName;
  /** For the samplers by ratio. */
  readonly ratio: number;
}

/**
 * Undefined if tracing is off: no OTLP endpoint and no exporter `otlp` is set, or the SDK is disabled. Unknown
 * values count as unset, as OpenTelemetry's specification requires. Tracing is off as well if another protocol is set than the
 * one that traces are sent by, because the operator of a cluster sets it for all programs at once. Throws `ConfigError` for an endpoint
 * that is no URL.
 * @param onUnsent called with a sentence if traces are wanted by another protocol
 * @see https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
 */
export function readTracingSettings(
  environment: Environment,
  onUnsent: (reason: string) => void,
): TracingSettings | undefined {
  const exporters = environment['OTEL_TRACES_EXPORTER']?.split(',').map((name) => name.trim());
  const hasEndpoint = Boolean(environment[readName(environment, 'ENDPOINT')]);
  const isWanted = exporters === undefined || exporters.join('') === '' ? hasEndpoint : exporters.includes('otlp');
  if (!isWanted || environment['OTEL_SDK_DISABLED']?.toLowerCase() === 'true') return undefined;
  const otherProtocol = findOtherProtocol(environment);
  if (otherProtocol !== undefined) {
    onUnsent(otherProtocol);
    return undefined;
  }
  assertUrl(environment);
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

/** Why the protocol is refused. The value itself may be anything, and is not shown. */
function findOtherProtocol(environment: Environment): string | undefined {
  const variable = readName(environment, 'PROTOCOL');
  const named = environment[variable] || 'http/protobuf';
  if (named === 'http/protobuf') return undefined;
  const got = otherProtocols.includes(named) ? named : 'another';
  return `${variable} must be http/protobuf, the one protocol that traces are sent by, but got ${got}`;
}

function assertUrl(environment: Environment): void {
  const path = readName(environment, 'ENDPOINT');
  const url = environment[path] || 'http://localhost:4318';
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new ConfigError([{ path, message: 'must be an http or https URL, but got something else' }]);
}
