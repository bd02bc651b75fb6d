/** The state of one run of an operation, and its handling of errors. */
import {
  isNonNullType,
  locatedError,
  type ExecutionResult,
  type FieldNode,
  type GraphQLError,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
} from 'graphql';
import { pathToArray, type Path } from 'graphql/jsutils/Path.js';
import type { KeptObjects } from './kept-objects.ts';
import type { AnswerRoom } from './room.ts';
import type { PreparedField, PreparedOperation, Variables } from './prepared-document.ts';

/** The state of one execution. */
export interface Run {
  readonly schema: GraphQLSchema;
  readonly prepared: PreparedOperation;
  readonly variables: Variables;
  readonly rootValue: unknown;
  readonly contextValue: unknown;
  readonly errors: GraphQLError[];
  /** Paths that already have an error: errors below them are not reported. Undefined: the whole answer is null. */
  readonly failed: Set<Path | undefined>;
  /** By what went wrong: the first error that says so, and the field that it names. */
  readonly located: Map<unknown, { readonly nodes: readonly FieldNode[]; readonly first: GraphQLError }>;
  readonly room: AnswerRoom | undefined;
  readonly kept: KeptObjects;
  /** How many values came from resolvers and methods that may say something else the next time. */
  resolved: number;
  /** Approximate bytes of the answer's JSON so far. */
  size: number;
  /** How many of them were taken from the room. */
  taken: number;
  /** Set if the room is full: the operation then fails as a whole, with this error only. */
  refusal: GraphQLError | undefined;
}

/** A field in its run: what is needed to complete its value and each item of it. */
export interface Place {
  readonly field: PreparedField;
  readonly info: GraphQLResolveInfo;
}

/** An object of the answer, by response names. */
export type Data = Record<string, unknown>;

/** A refused run has its one error and no data. */
export function toResult({ errors, refusal }: Run, data: Data | null): ExecutionResult {
  if (refusal !== undefined) return { errors: [refusal] };
  return errors.length === 0 ? { data } : { errors, data };
}

/** Adds an error, unless a place above it has one already. */
export function note({ errors, failed }: Run, error: GraphQLError, path: Path | undefined): void {
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

/** Null for a field that failed, after its error was noted. Throws the error if the field is non-null. */
export function fail(run: Run, { nodes }: PreparedField, type: GraphQLOutputType, error: unknown, path: Path): null {
  spend(run, errorSize);
  const located = locate(run, error, nodes, path);
  if (isNonNullType(type)) throw located;
  note(run, located, path);
  return null;
}

/** For one cause at many places, e.g. a bad id that is selected a thousand times: the errors differ only in their paths. */
function locate({ located }: Run, error: unknown, nodes: readonly FieldNode[], place: Path): GraphQLError {
  const path = pathToArray(place);
  const known = located.get(error);
  if (known?.nodes === nodes)
    return Object.create(known.first, { path: { value: path, enumerable: true } }) as GraphQLError;
  const first = locatedError(error, nodes, path);
  if (first !== error) located.set(error, { nodes, first });
  return first;
}

/** An answer takes room in steps of this many bytes: most answers never do. */
const step = 65_536;
/** In bytes; an error takes far more than its text until it is sent: itself, its path, and what is sent of it. */
const errorSize = 2000;

/** Adds to the answer's size. Throws if there is no room, and from then on at every call, to stop the run. */
export function spend(run: Run, bytes: number): void {
  run.size += bytes;
  if (run.size - run.taken > step) takeRoom(run);
}

function takeRoom(run: Run): void {
  if (run.refusal !== undefined) throw run.refusal;
  try {
    run.room?.take(run.size - run.taken);
    run.taken = run.size;
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
