/** A run of an operation: what all of it shares, and what becomes of errors. */
import {
  isNonNullType,
  locatedError,
  type ExecutionResult,
  type GraphQLError,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
} from 'graphql';
import { pathToArray, type Path } from 'graphql/jsutils/Path.js';
import type { PreparedField, PreparedOperation, Variables } from './prepared-document.ts';

export interface Run {
  readonly schema: GraphQLSchema;
  readonly prepared: PreparedOperation;
  readonly variables: Variables;
  readonly contextValue: unknown;
  readonly errors: GraphQLError[];
  /** Where an error stands already: what is below it is not reported. Undefined: all of the answer is null. */
  readonly failed: Set<Path | undefined>;
}

/** A field in its run: what completing its value, and every item of it, needs. */
export interface Place {
  readonly field: PreparedField;
  readonly info: GraphQLResolveInfo;
}

export type Data = Record<string, unknown>;

export function toResult({ errors }: Run, data: Data | null): ExecutionResult {
  return errors.length === 0 ? { data } : { errors, data };
}

export function note({ errors, failed }: Run, error: GraphQLError, path: Path | undefined): void {
  for (let place = path; place !== undefined; place = place.prev) if (failed.has(place)) return;
  if (failed.has(undefined)) return;
  failed.add(path);
  errors.push(error);
}

export function isPromise(value: unknown): value is Promise<unknown> {
  return typeof (value as { readonly then?: unknown } | null | undefined)?.then === 'function';
}

/** An error becomes null where the type allows it; else what is around fails. */
export function protect(
  run: Run,
  field: PreparedField,
  type: GraphQLOutputType,
  path: Path,
  read: () => unknown,
): unknown {
  try {
    const value = read();
    return isPromise(value) ? value.then(undefined, (error: unknown) => fail(run, field, type, error, path)) : value;
  } catch (error) {
    return fail(run, field, type, error, path);
  }
}

export function fail(run: Run, { nodes }: PreparedField, type: GraphQLOutputType, error: unknown, path: Path): null {
  const located = locatedError(error, nodes, pathToArray(path));
  if (isNonNullType(type)) throw located;
  note(run, located, path);
  return null;
}
