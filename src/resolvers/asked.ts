/** The arguments of root fields: read once, before the operation runs, for the limits on cost and for the resolvers. */
import type { FieldNode, GraphQLResolveInfo } from 'graphql';
import { InputError } from '../errors/errors.ts';
import type { Source } from '../jobs/source.ts';
import { toGraphQLError } from './graphql-errors.ts';
import type { JobReference } from './job-id.ts';
import type { ListCost } from './jobs/list-cost.ts';
import type { SelectedJobs } from './selection.ts';

/** Arguments of a field, coerced by GraphQL. */
export type Arguments = Readonly<Record<string, unknown>>;

/** The sources, variables and nodes that arguments are read with. */
export interface Reading {
  readonly sources: ReadonlyMap<string, Source>;
  readonly fieldNodes: readonly FieldNode[];
  /** Coerced. */
  readonly variableValues: Arguments;
  /**
   * The arguments of each field that is selected by these names, one below the other, of what the root field answers.
   * Those that GraphQL itself refuses are left out.
   */
  readonly argumentsOf: (...path: readonly string[]) => readonly Arguments[];
  /** Reads a list once for all fields that get the same one from a variable. */
  readonly once: <T>(list: unknown, read: () => T) => T;
}

/** The maximum cost of answering a root field. */
interface RootFieldCost {
  /** Entries of the field's list: the requested number, or the maximum. 1 for a field that answers no list. */
  readonly entries: number;
  /** How many entries lists further inside may have, by type and field, for example `JobStats.byReason`. */
  readonly lengths?: ReadonlyMap<string, number>;
  /** Jobs that are read by their keys. */
  readonly references?: readonly JobReference[];
  readonly list?: ListCost | undefined;
  /** How many calls it costs at worst to read its log; for a field that reads no log left out. */
  readonly logCalls?: number;
}

/** The request of one root field, with its cost. */
export interface Asked<Request> {
  readonly request: Request;
  readonly cost: (selected: SelectedJobs) => RootFieldCost;
}

/** Reads the arguments of a root field. Throws `InputError` if the field refuses them as a whole. */
export type ReadRootField<Request> = (args: Arguments, reading: Reading) => Asked<Request>;

/** A root field's request, or the error that refuses it, as read before the operation runs. */
export type CheckedRoot = { readonly request: unknown } | { readonly refusal: InputError };

/**
 * Returns the request of the resolver's root field. Throws the graph's error if its arguments are refused.
 * @param _read the field's own reader
 */
export function requestOf<Request>(
  { roots }: { readonly roots: ReadonlyMap<string, CheckedRoot> },
  { path }: GraphQLResolveInfo,
  _read: ReadRootField<Request>,
): Request {
  const root = roots.get(String(path.key));
  if (root === undefined) throw new Error('The operation was not checked before it ran.');
  if ('refusal' in root) throw toGraphQLError(root.refusal);
  return root.request as Request;
}

/** Reads each part. A part that is refused gets an `InputError`, and affects no other part. */
export function readEach<Part, T>(parts: readonly Part[], read: (part: Part) => T): ReadonlyMap<Part, T | InputError> {
  const all = new Map<Part, T | InputError>();
  for (const part of parts)
    if (!all.has(part))
      all.set(
        part,
        orInputError(() => read(part)),
      );
  return all;
}

/** The value that is read, or the `InputError` that refuses it. */
export function orInputError<T>(read: () => T): T | InputError {
  try {
    return read();
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
}

/** Maps each key, but calls `find` only once for equal keys: a client may name the same job many times. */
export function findForEach<K, T>(keys: readonly K[], find: (key: K) => T): readonly T[] {
  const found = new Map<K, T>();
  return keys.map((key) => {
    const known = found.get(key);
    if (known !== undefined) return known;
    const value = find(key);
    found.set(key, value);
    return value;
  });
}
