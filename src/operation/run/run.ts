/** The state of one run of an operation, the part that resolvers see, and its handling of errors. */
import {
  type ExecutionResult,
  type FieldNode,
  type GraphQLError,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  isNonNullType,
  locatedError,
  type ResponsePath,
  responsePathAsArray,
} from 'graphql';
import { withoutStack } from '../../errors/errors.ts';
import type { KeptObjects } from './kept-objects.ts';
import type { MemoryQuota } from './memory-quota.ts';
import type { Variables } from './collect.ts';
import type { Data, Plan, PlannedField } from './plan.ts';

/** The state of one execution. */
export interface Run {
  readonly schema: GraphQLSchema;
  readonly plan: Plan;
  readonly variables: Variables;
  readonly rootValue: unknown;
  readonly contextValue: unknown;
  readonly errors: GraphQLError[];
  /** Paths that already have an error: errors below them are not reported. Undefined: the whole answer is null. */
  readonly failed: Set<ResponsePath | undefined>;
  /** By cause: the first error of that cause, and the nodes of the field that it names. */
  readonly located: Map<unknown, { readonly nodes: readonly FieldNode[]; readonly first: GraphQLError }>;
  readonly quota: MemoryQuota | undefined;
  readonly kept: KeptObjects;
  /** How many values came from resolvers and methods, which may answer differently the next time. */
  resolved: number;
  /** Approximate bytes of the answer's JSON so far. */
  size: number;
  /** How many of them were reserved. */
  reserved: number;
  /** Set if the quota is used up: the operation then fails as a whole, with this error only. */
  refusal: GraphQLError | undefined;
}

/** A field in its run, with everything needed to complete its value and each item. */
export interface FieldSite {
  readonly field: PlannedField;
  readonly info: GraphQLResolveInfo;
}

/** A refused run has its one error and no data. */
export function toResult({ errors, refusal }: Run, data: Data | null): ExecutionResult {
  if (refusal !== undefined) return { errors: [refusal] };
  return errors.length === 0 ? { data } : { errors, data };
}

/** Adds an error, unless a place above it has one already. */
export function note({ errors, failed }: Run, error: GraphQLError, path: ResponsePath | undefined): void {
  for (let place = path; place !== undefined; place = place.prev) if (failed.has(place)) return;
  if (failed.has(undefined)) return;
  failed.add(path);
  errors.push(error);
}

/** By its `then`, as graphql-js decides it. */
export function isPromise(value: unknown): value is Promise<unknown> {
  return typeof (value as { readonly then?: unknown } | null | undefined)?.then === 'function';
}

/** Turns an error into null if the type allows it; else the parent fails. */
export function protect(
  run: Run,
  field: PlannedField,
  type: GraphQLOutputType,
  path: ResponsePath,
  read: () => unknown,
): unknown {
  try {
    const value = read();
    return isPromise(value) ? value.then(undefined, (error: unknown) => fail(run, field, type, error, path)) : value;
  } catch (error) {
    return fail(run, field, type, error, path);
  }
}

/** Null for a field that failed, after its error was noted. Throws the error if the field is non-null. */
export function fail(
  run: Run,
  { nodes }: PlannedField,
  type: GraphQLOutputType,
  error: unknown,
  path: ResponsePath,
): null {
  spend(run, errorSize);
  const located = locate(run, error, nodes, path);
  if (isNonNullType(type)) throw located;
  note(run, located, path);
  return null;
}

/** Errors of one cause at many places, e.g. a bad id that is selected a thousand times, differ only in their paths. */
function locate({ located }: Run, error: unknown, nodes: readonly FieldNode[], place: ResponsePath): GraphQLError {
  const path = responsePathAsArray(place);
  const known = located.get(error);
  if (known?.nodes === nodes)
    return Object.create(known.first, { path: { value: path, enumerable: true } }) as GraphQLError;
  const first = withoutStack(() => locatedError(error, nodes, path));
  if (first !== error) located.set(error, { nodes, first });
  return first;
}

/** An answer reserves memory in steps of this many bytes. Most answers are smaller, and reserve none. */
const step = 65_536;
/** In bytes. Until it is sent, an error takes far more than its text: itself, its path, and the object that is sent. */
const errorSize = 2000;

/** Adds to the answer's size. If the quota is used up, it throws, then and at every later call, to stop the run. */
export function spend(run: Run, bytes: number): void {
  run.size += bytes;
  if (run.size - run.reserved > step) reserveMemory(run);
}

function reserveMemory(run: Run): void {
  if (run.refusal !== undefined) throw run.refusal;
  try {
    run.quota?.reserve(run.size - run.reserved);
    run.reserved = run.size;
  } catch (error) {
    run.refusal = error as GraphQLError;
    // The operation fails with it, so its answer is dropped.
    run.size = Infinity;
    throw error;
  }
}

/** Shorter texts are counted by characters, which is faster. */
const shortText = 64;

/** The approximate bytes of a scalar in the answer. */
export function sizeOf(value: unknown): number {
  if (typeof value !== 'string') return 8;
  return value.length <= shortText ? value.length : Buffer.byteLength(value);
}

/** What graphql-js promises every resolver, and the field as the plan knows it. */
interface PlannedInfo extends GraphQLResolveInfo {
  readonly planned: PlannedField;
}

/** The path of a field below its parent's; graph errors name it. */
export function toPath({ responseName, parentType }: PlannedField, prev: ResponsePath | undefined): ResponsePath {
  return { prev, key: responseName, typename: parentType.name };
}

/** The `info` argument of the field's resolver. */
export function toInfo(
  { schema, plan, variables, rootValue }: Pick<Run, 'schema' | 'plan' | 'variables' | 'rootValue'>,
  field: PlannedField,
  path: ResponsePath,
): PlannedInfo {
  return {
    fieldName: field.name,
    fieldNodes: field.nodes,
    returnType: field.definition.type,
    parentType: field.parentType,
    path,
    schema,
    fragments: plan.fragments,
    rootValue,
    operation: plan.operation,
    variableValues: variables,
    planned: field,
  };
}

/** The field that a resolver is called for. */
export function plannedFieldOf(info: GraphQLResolveInfo): PlannedField {
  return (info as PlannedInfo).planned;
}
