/**
 * Executes plans with exactly the results of graphql-js, including errors and their order. Facts that the document
 * alone decides are not computed again for every field of every run. A conformance test compares the two.
 * @see https://spec.graphql.org/October2021/#sec-Execution
 */
import type { ExecutionResult, GraphQLError, GraphQLSchema } from 'graphql';
import type { Variables } from './collect.ts';
import { readFields } from './fields.ts';
import { createKeptObjects, type KeptObjectsOptions } from './kept-objects.ts';
import type { Data, Plan } from './plan.ts';
import type { MemoryQuota } from './memory-quota.ts';
import { isPromise, note, spend, toResult, type Run } from './run.ts';

/** One run of an operation. */
export interface OperationToExecute {
  readonly plan: Plan;
  /** Coerced to their types. */
  readonly variables: Variables;
  readonly contextValue: unknown;
  /** The parent of the root fields. */
  readonly rootValue?: unknown;
  /** Undefined: the answer may have any size. */
  readonly quota?: MemoryQuota | undefined;
}

/** Returns a promise only if a resolver does. Never throws, never rejects. */
export type Executor = (operation: OperationToExecute) => ExecutionResult | Promise<ExecutionResult>;

/** Completed parts of lasting objects are kept for all its runs. */
export function createExecutor(schema: GraphQLSchema, keeping: KeptObjectsOptions = {}): Executor {
  const kept = createKeptObjects(keeping);

  return ({ plan, variables, rootValue, contextValue, quota }) => {
    const run: Run = {
      schema,
      plan,
      variables,
      rootValue,
      contextValue,
      errors: [],
      failed: new Set(),
      located: new Map(),
      quota,
      kept,
      resolved: 0,
      size: 0,
      reserved: 0,
      refusal: undefined,
    };
    const toFailure = (error: unknown): ExecutionResult => {
      if (run.refusal === undefined) note(run, error as GraphQLError, undefined);
      return toResult(run, null);
    };
    try {
      const data = readFields(run, plan.rootSelection(), rootValue, undefined);
      return isPromise(data) ? data.then((read) => finish(run, read as Data)).catch(toFailure) : finish(run, data);
    } catch (error) {
      return toFailure(error);
    }
  };
}

/** Checks the quota once more: the last values may be too large. */
function finish(run: Run, data: Data): ExecutionResult {
  spend(run, 0);
  return toResult(run, data);
}
