/** Reads fields, and completes their values by their types: the specification's ExecuteField and CompleteValue. */
import {
  defaultTypeResolver,
  GraphQLError,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  TypeNameMetaFieldDef,
  type GraphQLAbstractType,
  type GraphQLList,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type ResponsePath,
} from 'graphql';
import { fail, isPromise, type FieldSite, protect, type Run, spend, toInfo, toPath } from './run.ts';
import { type Data, selectionOn, toArguments, type PlannedField, type PlannedSelection } from './plan.ts';
import { inspect } from './inspect.ts';
import { toRuntimeType } from './runtime-type.ts';
import { readProperty, serialize } from './values.ts';

/** The values of these fields, by their names in the answer. */
export function readFields(
  run: Run,
  { fields, createData, size }: PlannedSelection,
  source: unknown,
  path: ResponsePath | undefined,
): Data | Promise<unknown> {
  const data = createData();
  let pending: Promise<unknown>[] | undefined;
  try {
    for (const field of fields) {
      const value = readField(run, field, source, path);
      // Its place in the answer is here, whenever it comes.
      data[field.responseName] = value;
      if (isPromise(value)) {
        pending ??= [];
        pending.push(
          value.then((read) => {
            data[field.responseName] = read;
          }),
        );
      }
    }
    spend(run, size);
  } catch (error) {
    if (pending === undefined) throw error;
    // The others may reject too: without a handler, that would be an unhandled rejection.
    return Promise.all(pending).finally(() => {
      throw error;
    });
  }
  return pending === undefined ? data : Promise.all(pending).then(() => data);
}

function readField(run: Run, field: PlannedField, source: unknown, parentPath: ResponsePath | undefined): unknown {
  const { definition, leaf } = field;
  if (definition.resolve !== undefined || typeof source !== 'object' || source === null) {
    return resolveField(run, field, source, toPath(field, parentPath));
  }
  if (leaf === undefined) return readObject(run, field, source as Data, parentPath);
  // Most fields are leaves that are there already: no path and no info is made for them.
  try {
    const value = (source as Data)[field.name];
    if ((value === null || value === undefined) && !field.isNonNull) return null;
    const type = typeof value;
    if (type !== 'function' && type !== 'object' && type !== 'undefined') return serialize(run, leaf, value);
  } catch (error) {
    return fail(run, field, definition.type, error, toPath(field, parentPath));
  }
  return resolveField(run, field, source, toPath(field, parentPath));
}

/** Objects and lists that are there already: null takes no path, and values that are complete with their type no info. */
function readObject(run: Run, field: PlannedField, source: Data, parentPath: ResponsePath | undefined): unknown {
  const { definition, object } = field;
  let path: ResponsePath | undefined;
  try {
    const value = source[field.name];
    if ((value === null || value === undefined) && !field.isNonNull) return null;
    path = toPath(field, parentPath);
    const isPlain = typeof value === 'object' && value !== null && !(value instanceof Error) && !isPromise(value);
    if (!isPlain || object === undefined) return resolveField(run, field, source, path);
    const read = readFields(run, selectionOn(field, object), value, path);
    if (!isPromise(read)) return read;
    const place = path;
    return read.then(undefined, (error: unknown) => fail(run, field, definition.type, error, place));
  } catch (error) {
    return fail(run, field, definition.type, error, path ?? toPath(field, parentPath));
  }
}

/** Calls the field's resolver with the arguments and `info` that graphql-js promises. */
function resolveField(run: Run, field: PlannedField, source: unknown, path: ResponsePath): unknown {
  const { resolve, type } = field.definition;
  const site: FieldSite = { field, info: toInfo(run, field, path) };
  if (resolve !== undefined && field.definition !== TypeNameMetaFieldDef) run.resolved += 1;
  return protect(run, field, type, path, () => {
    const args = toArguments(field, run.variables);
    const value =
      resolve === undefined
        ? readProperty(source, args, run, site.info)
        : resolve(source, args, run.contextValue, site.info);
    return isPromise(value)
      ? value.then((read) => complete(run, site, type, read, path))
      : complete(run, site, type, value, path);
  });
}

function complete(run: Run, site: FieldSite, type: GraphQLOutputType, value: unknown, path: ResponsePath): unknown {
  if (value instanceof Error) throw value;
  if (isNonNullType(type)) {
    const completed = complete(run, site, type.ofType, value, path);
    if (completed !== null) return completed;
    throw new Error(`Cannot return null for non-nullable field ${site.info.parentType.name}.${site.info.fieldName}.`);
  }
  if (value === null || value === undefined) return null;
  if (isListType(type)) return completeList(run, site, type, value, path);
  if (isLeafType(type)) return serialize(run, type, value);
  const known = run.kept.find(value, site.field);
  if (known !== undefined) {
    spend(run, known.size);
    return known.data;
  }
  return isAbstractType(type)
    ? completeAbstract(run, site, type, value, path)
    : completeObject(run, site, type, value, path);
}

