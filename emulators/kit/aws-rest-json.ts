/**
 * Services that speak rest-json: an operation is a method and a path.
 * https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html
 */
import { createAwsRequestId, createJsonSignatureCheck, toJsonAnswer, type AwsOptions } from './aws-forms.ts';
import { isReadyAnswer, toEmulatedError, type Emulator, type ProviderErrors } from './emulator.ts';
import { joinProtocols, type BesideProtocol, type EmulatedProtocol } from './protocol.ts';
import { createRoutes, type Route } from './routes.ts';
import { createEmulator } from './server.ts';

/** A service that speaks rest-json. */
export interface RestJsonService {
  /** The name in signatures. */
  readonly signingName: string;
  /** Each answers the members of a 200, an error, or exact bytes. */
  readonly routes: readonly Route<object>[];
  readonly errors: ProviderErrors;
  /** The member that holds an error's message. */
  readonly messageName: 'message' | 'Message';
  /** What older services append to the code in `x-amzn-ErrorType`: an address. Default: nothing. */
  readonly errorTypeSuffix?: string;
}

const contentType = 'application/json';

/** From the services' own pages, which do not contradict one another. All other codes are 400. */
const statuses: ReadonlyMap<string, number> = new Map([
  ['AccessDeniedException', 403],
  ['ConflictException', 409],
  ['InternalServerException', 500],
  ['RequestTimeoutException', 408],
  ['ResourceNotFoundException', 404],
  ['ServerException', 500],
  ['ThrottlingException', 429],
  ['TooManyRequestsException', 429],
  ['UnknownOperationException', 404],
]);

/** Starts an emulator of the service, and of another one at the same address. */
export function createRestJsonEmulator(
  { signingName, routes, errors, messageName, errorTypeSuffix = '' }: RestJsonService,
  options: AwsOptions,
  beside?: BesideProtocol,
): Promise<Emulator> {
  const { toTarget, toAnswer } = createRoutes(routes);
  const protocol: EmulatedProtocol = {
    toTarget,
    verify: createJsonSignatureCheck(signingName, options, { status: 403 }),
    toAnswer: (request, target, requestId) => {
      const answer =
        toAnswer(request, target) ??
        toEmulatedError('UnknownOperationException', 'The requested operation is not known');
      return isReadyAnswer(answer) ? answer : toJsonAnswer(200, contentType, answer, requestId);
    },
    formatError: ({ code, message, status = statuses.get(code) ?? 400, details, headers }, requestId) =>
      toJsonAnswer(status, contentType, { [messageName]: message, ...details }, requestId, {
        'x-amzn-ErrorType': code + errorTypeSuffix,
        ...headers,
      }),
    createRequestId: createAwsRequestId,
    errors,
  };
  return createEmulator(joinProtocols(protocol, beside), options);
}
