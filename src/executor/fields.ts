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
  type GraphQLLeafType,
  type GraphQLList,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
} from 'graphql';
import { inspect } from 'graphql/jsutils/inspect.js';
import type { Path } from 'graphql/jsutils/Path.js';
import { toInfo, toPath } from './info.ts';
import type { PreparedField, PreparedSelection } from './prepared-document.ts';
import { fail, isPromise, protect, sizeOf, spend, type Data, type Place, type Run } from './run.ts';
import { toRuntimeType } from './runtime-type.ts';

/** The values of these fields, by their names in the answer. */
export function readFields(
  run: Run,
  { fields, createData, size }: PreparedSelection,
  source: unknown,
  path: Path | undefined,
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
    // The others may reject too, and somebody must listen.
    return Promise.all(pending).finally(() => {
      throw error;
    });
  }
  return pending === undefined ? data : Promise.all(pending).then(() => data);
}

function readField(run: Run, field: PreparedField, source: unknown, parentPath: Path | undefined): unknown {
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
function readObject(run: Run, field: PreparedField, source: Data, parentPath: Path | undefined): unknown {
  const { definition, object } = field;
  let path: Path | undefined;
  try {
    const value = source[field.name];
    if ((value === null || value === undefined) && !field.isNonNull) return null;
    path = toPath(field, parentPath);
    const isPlain = typeof value === 'object' && value !== null && !(value instanceof Error) && !isPromise(value);
    if (!isPlain || object === undefined) return resolveField(run, field, source, path);
    const read = readFields(run, field.selectionOn(object, run.variables), value, path);
    if (!isPromise(read)) return read;
    const place = path;
    return read.then(undefined, (error: unknown) => fail(run, field, definition.type, error, place));
  } catch (error) {
    return fail(run, field, definition.type, error, path ?? toPath(field, parentPath));
  }
}

/** With all that a resolver is promised. */
function resolveField(run: Run, field: PreparedField, source: unknown, path: Path): unknown {
  const { resolve, type } = field.definition;
  const place: Place = { field, info: toInfo(run, field, path) };
  if (resolve !== undefined && field.definition !== TypeNameMetaFieldDef && !run.kept.isConstant(resolve))
    run.resolved += 1;
  return protect(run, field, type, path, () => {
    const args = field.toArguments(run.variables);
    const value =
      resolve === undefined
        ? readProperty(source, args, run, place.info)
        : resolve(source, args, run.contextValue, place.info);
    return isPromise(value)
      ? value.then((read) => complete(run, place, type, read, path))
      : complete(run, place, type, value, path);
  });
}

type Method = (args: object, contextValue: unknown, info: GraphQLResolveInfo) => unknown;

function readProperty(source: unknown, args: object, run: Run, info: GraphQLResolveInfo): unknown {
  if ((typeof source !== 'object' && typeof source !== 'function') || source === null) return undefined;
  const value = (source as Data)[info.fieldName];
  if (typeof value !== 'function') return value;
  run.resolved += 1;
  return (source as Record<string, Method>)[info.fieldName]?.(args, run.contextValue, info);
}

function complete(run: Run, place: Place, type: GraphQLOutputType, value: unknown, path: Path): unknown {
  if (value instanceof Error) throw value;
  if (isNonNullType(type)) {
    const completed = complete(run, place, type.ofType, value, path);
    if (completed !== null) return completed;
    throw new Error(`Cannot return null for non-nullable field ${place.info.parentType.name}.${place.info.fieldName}.`);
  }
  if (value === null || value === undefined) return null;
  if (isListType(type)) return completeList(run, place, type, value, path);
  if (isLeafType(type)) return serialize(run, type, value);
  const known = run.kept.find(value, place.field);
  if (known !== undefined) {
    spend(run, known.size);
    return known.data;
  }
  return isAbstractType(type)
    ? completeAbstract(run, place, type, value, path)
    : completeObject(run, place, type, value, path);
}

function completeList(
  run: Run,
  place: Place,
  { ofType }: GraphQLList<GraphQLOutputType>,
  value: unknown,
  path: Path,
): unknown {
  if (typeof value !== 'object' || typeof (value as Partial<Iterable<unknown>>)[Symbol.iterator] !== 'function') {
    const { parentType, fieldName } = place.info;
    throw new GraphQLError(`Expected Iterable, but did not find one for field "${parentType.name}.${fieldName}".`);
  }
  const complete = createItemCompletion(run, place, ofType);
  const items: unknown[] = [];
  try {
    for (const item of value as Iterable<unknown>) {
      const known = run.kept.find(item, place.field);
      if (known !== undefined) {
        spend(run, known.size);
        items.push(known.data);
        continue;
      }
      const itemPath: Path = { prev: path, key: items.length, typename: undefined };
      items.push(
        protect(run, place.field, ofType, itemPath, () =>
          isPromise(item) ? item.then((read) => complete(read, itemPath)) : complete(item, itemPath),
        ),
      );
    }
    spend(run, items.length);
  } catch (error) {
    // The others may reject too, and somebody must listen.
    Promise.all(items).catch(() => undefined);
    throw error;
  }
  return items.some(isPromise) ? Promise.all(items) : items;
}

/**
 * Completes an object once, even if the list contains it many times: a client may name the same job a thousand times. Errors
 * name their places, so what fails is completed at each of them.
 */
function createItemCompletion(run: Run, place: Place, type: GraphQLOutputType): (item: unknown, path: Path) => unknown {
  const completedOf = new Map<object, { readonly completed: unknown; readonly size: number }>();
  return (item, path) => {
    if (typeof item !== 'object' || item === null) return complete(run, place, type, item, path);
    // Refused already: of the other thousand nothing is made.
    if (run.refusal !== undefined) throw run.refusal;
    const known = completedOf.get(item);
    if (known !== undefined) {
      spend(run, known.size);
      return known.completed;
    }
    const { size } = run;
    const { length } = run.errors;
    const completed = complete(run, place, type, item, path);
    if (!isPromise(completed) && run.errors.length === length)
      completedOf.set(item, { completed, size: run.size - size });
    return completed;
  };
}

/** Throws if the type has no such value. */
function serialize(run: Run, type: GraphQLLeafType, value: unknown): unknown {
  const serialized = type.serialize(value);
  if (serialized !== null && serialized !== undefined) {
    run.size += sizeOf(serialized);
    return serialized;
  }
  const call = `${inspect(type)}.serialize(${inspect(value)})`;
  throw new Error(`Expected \`${call}\` to return non-nullable value, returned: ${inspect(serialized)}`);
}

function completeAbstract(run: Run, place: Place, type: GraphQLAbstractType, value: unknown, path: Path): unknown {
  const resolveType = type.resolveType ?? defaultTypeResolver;
  const name = resolveType(value, run.contextValue, place.info, type) as unknown;
  const completeAs = (read: unknown): unknown =>
    completeObject(run, place, toRuntimeType(type, read, value, place.info), value, path);
  return isPromise(name) ? name.then(completeAs) : completeAs(name);
}

/** Reads fields, and keeps them where they will be the same the next time. */
function readAndKeep(run: Run, field: PreparedField, type: GraphQLObjectType, value: unknown, path: Path): unknown {
  const selection = field.selectionOn(type, run.variables);
  const { size, resolved } = run;
  const { length } = run.errors;
  const data = readFields(run, selection, value, path);
  const isSame = !isPromise(data) && run.resolved === resolved && run.errors.length === length;
  if (isSame && typeof value === 'object' && value !== null)
    run.kept.keep(value, field, selection, { data, size: run.size - size });
  return data;
}

function completeObject(run: Run, place: Place, type: GraphQLObjectType, value: unknown, path: Path): unknown {
  if (typeof type.isTypeOf !== 'function') return readAndKeep(run, place.field, type, value, path);
  const selection = place.field.selectionOn(type, run.variables);
  const readIf = (isOfType: unknown): unknown => {
    if (isOfType) return readFields(run, selection, value, path);
    throw new GraphQLError(`Expected value of type "${type.name}" but got: ${inspect(value)}.`, {
      nodes: place.info.fieldNodes,
    });
  };
  const isOfType = type.isTypeOf(value, run.contextValue, place.info);
  return isPromise(isOfType) ? isOfType.then(readIf) : readIf(isOfType);
}
