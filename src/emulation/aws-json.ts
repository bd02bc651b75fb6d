/**
 * The protocol of services that speak AWS JSON 1.0 or 1.1: one path, and the operation in `x-amz-target`.
 * https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
import { createAwsRequestId, toJsonAnswer, toJsonSignatureError } from './aws-forms.ts';
import type { AwsEmulatorCredentials, EmulatedError, RawAnswer } from './emulator.ts';
import { isEmulatedError, isRawAnswer, toEmulatedError } from './emulator.ts';
import { parseJsonObject } from './json.ts';
import type { EmulatedProtocol, EmulatedTarget } from './protocol.ts';
import type { EmulatedRequest } from './request.ts';
import { verifySigV4 } from './sigv4.ts';

/** The members of a request's body. */
export type AwsJsonInput = Readonly<Record<string, unknown>>;

/** An operation of a service that speaks AWS JSON. */
export interface AwsJsonOperation {
  /** The id of the call's target. Default: null. */
  readonly toId?: (input: AwsJsonInput) => string | null;
  /** The members of a 200, an error, or exact bytes. */
  readonly toAnswer: (input: AwsJsonInput) => object;
}

/** A service that speaks AWS JSON 1.0 or 1.1. */
export interface AwsJsonService {
  /** Of the protocol. Both word errors in one form, with status 400 unless the error says another. */
  readonly version: '1.0' | '1.1';
  /** The name in signatures. */
  readonly signingName: string;
  readonly credentials: AwsEmulatorCredentials;
  readonly region: string;
  /** Stands before the operation in `x-amz-target`, with its full stop. */
  readonly targetPrefix: string;
  readonly operations: Readonly<Record<string, AwsJsonOperation>>;
  /** Default: ThrottlingException. */
  readonly throttled?: EmulatedError;
}

/** Errors raised in front of the service carry the framework's namespace instead of the service's. */
const frameworkNamespace = 'com.amazon.coral.service#';

/** The protocol of the service: all but what its operations answer. */
export function createAwsJsonProtocol(service: AwsJsonService): EmulatedProtocol {
  const { credentials, region, signingName, operations } = service;
  const contentType = `application/x-amz-json-${service.version}`;
  return {
    toTarget: (request) => toTarget(service, contentType, request),
    verify: (request, now) => {
      const refusal = verifySigV4(request, { credentials, region, service: signingName, now });
      return refusal && toJsonSignatureError(refusal, { status: 400, prefix: frameworkNamespace });
    },
    toAnswer: (request, { operation }, requestId) => {
      const input = parseJsonObject(request.body.toString('utf8'));
      if (input === undefined)
        return toEmulatedError(`${frameworkNamespace}SerializationException`, 'The body is no JSON object');
      const answer = operations[operation]?.toAnswer(input);
      if (answer === undefined)
        return toEmulatedError(
          `${frameworkNamespace}UnknownOperationException`,
          'The requested operation is not known',
        );
      return isEmulatedError(answer) || isRawAnswer(answer)
        ? answer
        : toJsonAnswer(200, contentType, answer, requestId, {});
    },
    formatError: (error, requestId) => formatError(error, contentType, requestId),
    createRequestId: createAwsRequestId,
    throttled: service.throttled ?? toEmulatedError('ThrottlingException', 'Rate exceeded'),
    denied: toEmulatedError('AccessDeniedException', 'User is not authorized to perform this operation'),
    internal: toEmulatedError(`${frameworkNamespace}InternalFailure`, 'Internal failure', { status: 500 }),
  };
}

function toTarget(
  { targetPrefix, operations }: AwsJsonService,
  contentType: string,
  { method, path, headers, body }: EmulatedRequest,
): EmulatedTarget {
  const isCall = method === 'POST' && path === '/' && headers['content-type'] === contentType;
  const target = headers['x-amz-target'] ?? '';
  const name = target.slice(targetPrefix.length);
  if (!isCall || !target.startsWith(targetPrefix) || !Object.hasOwn(operations, name))
    return { operation: 'Unknown', id: null };
  const input = parseJsonObject(body.toString('utf8')) ?? {};
  return { operation: name, id: operations[name]?.toId?.(input) ?? null };
}

/** The code stands under `__type`. */
function formatError(error: EmulatedError, contentType: string, requestId: string): RawAnswer {
  const body = { __type: error.code, message: error.message, ...error.details };
  return toJsonAnswer(error.status ?? 400, contentType, body, requestId, error.headers ?? {});
}
