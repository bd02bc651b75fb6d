/** The arguments and selection of one page of the job list, which both the resolver and the limits on cost read. */
import { Kind } from 'graphql';
import { InputError } from '../../errors/errors.ts';
import type { Source } from '../../jobs/source.ts';
import type { QueryJobsArgs } from '../types.generated.ts';
import type { Reading, ReadRootField } from '../asked.ts';
import { parseCursor } from './order.ts';
import { readFilter } from './filter.ts';
import { toListCost } from './list-cost.ts';
import type { PageRequest } from './page-request.ts';

const defaultCount = 20;
const maxCount = 100;

/** The arguments of `Query.jobs` as they came, defaults filled in. */
interface PageArguments extends Pick<Reading, 'fieldNodes' | 'variableValues'> {
  readonly args: QueryJobsArgs;
}

/** `Query.jobs`. */
export const readJobsField: ReadRootField<PageRequest> = (args, reading) => {
  const page = readPageRequest({ args, ...reading }, reading.sources);
  return {
    request: page,
    cost: (selected) => ({ entries: page.count, list: toListCost(page, selected) }),
  };
};

/** `Subscription.jobsUpdated`: each of the first events is a job of the list. */
export const readJobsUpdatedField: ReadRootField<PageRequest> = (args, reading) => {
  const page = readPageRequest({ args, ...reading }, reading.sources);
  return { request: page, cost: (selected) => ({ entries: 1, list: toListCost(page, selected) }) };
};

/** Throws `InputError`. */
function readPageRequest(given: PageArguments, sources: ReadonlyMap<string, Source>): PageRequest {
  const { args } = given;
  const { last, after, before } = args;
  // The schema's default applies only if the argument is omitted, not to an explicit null.
  const first = args.first;
  const isBackward = last !== null && last !== undefined;
  const isFirstGiven = first !== null && isGiven(given, 'first');
  if (isBackward && isFirstGiven) refuseMixture('last', '`first`');
  if (isBackward && isPresent(after)) refuseMixture('last', '`after`');
  if (!isBackward && isPresent(before)) refuseMixture('before', isPresent(after) ? '`after`' : 'no `last`');
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

function refuseMixture(argument: string, other: string): never {
  throw new InputError(
    `A page must be asked for with \`first\` and \`after\`, or with \`last\` and \`before\`, but got \`${argument}\` with ${other}.`,
    { argument },
  );
}

function checkCount(argument: string, count: number): number {
  if (count < 1 || count > maxCount)
    throw new InputError(`\`${argument}\` must be 1 to ${maxCount}, but got ${count}.`, { argument });
  return count;
}

/** Whether the client gave the argument itself: its default looks the same. */
function isGiven({ fieldNodes, variableValues }: PageArguments, name: string): boolean {
  const value = fieldNodes[0]?.arguments?.find((argument) => argument.name.value === name)?.value;
  return value !== undefined && (value.kind !== Kind.VARIABLE || Object.hasOwn(variableValues, value.name.value));
}
