/** What `Query.jobs` costs at worst: pages of every source that can list, and a read of each row that says too little. */
import { isObjectType, type FieldNode } from 'graphql';
import { typeNameOf } from '../resolvers/nodes.ts';
import { collectSelected, toAsk } from '../resolvers/selection.ts';
import type { Ask } from '../upstream/ask.ts';
import { callsOf, holdsInRow, toLevel } from '../upstream/plan.ts';
import type { Source } from '../upstream/source.ts';
import type { ResolvedOperation } from './touches.ts';

export interface ListTouch {
  /** Equal for the same page of the same list. */
  readonly name: string;
  /** Jobs on the page at most. */
  readonly jobs: number;
  readonly sources: readonly Source[];
  /** The most that one job of the page costs beyond its row. */
  readonly callsPerJob: number;
}

interface ListArguments {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly filter?: ListFilterArgument | null;
}

interface ListFilterArgument {
  readonly providers?: readonly string[] | null;
  readonly sources?: readonly string[] | null;
  readonly statuses?: readonly string[] | null;
}

const defaultFirst = 20;
const maxFirst = 100;

/** None for a page size that the resolver refuses. */
export function toListTouch(
  resolved: ResolvedOperation,
  nodes: readonly FieldNode[],
  args: ListArguments,
): readonly ListTouch[] {
  const jobs = args.first ?? defaultFirst;
  if (jobs < 1 || jobs > maxFirst) return [];
  const jobFields = collectJobFields(resolved, nodes);
  const sources = [...resolved.sources.values()].filter((source) => source.canList && isListed(source, args.filter));
  const costs = sources.map((source) => {
    const ask = toAsk(resolved, jobFields, typeNameOf[source.provider], resolved.viewer);
    return callsBeyondRow(source, needsStatus(args) ? { ...ask, facts: ask.facts.union(statusOnly) } : ask);
  });
  const name = `jobs ${JSON.stringify([args.after ?? null, args.filter ?? null])}`;
  return [{ name, jobs, sources, callsPerJob: Math.max(0, ...costs) }];
}

const statusOnly: ReadonlySet<string> = new Set(['status']);

function needsStatus({ filter }: ListArguments): boolean {
  return (filter?.statuses ?? null) !== null;
}

function isListed({ name, provider }: Source, filter: ListFilterArgument | null | undefined): boolean {
  return (filter?.providers?.includes(provider) ?? true) && (filter?.sources?.includes(name) ?? true);
}

function callsBeyondRow({ adapter }: Source, { facts, secrets, secretsOfMasked }: Ask): number {
  const isInRow = [...facts].every((fact) => holdsInRow(adapter.listing, undefined, fact));
  if (isInRow && secrets.size === 0 && secretsOfMasked.size === 0) return 0;
  return callsOf(toLevel(adapter, facts));
}

/** What is selected of a job by `nodes` and by `edges { node }` together. */
function collectJobFields(resolved: ResolvedOperation, nodes: readonly FieldNode[]): readonly FieldNode[] {
  const ofConnection = subFieldsOf(resolved, 'JobConnection', nodes);
  const edges = ofConnection.filter(({ name }) => name.value === 'edges');
  const ofEdges = edges.length === 0 ? [] : subFieldsOf(resolved, 'JobEdge', edges);
  return [
    ...ofConnection.filter(({ name }) => name.value === 'nodes'),
    ...ofEdges.filter(({ name }) => name.value === 'node'),
  ];
}

function subFieldsOf(resolved: ResolvedOperation, typeName: string, nodes: readonly FieldNode[]): readonly FieldNode[] {
  const type = resolved.schema.getType(typeName);
  return isObjectType(type) ? [...collectSelected(resolved, nodes, type).values()].flat() : [];
}
