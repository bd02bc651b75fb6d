/**
 * Executes prepared operations with exactly the results of graphql-js, including errors and their order, but without
 * recomputing for every field of every run what the document alone decides. A conformance test compares the two.
 * @see https://spec.graphql.org/October2021/#sec-Execution
 */
import { getVariableValues, type ExecutionResult, type GraphQLError, type GraphQLSchema } from 'graphql';
import { readFields } from './fields.ts';
import type { KeptObjects } from './kept-objects.ts';
import type { PreparedDocument, Variables } from './prepared-document.ts';
import type { AnswerRoom } from './room.ts';
import { isPromise, note, spend, toResult, type Data, type Run } from './run.ts';

/** One execution of a prepared operation. */
export interface Execution {
  readonly schema: GraphQLSchema;
  readonly document: PreparedDocument;
  /** As the client sent them. */
  readonly variables: Variables;
  /** The same by their types. Undefined: not known yet. */
  readonly coerced: Variables | undefined;
  readonly rootValue: unknown;
  readonly contextValue: unknown;
  readonly maxCoercionErrors: number;
  /** Undefined: the answer may have any size. */
  readonly room: AnswerRoom | undefined;
  readonly kept: KeptObjects;
}

/** Never throws, never rejects. */
export function executePrepared({
  schema,
  document,
  variables: sent,
  coerced: known,
  rootValue,
  contextValue,
  maxCoercionErrors,
  room,
  kept,
}: Execution): ExecutionResult | Promise<ExecutionResult> {
  const definitions = document.operation.variableDefinitions ?? [];
  const { coerced, errors } =
    known === undefined
      ? getVariableValues(schema, definitions, sent, { maxErrors: maxCoercionErrors })
      : { coerced: known };
  // One more error than the limit says that there are more; it has no location and no code.
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
    kept,
    resolved: 0,
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

/** Checks the room once more: the last values may be too large. */
function finish(run: Run, data: Data): ExecutionResult {
  spend(run, 0);
  return toResult(run, data);
}
