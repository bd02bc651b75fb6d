/** A run of an operation: what all of it shares, and what becomes of errors. */
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
import type { AnswerRoom } from './room.ts';
import type { PreparedField, PreparedOperation, Variables } from './prepared-document.ts';

export interface Run {
  readonly schema: GraphQLSchema;
  readonly prepared: PreparedOperation;
  readonly variables: Variables;
  readonly rootValue: unknown;
  readonly contextValue: unknown;
  readonly errors: GraphQLError[];
  /** Where an error stands already: what is below it is not reported. Undefined: all of the answer is null. */
  readonly failed: Set<Path | undefined>;
  /** By what went wrong: the first error that says so, and the field that it names. */
  readonly located: Map<unknown, { readonly nodes: readonly FieldNode[]; readonly first: GraphQLError }>;
  readonly room: AnswerRoom | undefined;
  /** Bytes of the answer so far, about as JSON has them. */
  size: number;
  /** How many of these the room has given. */
  taken: number;
  /** Why there is no more room: the operation fails as a whole, with this alone. */
  refusal: GraphQLError | undefined;
}

/** A field in its run: what completing its value, and every item of it, needs. */
export interface Place {
  readonly field: PreparedField;
  readonly info: GraphQLResolveInfo;
}

export type Data = Record<string, unknown>;

export function toResult({ errors, refusal }: Run, data: Data | null): ExecutionResult {
  if (refusal !== undefined) return { errors: [refusal] };
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
  spend(run, errorSize);
  const located = locate(run, error, nodes, path);
  if (isNonNullType(type)) throw located;
  note(run, located, path);
  return null;
}

/** One cause at many places, as of one bad id that is asked for a thousand times: the errors differ in their paths alone. */
function locate({ located }: Run, error: unknown, nodes: readonly FieldNode[], place: Path): GraphQLError {
  const path = pathToArray(place);
  const known = located.get(error);
  if (known?.nodes === nodes)
    return Object.create(known.first, { path: { value: path, enumerable: true } }) as GraphQLError;
  const first = locatedError(error, nodes, path);
  if (first !== error) located.set(error, { nodes, first });
  return first;
}

/** Bytes that an answer grows by before it asks for room: most answers never ask. */
const step = 65_536;
/** In bytes; an error takes far more than its text until it is sent: itself, its path, and what is sent of it. */
const errorSize = 2000;

/** The answer has grown. Throws where there is no room, and from then on at every call: what is under way stops. */
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
    // What it holds already is dropped with it.
    run.size = Infinity;
    throw error;
  }
}

/** Short texts are counted by their characters, which is faster. */
const shortText = 64;

/** About what a scalar takes in the answer, in bytes. */
export function sizeOf(value: unknown): number {
  if (typeof value !== 'string') return 8;
  return value.length <= shortText ? value.length : Buffer.byteLength(value);
}
