/** What spans say, by the names of OpenTelemetry's conventions. https://opentelemetry.io/docs/specs/semconv/ */
import type { Attributes } from '@opentelemetry/api';
import type { OperationSummary } from './operation-summary.ts';
import type { TracedRequest, TracedSource } from './tracing.ts';
import type { AttemptReport } from '../calls/attempt-report.ts';

/** Of a span for an operation that has begun. TLS ends in front of the gateway, so the scheme is always http. */
export function toRequestAttributes({ method, httpVersion, headers, route }: TracedRequest): Attributes {
  const server = toServerAttributes(`http://${headers.host}`);
  if (route === undefined) return { 'network.protocol.name': 'websocket', ...server };
  return {
    'http.request.method': method,
    'http.route': route,
    'url.path': route,
    'url.scheme': 'http',
    'network.protocol.version': httpVersion,
    ...server,
  };
}

/** Of an operation that has ended. Without the document, which may contain anything. */
export function toOperationAttributes(
  { name, type, errorCodes }: OperationSummary,
  status: number | null | undefined,
): Attributes {
  const [error] = errorCodes;
  return {
    ...(type === null ? {} : { 'graphql.operation.type': type }),
    ...(name === null ? {} : { 'graphql.operation.name': name }),
    ...(typeof status === 'number' ? { 'http.response.status_code': status } : {}),
    ...(error === undefined
      ? status === null && { 'error.type': 'CLIENT_CLOSED_REQUEST' }
      : { 'error.type': error, 'jobgraph.error_codes': [...errorCodes] }),
  };
}

/** Of one attempt of a call. */
export function toAttemptAttributes(
  source: TracedSource,
  { operation, errorCode, origin }: AttemptReport,
): Attributes & { readonly 'rpc.method': string } {
  return {
    'jobgraph.source': source.name,
    'rpc.system.name': source.provider,
    'rpc.method': `${source.provider}/${operation}`,
    ...(origin === null ? {} : toServerAttributes(origin)),
    ...(errorCode === null ? {} : { 'error.type': errorCode }),
  };
}

const defaultPorts: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

/** @param origin an address with or without a port, as somebody else may have written it */
function toServerAttributes(origin: string): Attributes {
  if (!URL.canParse(origin)) return {};
  const { protocol, hostname, port } = new URL(origin);
  // An address of IPv6 stands in brackets only in URLs.
  return {
    'server.address': hostname.replace(/^\[(.*)\]$/, '$1'),
    'server.port': port === '' ? (defaultPorts[protocol] ?? 0) : Number(port),
  };
}
