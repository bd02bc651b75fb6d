/**
 * What an operation requests and what it costs, computed from its root fields before it runs: which jobs it reads, and
 * which fields of each.
 */
import { OperationTypeNode } from 'graphql';
import type { RequiredScopes } from '../../auth/required-scopes.ts';
import { satisfies, type Viewer } from '../../auth/viewer.ts';
import { InputError } from '../../errors/errors.ts';
import type { Source } from '../../jobs/source.ts';
import { mergeRequestedFields, type RequestedFields, withFacts } from '../../jobs/reading/plan.ts';
import type { Arguments, CheckedRoot } from '../../resolvers/asked.ts';
import type { JobReference } from '../../resolvers/job-id.ts';
import type { ListCost } from '../../resolvers/jobs/list-cost.ts';
import { readRootField, type OperationReading } from '../../resolvers/root-fields.ts';
import type { Variables } from '../run/collect.ts';
import { toArguments, type Plan, type PlannedField } from '../run/plan.ts';
import { countAnswerFields, fieldsAt, selects, toRequestedFields } from './selection.ts';

/** A valid operation with everything that decides its cost. */
interface AskedOperation {
  readonly plan: Plan;
  /** Coerced. */
  readonly variables: Variables;
  readonly viewer: Viewer;
  readonly sources: ReadonlyMap<string, Source>;
}

/** The fields that an operation selects of one job. */
export interface JobRead {
  readonly source: Source;
  readonly requested: RequestedFields;
}

/** The list of a root field. */
interface NamedList extends ListCost {
  /** The root field's name in the answer. */
  readonly responseName: string;
}

/** The maximum cost of an operation. */
export interface OperationCost {
  /** By the graph's id. */
  readonly jobs: ReadonlyMap<string, JobRead>;
  readonly lists: readonly NamedList[];
  /** How many calls each log costs at worst. */
  readonly logs: readonly number[];
  /** Maximum number of fields in the answer, as far as arguments decide it. */
  readonly fields: number;
}

/** With what each root field asks for, by its name in the answer. */
interface ReadOperation {
  readonly roots: ReadonlyMap<string, CheckedRoot>;
  readonly cost: OperationCost;
}

/** The operation must be valid. Throws a `GraphQLError` if a variable of @include or @skip has no value. */
export function readOperation(asked: AskedOperation): ReadOperation {
  const { plan, variables, viewer, sources } = asked;
  const roots = new Map<string, CheckedRoot>();
  const jobs = new Map<string, JobRead>();
  const lists: NamedList[] = [];
  const logs: number[] = [];
  let fields = 0;
  const reading: Omit<OperationReading, 'argumentsOf'> = { sources, variableValues: variables, lists: new Map() };
  for (const field of plan.rootSelection().fields) {
    const { responseName } = field;
    const args = maySee(field, viewer) ? readArguments(field, variables) : undefined;
    if (args === undefined) continue;
    const argumentsOf: OperationReading['argumentsOf'] = (...path) =>
      fieldsAt(field, path)
        .map((inner) => readArguments(inner, variables))
        .filter((inner) => inner !== undefined);
    const root = readRootField(field, args, { ...reading, argumentsOf });
    roots.set(responseName, root instanceof InputError ? { refusal: root } : { request: root.request });
    // A field that is refused costs nothing but its place in the answer.
    const {
      entries,
      lengths,
      references = [],
      list,
      logCalls,
    } = root instanceof InputError
      ? { entries: 0 }
      : root.cost({
          requested: (typeName) => toRequestedFields(field, typeName, viewer),
          selects: (inner) => selects(field, inner),
        });
    fields += countAnswerFields(field, entries, lengths);
    if (logCalls !== undefined) logs.push(logCalls);
    if (list !== undefined) lists.push({ responseName, ...list });
    addJobs(jobs, asked, field, references);
  }
  return { roots, cost: { jobs, lists, logs, fields } };
}

const readingJobs: RequiredScopes = [['job:read']];

/** A field that the viewer may not see costs nothing: it is null with any selection. */
function maySee({ name, definition }: PlannedField, viewer: Viewer): boolean {
  // Added by the subgraph library; its resolver checks the scope.
  const scopes = name === '_entities' ? readingJobs : definition.extensions.requiredScopes;
  return scopes === undefined || satisfies(viewer, scopes);
}

/** Undefined if the arguments are invalid: the field then fails before any call. */
function readArguments(field: PlannedField, variables: Variables): Arguments | undefined {
  try {
    return toArguments(field, variables);
  } catch {
    return undefined;
  }
}

const statusOnly: ReadonlySet<string> = new Set(['status']);

function toOperationFields({ plan, viewer }: AskedOperation, field: PlannedField, typeName: string): RequestedFields {
  const requested = toRequestedFields(field, typeName, viewer);
  // A watched job is always read completely, regardless of the selection.
  return plan.operation.operation === OperationTypeNode.SUBSCRIPTION ? withFacts(requested, statusOnly) : requested;
}

function addJobs(
  jobs: Map<string, JobRead>,
  asked: AskedOperation,
  field: PlannedField,
  references: readonly JobReference[],
): void {
  const requests = new Map<string, RequestedFields>();
  for (const { source, id } of references) {
    const { typeName } = source;
    let requested = requests.get(typeName);
    if (requested === undefined) {
      requested = toOperationFields(asked, field, typeName);
      requests.set(typeName, requested);
    }
    const other = jobs.get(id);
    jobs.set(id, {
      source,
      requested: other === undefined ? requested : mergeRequestedFields(other.requested, requested),
    });
  }
}
