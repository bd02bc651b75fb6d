/** The arguments and selection of one page of the job list, which both the resolver and the limits on cost read. */
import { isObjectType, type FieldNode } from 'graphql';
import { InputError } from '../../errors/errors.ts';
import type { JobPosition } from '../../job.ts';
import type { Source } from '../../jobs/source.ts';
import { collectSelected, type Selecting } from '../selection.ts';
import type { QueryJobsArgs } from '../types.generated.ts';
import { parseCursor } from './cursor.ts';
import { readFilter, type CheckedFilter } from './filter.ts';

const defaultFirst = 20;
const maxFirst = 100;

/** The checked arguments of `Query.jobs`. */
export interface PageRequest {
  readonly first: number;
  readonly filter: CheckedFilter;
  readonly after: JobPosition | null;
}

/** Throws `InputError`. */
export function readPageRequest(
  { first: given, after, filter: givenFilter }: QueryJobsArgs,
  sources: ReadonlyMap<string, Source>,
): PageRequest {
  // The schema's default applies only if the argument is omitted, not to an explicit null.
  const first = (given as number | null) ?? defaultFirst;
  if (first < 1 || first > maxFirst) throw new InputError(`\`first\` must be 1 to ${maxFirst}, but got ${first}.`);
  const filter = readFilter(sources, givenFilter);
  return { first, filter, after: after === null || after === undefined ? null : parseCursor(after, filter.key) };
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

function subFieldsOf(selecting: Selecting, typeName: string, fieldNodes: readonly FieldNode[]): readonly FieldNode[] {
  const type = selecting.schema.getType(typeName);
  return isObjectType(type) ? [...collectSelected(selecting, fieldNodes, type).values()].flat() : [];
}
