/**
 * Executes prepared operations: to the letter what graphql-js does, errors and their order included, without finding out
 * at every field of every run what the document alone decides. A conformance test compares the two.
 * @see https://spec.graphql.org/October2021/#sec-Execution
 */
import { getVariableValues, type ExecutionResult, type GraphQLError, type GraphQLSchema } from 'graphql';
import { readFields } from './fields.ts';
import type { PreparedDocument, Variables } from './prepared-document.ts';
import type { AnswerRoom } from './room.ts';
import { isPromise, note, spend, toResult, type Data, type Run } from './run.ts';

export interface Execution {
  readonly schema: GraphQLSchema;
  readonly document: PreparedDocument;
  /** As the client sent them. */
  readonly variables: Variables;
  readonly rootValue: unknown;
  readonly contextValue: unknown;
  readonly maxCoercionErrors: number;
  /** Left out: the answer may be of any size. */
  readonly room: AnswerRoom | undefined;
}

/** Never throws, never rejects. */
export function executePrepared({
  schema,
  document,
  variables: sent,
  rootValue,
  contextValue,
  maxCoercionErrors,
  room,
}: Execution): ExecutionResult | Promise<ExecutionResult> {
  const definitions = document.operation.variableDefinitions ?? [];
  const { coerced, errors } = getVariableValues(schema, definitions, sent, { maxErrors: maxCoercionErrors });
  // Beyond the last one stands another that says that there are more, of no place and no code.
  if (errors !== undefined) return { errors: errors.slice(0, maxCoercionErrors) };
  const prepared = document.prepare(coerced);
  const run: Run = {
    schema,
    prepared,
    variables: coerced,
    rootValue,
    contextValue,
    errors: [],
    failed: new Set(),
    located: new Map(),
    room,
    size: 0,
    taken: 0,
    refusal: undefined,
  };
  const toFailure = (error: unknown): ExecutionResult => {
    if (run.refusal === undefined) note(run, error as GraphQLError, undefined);
    return toResult(run, null);
  };
  try {
    const data = readFields(run, prepared.rootSelection(coerced), rootValue, undefined);
    return isPromise(data) ? data.then((read) => finish(run, read as Data)).catch(toFailure) : finish(run, data);
  } catch (error) {
    return toFailure(error);
  }
}

/** What came last may be too much. */
function finish(run: Run, data: Data): ExecutionResult {
  spend(run, 0);
  return toResult(run, data);
}