function completeList(
  run: Run,
  site: FieldSite,
  { ofType }: GraphQLList<GraphQLOutputType>,
  value: unknown,
  path: ResponsePath,
): unknown {
  if (typeof value !== 'object' || typeof (value as Partial<Iterable<unknown>>)[Symbol.iterator] !== 'function') {
    const { parentType, fieldName } = site.info;
    throw new GraphQLError(`Expected Iterable, but did not find one for field "${parentType.name}.${fieldName}".`);
  }
  const complete = createItemCompletion(run, site, ofType);
  const items: unknown[] = [];
  let isPending = false;
  try {
    for (const item of value as Iterable<unknown>) {
      const known = run.kept.find(item, site.field);
      if (known !== undefined) {
        spend(run, known.size);
        items.push(known.data);
        continue;
      }
      const itemPath: ResponsePath = { prev: path, key: items.length, typename: undefined };
      const completed = protect(run, site.field, ofType, itemPath, () =>
        isPromise(item) ? item.then((read) => complete(read, itemPath)) : complete(item, itemPath),
      );
      isPending ||= isPromise(completed);
      items.push(completed);
    }
    spend(run, items.length);
  } catch (error) {
    // The others may reject too: without a handler, that would be an unhandled rejection.
    Promise.all(items).catch(() => undefined);
    throw error;
  }
  return isPending ? Promise.all(items) : items;
}

/**
 * Completes an object once, even if the list contains it many times: a client may name the same job a thousand times.
 * If an object fails, it is completed at each of its places, because errors name their places.
 */
function createItemCompletion(
  run: Run,
  site: FieldSite,
  type: GraphQLOutputType,
): (item: unknown, path: ResponsePath) => unknown {
  const completedOf = new Map<object, { readonly completed: unknown; readonly size: number }>();
  return (item, path) => {
    if (typeof item !== 'object' || item === null) return complete(run, site, type, item, path);
    // The run is refused already: the other thousand items are not made.
    if (run.refusal !== undefined) throw run.refusal;
    const known = completedOf.get(item);
    if (known !== undefined) {
      spend(run, known.size);
      return known.completed;
    }
    const { size } = run;
    const { length } = run.errors;
    const completed = complete(run, site, type, item, path);
    if (!isPromise(completed) && run.errors.length === length)
      completedOf.set(item, { completed, size: run.size - size });
    return completed;
  };
}

function completeAbstract(
  run: Run,
  site: FieldSite,
  type: GraphQLAbstractType,
  value: unknown,
  path: ResponsePath,
): unknown {
  const resolveType = type.resolveType ?? defaultTypeResolver;
  const name = resolveType(value, run.contextValue, site.info, type) as unknown;
  const completeAs = (read: unknown): unknown =>
    completeObject(run, site, toRuntimeType(type, read, value, site.info), value, path);
  return isPromise(name) ? name.then(completeAs) : completeAs(name);
}

/** Reads fields, and keeps them where they will be the same the next time. */
function readAndKeep(
  run: Run,
  field: PlannedField,
  type: GraphQLObjectType,
  value: unknown,
  path: ResponsePath,
): unknown {
  const selection = selectionOn(field, type);
  const { size, resolved } = run;
  const { length } = run.errors;
  const data = readFields(run, selection, value, path);
  const isSame = !isPromise(data) && run.resolved === resolved && run.errors.length === length;
  if (isSame && typeof value === 'object' && value !== null)
    run.kept.keep(value, field, selection, { data, size: run.size - size });
  return data;
}

function completeObject(
  run: Run,
  site: FieldSite,
  type: GraphQLObjectType,
  value: unknown,
  path: ResponsePath,
): unknown {
  if (typeof type.isTypeOf !== 'function') return readAndKeep(run, site.field, type, value, path);
  const selection = selectionOn(site.field, type);
  const readIf = (isOfType: unknown): unknown => {
    if (isOfType) return readFields(run, selection, value, path);
    throw new GraphQLError(`Expected value of type "${type.name}" but got: ${inspect(value)}.`, {
      nodes: site.info.fieldNodes,
    });
  };
  const isOfType = type.isTypeOf(value, run.contextValue, site.info);
  return isPromise(isOfType) ? isOfType.then(readIf) : readIf(isOfType);
}
