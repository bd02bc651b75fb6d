/** Single values of fields: those of properties, and those of scalars and enums as the answer shows them. */
import type { GraphQLLeafType, GraphQLResolveInfo } from 'graphql';
import { inspect } from './inspect.ts';
import type { Data } from './plan.ts';
import { sizeOf, type Run } from './run.ts';

type Method = (args: object, contextValue: unknown, info: GraphQLResolveInfo) => unknown;

/** The property of the field's name, or the result of the method; undefined if the source is not an object. */
export function readProperty(source: unknown, args: object, run: Run, info: GraphQLResolveInfo): unknown {
  if ((typeof source !== 'object' && typeof source !== 'function') || source === null) return undefined;
  const value = (source as Data)[info.fieldName];
  if (typeof value !== 'function') return value;
  run.resolved += 1;
  return (source as Record<string, Method>)[info.fieldName]?.(args, run.contextValue, info);
}

/** Counts the value's bytes. Throws if the type has no such value. */
export function serialize(run: Run, type: GraphQLLeafType, value: unknown): unknown {
  const serialized = type.serialize(value);
  if (serialized !== null && serialized !== undefined) {
    run.size += sizeOf(serialized);
    return serialized;
  }
  const call = `${inspect(type)}.serialize(${inspect(value)})`;
  throw new Error(`Expected \`${call}\` to return non-nullable value, returned: ${inspect(serialized)}`);
}
