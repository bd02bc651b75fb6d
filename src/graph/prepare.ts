/** From a request's text to an operation that may run, or the reason why not. */
import {
  getOperationAST,
  getVariableValues,
  GraphQLError,
  validate,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type ValidationRule,
} from 'graphql';
import type { Viewer } from '../auth/viewer.ts';
import type { ErrorCode } from '../errors/catalogue.ts';
import type { SubscriptionToExecute } from '../executor/subscribe.ts';
import { createGraphError } from '../errors/graph-error.ts';
import type { CheckedOperation, OperationLimits } from '../limits/operation-limits.ts';
import type { DocumentMemory } from './document-memory.ts';
import type { Extensions } from './persisted-operations.ts';

/** Maximum number of errors of validation, or about variables, in an answer: more would not help. */
export const maxInputErrors = 5;

/** Members that are absent are undefined. */
export interface RequestParts {
  readonly query: string | undefined;
  readonly extensions: Extensions;
}

/** As the client sent it. */
export interface OperationToPrepare extends Partial<Omit<SubscriptionToExecute, 'document' | 'contextValue'>> {
  readonly query: string;
  readonly extensions?: Readonly<Record<string, unknown>> | null | undefined;
  readonly viewer: Viewer;
  /** Why the transport does not serve the operation; undefined if it does. */
  readonly refuse: (operation: OperationDefinitionNode) => string | undefined;
}

/** An operation that has passed every check and can run. */
export interface PreparedOperation extends Omit<SubscriptionToExecute, 'contextValue'> {
  readonly operation: OperationDefinitionNode;
  /** What a query's lists may use: `listAllowances` of its context. */
  readonly lists: CheckedOperation['lists'];
}

/** An operation that must not run, with the errors for its client. */
export interface RefusedOperation {
  /** As far as it was read. */
  readonly operation: OperationDefinitionNode | undefined;
  readonly errors: readonly GraphQLError[];
}

export interface PrepareOptions {
  readonly schema: GraphQLSchema;
  readonly rules: readonly ValidationRule[];
  readonly limits: Pick<OperationLimits, 'parse' | 'check'>;
  readonly memory: Pick<DocumentMemory, 'find' | 'keep'>;
  readonly admit: (request: RequestParts) => void;
  readonly onFault: (error: unknown) => void;
}

export function createPrepare(
  options: PrepareOptions,
): (asked: OperationToPrepare) => PreparedOperation | RefusedOperation {
  const { limits, memory, admit, onFault } = options;

  return ({ query, operationName, variables, extensions, viewer, refuse }) => {
    let operation: OperationDefinitionNode | undefined;
    try {
      admit({ query, extensions: extensions ?? undefined });
      const known = memory.find(query);
      const document = known ?? limits.parse(query);
      operation = getOperationAST(document, operationName) ?? undefined;
      if (operation === undefined) {
        const message = 'The document must hold one operation, or the one that `operationName` names.';
        throw createGraphError('OPERATION_RESOLUTION_FAILURE', message);
      }
      const refusal = refuse(operation);
      if (refusal !== undefined) throw createGraphError('BAD_REQUEST', refusal);
      if (known === undefined) {
        const errors = validate(options.schema, document, options.rules, { maxErrors: maxInputErrors });
        if (errors.length > 0) return { operation, errors };
        memory.keep(query, document);
      }
      const errors = listVariableErrors(options.schema, operation, variables);
      if (errors.length > 0) return { operation, errors };
      const { lists } = limits.check({ document, operationName, variables, viewer });
      return { operation, document, operationName, variables, lists };
    } catch (error) {
      if (error instanceof GraphQLError) return { operation, errors: [withCode(error, 'GRAPHQL_PARSE_FAILED')] };
      onFault(error);
      return { operation, errors: [createGraphError('INTERNAL_SERVER_ERROR', 'Internal server error')] };
    }
  };
}

/** Asked before a subscription is opened, which would call them faults of the program. */
export function listVariableErrors(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  variables: OperationToPrepare['variables'],
): readonly GraphQLError[] {
  const { errors = [] } = getVariableValues(schema, variableDefinitions, variables ?? {}, {
    maxErrors: maxInputErrors,
  });
  return errors.map((error) => withCode(error, 'BAD_USER_INPUT'));
}

/** Adds the code if the error has none. */
function withCode(error: GraphQLError, code: ErrorCode): GraphQLError {
  const { message, nodes, source, positions, extensions } = error;
  const place = { nodes: nodes ?? null, source: source ?? null, positions: positions ?? null };
  return new GraphQLError(message, { ...place, extensions: { code, ...extensions } });
}
