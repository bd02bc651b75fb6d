/** From a request's text to an operation that may be checked and run, or the reason why not. */
import {
  getOperationAST,
  GraphQLError,
  validate,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type ValidationRule,
} from 'graphql';
import { createFault, createGraphError, withCode } from '../errors/graph-error.ts';
import { parseWithin } from './cost/parse-within.ts';
import type { Limits } from './cost/settings.ts';
import {
  createPreparedOperation,
  type KnownText,
  type OperationMemory,
  type PreparedOperation,
} from './prepared-operation.ts';
import type { Extensions, PersistedOperations } from './persisted-operations.ts';

/** Maximum number of errors of validation, or about variables, in an answer: more would not help. */
export const maxInputErrors = 5;

/** What of a request names its operation. Members that are absent are undefined. */
export interface RequestParts {
  readonly query: string;
  readonly operationName: string | null | undefined;
  readonly extensions: Extensions;
}

/** An operation that must not run, with the errors for its client. */
export interface RefusedOperation {
  /** As far as it was read. */
  readonly operation: OperationDefinitionNode | undefined;
  /** Each with its code and, for HTTP, its status. */
  readonly errors: readonly GraphQLError[];
  /** Whether the text was not even parsed: it exceeds a limit, or only other operations are answered. */
  readonly isTurnedAway: boolean;
}

/** The same object for the same text and name, as long as it is kept. */
export type Prepare = (request: RequestParts) => PreparedOperation | RefusedOperation;

/** The schema, rules and limits that operations are checked against, and the stores of prepared ones. */
interface PrepareOptions {
  readonly schema: GraphQLSchema;
  readonly rules: readonly ValidationRule[];
  readonly limits: Limits;
  readonly memory: Pick<OperationMemory, 'find' | 'keep'>;
  readonly persisted: Pick<PersistedOperations, 'check'>;
}

/** Errors are returned, never thrown; see `Prepare`. */
export function createPrepare(options: PrepareOptions): Prepare {
  const { schema, memory, persisted } = options;

  return (request) => {
    try {
      const { query, operationName, extensions } = request;
      persisted.check(query, extensions);
      const known = memory.find(query) ?? readText(query, operationName, options);
      return 'errors' in known ? known : findOperation(schema, known, operationName ?? null);
    } catch (error) {
      const errors = [error instanceof GraphQLError ? error : createFault(error)];
      return { operation: undefined, errors, isTurnedAway: true };
    }
  };
}

/** Parses and validates a text, and keeps it if it is valid. Throws if it exceeds a limit. */
function readText(
  text: string,
  operationName: string | null | undefined,
  { schema, rules, limits, memory }: PrepareOptions,
): KnownText | RefusedOperation {
  let document: DocumentNode;
  let tokens: number;
  try {
    ({ document, tokens } = parseWithin(text, limits));
  } catch (error) {
    if (!(error instanceof GraphQLError) || error.extensions['code'] !== undefined) throw error;
    return { operation: undefined, errors: [withCode(error, 'GRAPHQL_PARSE_FAILED', 400)], isTurnedAway: false };
  }
  const errors = validate(schema, document, rules, { maxErrors: maxInputErrors });
  if (errors.length === 0) return memory.keep(text, document, tokens);
  return {
    operation: getOperationAST(document, operationName) ?? undefined,
    errors: errors.map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED', 400)),
    isTurnedAway: false,
  };
}

function findOperation(
  schema: GraphQLSchema,
  { document, operations, grow }: KnownText,
  operationName: string | null,
): PreparedOperation | RefusedOperation {
  const known = operations.get(operationName);
  if (known !== undefined) return known;
  const operation = getOperationAST(document, operationName);
  // Names that the document does not contain are not kept: there is no limit to those.
  if (!operation) return { operation: undefined, errors: [createUnresolvedError(operationName)], isTurnedAway: false };
  const prepared = createPreparedOperation(schema, document, operation, grow);
  operations.set(operationName, prepared);
  return prepared;
}

/** In the words of graphql-js. */
function createUnresolvedError(operationName: string | null): GraphQLError {
  const message =
    operationName === null
      ? 'Must provide operation name if query contains multiple operations.'
      : `Unknown operation named "${operationName}".`;
  return createGraphError('OPERATION_RESOLUTION_FAILURE', message, { status: 400 });
}
