/**
 * What an operation selects: of jobs in the terms of data sources (names of facts, and of secrets that the viewer may see),
 * and how many fields its answer can hold as far as its arguments decide it.
 */
import { getNullableType, type GraphQLObjectType, isListType, TypeNameMetaFieldDef } from 'graphql';
import { satisfies, toScopesKey, type Viewer } from '../../auth/viewer.ts';
import { mergeRequestedFields, type RequestedFields } from '../../jobs/reading/plan.ts';
import { jobPaths, type OperationSelection } from '../../resolvers/selection.ts';
import { plannedFieldOf } from '../run/run.ts';
import { derive, objectTypesOf, type PlannedField, selectionOn } from '../run/plan.ts';

/** For the resolvers of an operation. */
export function createSelection(viewer: Viewer): OperationSelection {
  return {
    requested: (info, typeName) => toRequestedFields(plannedFieldOf(info), typeName, viewer),
    selects: (info, name) => selects(plannedFieldOf(info), name),
  };
}

/**
 * The fields that a root field selects of its jobs of this concrete type, through fragments, aliases, interfaces,
 * @include and @skip. Fields that the viewer may not see are left out, so that they cause no call.
 */
export function toRequestedFields(root: PlannedField, typeName: string, viewer: Viewer): RequestedFields {
  const key = `${typeName} ${toScopesKey(viewer)}`;
  return derive(root, key, () => {
    const [first, ...others] = listJobFields(root).map((field) => readRequested(field, typeName, viewer));
    return others.reduce(mergeRequestedFields, first ?? nothing);
  });
}

const nothing: RequestedFields = { facts: new Set(), secrets: new Set() };

/** Whether a field of this name is selected in the field's answer. */
export function selects(field: PlannedField, name: string): boolean {
  return subFieldsOf(field, name).length > 0;
}

/** The fields of the answer that hold the jobs of a root field. */
function listJobFields(root: PlannedField): readonly PlannedField[] {
  const paths = jobPaths[root.name];
  if (paths === undefined) return [root];
  return paths.flatMap((path) => fieldsAt(root, path));
}

/** The fields of these names, one below the other, in the field's answer. */
export function fieldsAt(root: PlannedField, path: readonly string[]): readonly PlannedField[] {
  return path.reduce<readonly PlannedField[]>(
    (fields, name) => fields.flatMap((field) => subFieldsOf(field, name)),
    [root],
  );
}

function subFieldsOf(field: PlannedField, name: string): readonly PlannedField[] {
  return objectTypesOf(field).flatMap((type) => selectionOn(field, type).fields.filter((inner) => inner.name === name));
}

function readRequested(field: PlannedField, typeName: string, viewer: Viewer): RequestedFields {
  const facts = new Set<string>();
  const secrets = new Set<string>();
  const type = objectTypesOf(field).find(({ name }) => name === typeName);
  if (type !== undefined) collect(field, type, viewer, '', { facts, secrets });
  return { facts, secrets };
}

function collect(
  field: PlannedField,
  type: GraphQLObjectType,
  viewer: Viewer,
  prefix: string,
  names: { readonly facts: Set<string>; readonly secrets: Set<string> },
): void {
  for (const selected of selectionOn(field, type).fields) {
    const { name, definition } = selected;
    // On the job, `__typename` needs no read. On a nested object it needs that object.
    if (definition === TypeNameMetaFieldDef) {
      if (prefix !== '') names.facts.add(prefix + name);
      continue;
    }
    const scopes = definition.extensions.requiredScopes;
    if (scopes !== undefined) {
      if (satisfies(viewer, scopes)) names.secrets.add(prefix + name);
      // Denied or not, the object that has the field must be there.
      if (prefix !== '') names.facts.add(`${prefix}__typename`);
      continue;
    }
    const inner = prefix === '' ? objectTypesOf(selected) : [];
    if (inner.length === 0) names.facts.add(prefix + name);
    for (const innerType of inner) collect(selected, innerType, viewer, `${name}.`, names);
  }
}

interface Weight {
  /** Fields that occur once. */
  readonly once: number;
  /** Fields per entry of the list. */
  readonly each: number;
}

const noLengths: ReadonlyMap<string, number> = new Map();
const noFields: Weight = { once: 0, each: 0 };

/** Lists whose length an argument of the root field decides; other lists count as one entry. */
const entryLists: ReadonlySet<string> = new Set(['JobConnection.nodes', 'JobConnection.edges', 'JobFindings.jobs']);

/**
 * @param field of the root
 * @param entries the number of entries of the field's list: as requested, or the maximum
 * @param lengths the same of lists further inside, by type and field. Default: none has more than one
 */
export function countAnswerFields(field: PlannedField, entries: number, lengths?: ReadonlyMap<string, number>): number {
  // What arguments further inside decide differs from run to run.
  const { once, each } =
    lengths === undefined ? derive(field, 'weight', () => weigh(field, true, noLengths)) : weigh(field, true, lengths);
  return once + each * entries;
}

/** For an abstract type, the largest of its types counts. */
function weigh(field: PlannedField, isRoot: boolean, lengths: ReadonlyMap<string, number>): Weight {
  const { name, definition, parentType } = field;
  // Introspection is bounded by the schema.
  if (name.startsWith('__')) return { once: 1, each: 0 };
  const inner = objectTypesOf(field)
    .map((type) =>
      selectionOn(field, type)
        .fields.map((selected) => weigh(selected, false, lengths))
        .reduce(add, noFields),
    )
    .reduce(larger, noFields);
  const length = lengths.get(`${parentType.name}.${name}`);
  if (length !== undefined) return { once: 1 + length * inner.once, each: length * inner.each };
  const isEntryList =
    isListType(getNullableType(definition.type)) && (isRoot || entryLists.has(`${parentType.name}.${name}`));
  return isEntryList ? { once: 1, each: inner.once + inner.each } : { once: inner.once + 1, each: inner.each };
}

function add(one: Weight, other: Weight): Weight {
  return { once: one.once + other.once, each: one.each + other.each };
}

function larger(one: Weight, other: Weight): Weight {
  return { once: Math.max(one.once, other.once), each: Math.max(one.each, other.each) };
}
