/** What a client wants to subscribe to, checked as HTTP checks it: its text, its limits, and that it is valid. */
import {
  getOperationAST,
  getVariableValues,
  GraphQLError,
  OperationTypeNode,
  specifiedRules,
  validate,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import type { Viewer } from '../auth/viewer.ts';
import type { SubscriptionToExecute } from '../executor/subscribe.ts';
import { maxInputErrors, type Gateway } from '../gateway.ts';
import { createGraphError } from '../graph-error.ts';
import type { ErrorCode } from '../error-catalogue.ts';

export interface PreparedSubscription extends Omit<SubscriptionToExecute, 'contextValue'> {
  readonly operation: OperationDefinitionNode;
}

export interface RefusedSubscription {
  /** As far as it was read. */
  readonly operation: OperationDefinitionNode | undefined;
  readonly errors: readonly GraphQLError[];
}

export function prepare(
  payload: SubscribePayload,
  gateway: Gateway,
  viewer: Viewer,
  onFault: (error: unknown) => void,
): PreparedSubscription | RefusedSubscription {
  const { schema, validationRules, admit, limits } = gateway;
  const { query, operationName, variables, extensions } = payload;
  let operation: OperationDefinitionNode | undefined;
  try {
    admit({ query, extensions: extensions ?? undefined });
    const document = limits.parse(query);
    operation = getOperationAST(document, operationName) ?? undefined;
    if (operation === undefined) {
      const message = 'The document must hold one operation, or the one that `operationName` names.';
      return { operation, errors: [createGraphError('OPERATION_RESOLUTION_FAILURE', message)] };
    }
    if (operation.operation !== OperationTypeNode.SUBSCRIPTION) {
      const message = 'A WebSocket serves subscriptions only; send queries over HTTP.';
      return { operation, errors: [createGraphError('BAD_REQUEST', message)] };
    }
    const rules = [...specifiedRules, ...validationRules];
    const errors = validate(schema, document, rules, { maxErrors: maxInputErrors });
    if (errors.length > 0) return { operation, errors };
    const faults = checkVariables(schema, operation, variables ?? {});
    if (faults.length > 0) return { operation, errors: faults };
    limits.check({ document, operationName, variables, viewer });
    return { operation, document, operationName, variables };
  } catch (error) {
    if (error instanceof GraphQLError) return { operation, errors: [withCode(error, 'GRAPHQL_PARSE_FAILED')] };
    onFault(error);
    return { operation, errors: [createGraphError('INTERNAL_SERVER_ERROR', 'Internal server error')] };
  }
}

/** Before the execution, which would call them faults of the document. */
function checkVariables(
  schema: GraphQLSchema,
  { variableDefinitions }: OperationDefinitionNode,
  variables: Record<string, unknown>,
): readonly GraphQLError[] {
  const { errors } = getVariableValues(schema, variableDefinitions ?? [], variables, {
    maxErrors: maxInputErrors,
  });
  return (errors ?? []).map((error) => withCode(error, 'BAD_USER_INPUT'));
}

/** The code stands for those that have none of their own. */
function withCode(error: GraphQLError, code: ErrorCode): GraphQLError {
  const { message, nodes, source, positions, extensions } = error;
  const place = { nodes: nodes ?? null, source: source ?? null, positions: positions ?? null };
  return new GraphQLError(message, { ...place, extensions: { code, ...extensions } });
}
