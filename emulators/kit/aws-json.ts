/**
 * Services that speak AWS JSON 1.0 or 1.1: one path, and the operation in `x-amz-target`.
 * https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
import { awsErrors, createAwsRequestId, createJsonSignatureCheck, toJsonAnswer, type AwsOptions } from './aws-forms.ts';
import {
  isReadyAnswer,
  isStreamedAnswer,
  toEmulatedError,
  type EmulatedError,
  type Emulator,
  type ProviderErrors,
} from './emulator.ts';
import { parseJsonObject } from './json.ts';
import { joinProtocols, unknownTarget, type BesideProtocol, type EmulatedProtocol } from './protocol.ts';
import { createEmulator } from './server.ts';

/** The members of a request's body. */
export type AwsJsonInput = Readonly<Record<string, unknown>>;

/** An operation of a service that speaks AWS JSON. */
export interface AwsJsonOperation {
  /** The id of the call's target. Default: null. */
  readonly toId?: (input: AwsJsonInput) => string | null;
  /** The members of a 200, an error, exact bytes, or an answer that comes later. */
  readonly toAnswer: (input: AwsJsonInput) => object;
}

/** A service that speaks AWS JSON 1.0 or 1.1. */
export interface AwsJsonService {
  /** Of the protocol. Both word errors in one form, with status 400 unless the error says another. */
  readonly version: '1.0' | '1.1';
  /** The name in signatures. */
  readonly signingName: string;
  /** Stands before the operation in `x-amz-target`, with its full stop. */
  readonly targetPrefix: string;
  readonly operations: Readonly<Record<string, AwsJsonOperation>>;
  /** Default: those that most services give. */
  readonly errors?: Pick<ProviderErrors, 'throttled' | 'denied'>;
}

/** Errors raised in front of the service carry the framework's namespace instead of the service's. */
const frameworkNamespace = 'com.amazon.coral.service#';

/** Starts an emulator of the service, and of another one at the same address. */
export function createAwsJsonEmulator(
  service: AwsJsonService,
  options: AwsOptions,
  beside?: BesideProtocol,
): Promise<Emulator> {
  return createEmulator(joinProtocols(createAwsJsonProtocol(service, options), beside), options);
}

/** The protocol of the service. */
export function createAwsJsonProtocol(
  { version, signingName, targetPrefix, operations, errors = awsErrors }: AwsJsonService,
  options: AwsOptions,
): EmulatedProtocol {
  const contentType = `application/x-amz-json-${version}`;
  return {
    toTarget: ({ method, path, headers, body }) => {
      const isCall = method === 'POST' && path === '/' && headers['content-type'] === contentType;
      const target = headers['x-amz-target'] ?? '';
      const operation = target.slice(targetPrefix.length);
      if (!isCall || !target.startsWith(targetPrefix) || !Object.hasOwn(operations, operation)) return unknownTarget;
      const input = parseJsonObject(body.toString('utf8')) ?? {};
      return { operation, id: operations[operation]?.toId?.(input) ?? null };
    },
    verify: createJsonSignatureCheck(signingName, options, { status: 400, prefix: frameworkNamespace }),
    toAnswer: ({ body }, { operation }, requestId) => {
      const input = parseJsonObject(body.toString('utf8'));
      if (input === undefined) return toFrameworkError('SerializationException', 'The body is no JSON object');
      const answer =
        operations[operation]?.toAnswer(input) ??
        toFrameworkError('UnknownOperationException', 'The requested operation is not known');
      return isReadyAnswer(answer) || isStreamedAnswer(answer)
        ? answer
        : toJsonAnswer(200, contentType, answer, requestId);
    },
    // The code stands under `__type`.
    formatError: ({ status = 400, code, message, details, headers }, requestId) =>
      toJsonAnswer(status, contentType, { __type: code, message, ...details }, requestId, headers),
    createRequestId: createAwsRequestId,
    errors: { ...errors, internal: toFrameworkError('InternalFailure', 'Internal failure', 500) },
  };
}

function toFrameworkError(code: string, message: string, status = 400): EmulatedError {
  return toEmulatedError(frameworkNamespace + code, message, { status });
}
