/** The arguments and selection of one page of the job list, which both the resolver and the limits on cost read. */
import { isObjectType, Kind, type FieldNode } from 'graphql';
import { InputError } from '../../errors/errors.ts';
import type { Source } from '../../jobs/source.ts';
import { collectSelected, type Selecting } from '../selection.ts';
import type { JobOrder, QueryJobsArgs } from '../types.generated.ts';
import { parseCursor } from './cursor.ts';
import { readFilter, type CheckedFilter } from './filter.ts';
import type { Place } from './order.ts';

const defaultCount = 20;
const maxCount = 100;

/** The arguments of `Query.jobs` as they came, defaults filled in. */
export interface PageArguments {
  readonly args: QueryJobsArgs;
  readonly fieldNodes: readonly FieldNode[];
  /** Coerced. */
  readonly variableValues: Readonly<Record<string, unknown>>;
}

/** The checked arguments of `Query.jobs`. */
export interface PageRequest {
  /** How many jobs at most. */
  readonly count: number;
  /** Whether the page is the last one before its cursor, or before the end of the list. */
  readonly isBackward: boolean;
  /** The page lies behind this place or, backward, before it; null: at that end of the list. */
  readonly cursor: Place | null;
  readonly order: JobOrder;
  readonly filter: CheckedFilter;
  /** Equal for equal filters and orders. */
  readonly listKey: string;
}

/** Throws `InputError`. */
export function readPageRequest(given: PageArguments, sources: ReadonlyMap<string, Source>): PageRequest {
  const { args } = given;
  const { last, after, before } = args;
  // The schema's default applies only if the argument is omitted, not to an explicit null.
  const first = args.first;
  const isBackward = last !== null && last !== undefined;
  const isFirstGiven = first !== null && isGiven(given, 'first');
  if (isBackward && isFirstGiven) refuseMixture('`last`', '`first`');
  if (isBackward && isPresent(after)) refuseMixture('`last`', '`after`');
  if (!isBackward && isPresent(before)) refuseMixture('`before`', isPresent(after) ? '`after`' : 'no `last`');
  const count = isBackward ? checkCount('last', last) : checkCount('first', first ?? defaultCount);
  const filter = readFilter(sources, args.filter);
  const order = args.orderBy ?? 'NEWEST_FIRST';
  const listKey = `${order} ${filter.key}`;
  const text = isBackward ? before : after;
  const cursor = isPresent(text) ? parseCursor(text, listKey, isBackward ? 'before' : 'after') : null;
  return { count, isBackward, cursor, order, filter, listKey };
}

function isPresent<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined;
}

function refuseMixture(one: string, other: string): never {
  throw new InputError(
    `A page must be asked for with \`first\` and \`after\`, or with \`last\` and \`before\`, but got ${one} with ${other}.`,
  );
}

function checkCount(name: string, count: number): number {
  if (count < 1 || count > maxCount) throw new InputError(`\`${name}\` must be 1 to ${maxCount}, but got ${count}.`);
  return count;
}

/** Whether the client gave the argument itself: its default looks the same. */
function isGiven({ fieldNodes, variableValues }: PageArguments, name: string): boolean {
  const value = fieldNodes[0]?.arguments?.find((argument) => argument.name.value === name)?.value;
  return value !== undefined && (value.kind !== Kind.VARIABLE || Object.hasOwn(variableValues, value.name.value));
}

/** Whether a page needs its sources' lists to their end, not only as far as the page goes. */
export function readsToEnd(
  { order, isBackward, cursor }: PageRequest,
  selecting: Selecting,
  fieldNodes: readonly FieldNode[],
): boolean {
  if (order !== 'NEWEST_FIRST' || (isBackward && cursor === null)) return true;
  return selectsCount(selecting, fieldNodes);
}

/** Whether `totalCount` is asked for. */
export function selectsCount(selecting: Selecting, fieldNodes: readonly FieldNode[]): boolean {
  return subFieldsOf(selecting, 'JobConnection', fieldNodes).some(({ name }) => name.value === 'totalCount');
}

/** What is selected of a job, through `nodes` and `edges { node }` together. */
export function collectNodeFields(selecting: Selecting, fieldNodes: readonly FieldNode[]): readonly FieldNode[] {
  const ofConnection = subFieldsOf(selecting, 'JobConnection', fieldNodes);
  const edges = ofConnection.filter(({ name }) => name.value === 'edges');
  const ofEdges = edges.length === 0 ? [] : subFieldsOf(selecting, 'JobEdge', edges);
  return [
    ...ofConnection.filter(({ name }) => name.value === 'nodes'),
    ...ofEdges.filter(({ name }) => name.value === 'node'),
  ];
}

/** What is selected of the job of an event of `jobsUpdated`. */
export function collectEventFields(selecting: Selecting, fieldNodes: readonly FieldNode[]): readonly FieldNode[] {
  return subFieldsOf(selecting, 'JobListEvent', fieldNodes).filter(({ name }) => name.value === 'job');
}

/** The fields that these select of an object of this type. */
export function subFieldsOf(
  selecting: Selecting,
  typeName: string,
  fieldNodes: readonly FieldNode[],
): readonly FieldNode[] {
  const type = selecting.schema.getType(typeName);
  return isObjectType(type) ? [...collectSelected(selecting, fieldNodes, type).values()].flat() : [];
}
