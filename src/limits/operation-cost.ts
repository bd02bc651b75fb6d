/** The cost of an operation, known from its root fields before it runs: which jobs it reads, and what it selects of each. */
import { collectFields } from '@graphql-tools/utils';
import {
  getArgumentValues,
  OperationTypeNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { requiredScopesOf, type RequiredScopes } from '../auth/required-scopes.ts';
import { satisfies, type Viewer } from '../auth/viewer.ts';
import type { JobReference } from '../resolvers/job-id.ts';
import { collectEventFields, collectNodeFields, readPageRequest } from '../resolvers/jobs/page.ts';
import { maxSpans } from '../resolvers/jobs/time-spans.ts';
import { maxListLengths } from '../resolvers/max-list-lengths.ts';
import type { Arguments } from '../resolvers/root-fields.ts';
import { toConditionsKey } from '../resolvers/remembered-fields.ts';
import { toRequestedFields, withFacts } from '../resolvers/selection.ts';
import type { QueryJobsArgs } from '../resolvers/types.generated.ts';
import { mergeRequestedFields, type RequestedFields } from '../provider/requested-fields.ts';
import type { Source } from '../jobs/source.ts';
import { countAnswerFields } from './answer-fields.ts';
import { namesJobs, toReferences, unlessRefused, type KnownLists } from './job-references.ts';
import { toListCost, type ListCost } from './list-cost.ts';
import { countFound, toSearchCost } from './search-cost.ts';
import { toStatsCost } from './stats-cost.ts';

/** A valid operation with everything that decides its cost. */
export interface ResolvedOperation {
  readonly schema: GraphQLSchema;
  readonly fragments: Record<string, FragmentDefinitionNode>;
  readonly operation: OperationDefinitionNode;
  /** Coerced. */
  readonly variableValues: Record<string, unknown>;
  readonly viewer: Viewer;
  readonly sources: ReadonlyMap<string, Source>;
}

/** What an operation selects of one job. */
export interface JobRead {
  readonly source: Source;
  readonly requested: RequestedFields;
}

/** What an operation may cost at most. */
export interface OperationCost {
  /** By the graph's id. */
  readonly jobs: ReadonlyMap<string, JobRead>;
  readonly lists: readonly ListCost[];
  /** Maximum number of fields in the answer, as far as arguments decide it. */
  readonly fields: number;
}

/** Root fields that read no job. */
const fieldsWithoutJobs: ReadonlySet<string> = new Set([
  'jobSources',
  'jobViewer',
  '_service',
  '__schema',
  '__type',
  '__typename',
]);

/** What is selected of the jobs of each root field that reads a page of the job list. */
const listFieldsOf: Readonly<Record<string, typeof collectNodeFields>> = {
  jobs: collectNodeFields,
  // Each of the first events is a job of the list.
  jobsUpdated: collectEventFields,
};

/** Root fields that read lists. */
const listFields: ReadonlySet<string> = new Set([...Object.keys(listFieldsOf), 'jobStats', 'jobsByProviderJobId']);

/** Whether the cost of this root field is known; a test checks every root field. */
export function isRootFieldKnown(name: string): boolean {
  return listFields.has(name) || fieldsWithoutJobs.has(name) || namesJobs(name);
}

/** The operation must be valid. */
export function toOperationCost(resolved: ResolvedOperation): OperationCost {
  const { schema, operation, variableValues } = resolved;
  const type = schema.getRootType(operation.operation);
  const jobs = new Map<string, JobRead>();
  const lists: ListCost[] = [];
  const known: KnownLists = new Map();
  let answerFields = 0;
  if (!type) return { jobs, lists, fields: answerFields };
  for (const [responseName, nodes] of collectRootFields(resolved, type)) {
    const name = nodes[0]?.name.value ?? '';
    if (!maySee(type, name, resolved.viewer)) continue;
    const args = readArguments(type, nodes, variableValues);
    if (name.startsWith('__')) answerFields += 1;
    if (args === undefined) continue;
    answerFields += countAnswerFields(resolved, type, nodes, countEntries(name, args, resolved, nodes));
    const collectOfJobs = listFieldsOf[name];
    if (collectOfJobs !== undefined) {
      const nodeFields = collectOfJobs(resolved, nodes);
      const list = unlessRefused(() => toListCost(resolved, responseName, nodes, nodeFields, args as QueryJobsArgs));
      if (list !== undefined) lists.push(list);
    } else if (name === 'jobStats') {
      const scan = unlessRefused(() => toStatsCost(resolved, responseName, args));
      if (scan !== undefined) lists.push(scan);
    } else if (name === 'jobsByProviderJobId') {
      const search = toSearchCost(resolved, responseName, nodes, args);
      if (search.list !== undefined) lists.push(search.list);
      addJobs(jobs, resolved, search.nodes, search.references);
    } else addJobs(jobs, resolved, nodes, toReferences(name, args, resolved.sources, known));
  }
  return { jobs, lists, fields: answerFields };
}

type RootFields = ReadonlyMap<string, readonly FieldNode[]>;

/** Of an operation, by the values that its @include and @skip can use: a few for each. */
const rootFieldsOf = new WeakMap<OperationDefinitionNode, Map<string, RootFields>>();
const maxChoices = 4;

function collectRootFields(
  { schema, fragments, operation, variableValues }: ResolvedOperation,
  type: GraphQLObjectType,
): RootFields {
  const choices = rootFieldsOf.get(operation) ?? new Map<string, RootFields>();
  const choice = toConditionsKey(variableValues);
  const known = choices.get(choice);
  if (known !== undefined) return known;
  const variables = { sources: {}, coerced: variableValues } as Parameters<typeof collectFields>[2];
  const { fields } = collectFields(schema, fragments, variables, type, operation.selectionSet);
  if (choices.size < maxChoices) rootFieldsOf.set(operation, choices.set(choice, fields));
  return fields;
}

const readingJobs: RequiredScopes = [['job:read']];

/** A field that the viewer may not see costs nothing: it is null with any selection. */
function maySee(type: GraphQLObjectType, name: string, viewer: Viewer): boolean {
  const field = type.getFields()[name];
  // Added by the subgraph library; its resolver checks the scope.
  const scopes = name === '_entities' ? readingJobs : field && requiredScopesOf(field);
  return scopes === undefined || satisfies(viewer, scopes);
}

/** The number of entries of a root field's list; 0 if the field will refuse the list as too long. */
function countEntries(
  name: string,
  args: Arguments,
  { sources, variableValues }: ResolvedOperation,
  fieldNodes: readonly FieldNode[],
): number {
  if (name === 'jobSources') return sources.size;
  if (name === 'jobs') {
    const page = { args: args as QueryJobsArgs, fieldNodes, variableValues };
    return unlessRefused(() => readPageRequest(page, sources).count) ?? 0;
  }
  if (name === 'jobsByProviderJobId') return countFound(args, sources);
  if (name === 'jobStats') return maxSpans;
  const list = args['ids'] ?? args['representations'];
  if (!Array.isArray(list)) return 1;
  const maxLength = (maxListLengths as Readonly<Record<string, number>>)[name] ?? list.length;
  return list.length > maxLength ? 0 : list.length;
}

/** Undefined if the arguments are invalid: the field then fails before any call. */
function readArguments(
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
  variableValues: Arguments,
): Arguments | undefined {
  const [node] = nodes;
  const field = type.getFields()[node?.name.value ?? ''];
  if (field === undefined || node === undefined) return undefined;
  try {
    return getArgumentValues(field, node, variableValues);
  } catch {
    return undefined;
  }
}

function addJobs(
  jobs: Map<string, JobRead>,
  resolved: ResolvedOperation,
  nodes: readonly FieldNode[],
  references: readonly JobReference[],
): void {
  const requests = new Map<string, RequestedFields>();
  for (const { source, id } of references) {
    const typeName = source.typeName;
    const requested = requests.get(typeName) ?? toOperationFields(resolved, nodes, typeName);
    requests.set(typeName, requested);
    const other = jobs.get(id);
    jobs.set(id, {
      source,
      requested: other === undefined ? requested : mergeRequestedFields(other.requested, requested),
    });
  }
}

const statusOnly: ReadonlySet<string> = new Set(['status']);

function toOperationFields(
  resolved: ResolvedOperation,
  nodes: readonly FieldNode[],
  typeName: string,
): RequestedFields {
  const requested = toRequestedFields(resolved, nodes, typeName, resolved.viewer);
  // A watched job is always read completely, regardless of the selection.
  return resolved.operation.operation === OperationTypeNode.SUBSCRIPTION ? withFacts(requested, statusOnly) : requested;
}
