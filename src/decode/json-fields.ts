/** Reads typed values from JSON. Absent members and nulls are null; anything mistyped throws `BadAnswer`. */
import type { Instant, JobKeyValue, WholeNumber } from '../job.ts';
import { BadAnswer } from '../provider/adapter.ts';
import { maxValues, refuseManyValues } from './parts.ts';
import { toText } from './text.ts';
import { sortByKey, toInstant, toInstantOfMilliseconds, toInstantOfSeconds, toUrl } from './values.ts';

/** An object of an answer; its members are not checked yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Parses a whole body as one JSON object. Throws `BadAnswer` for anything else, and for more than `max` values. */
export function parseJsonObject(body: Uint8Array, max: number = maxValues.job): JsonObject {
  refuseManyValues(body, max);
  return toObject(parseJson(toText(body)), 'the body');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Without the cause, which quotes the text.
    throw new BadAnswer('the body is not JSON');
  }
}

/** Throws `BadAnswer`, with this name, for anything that is not a JSON object. */
export function toObject(value: unknown, name: string): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new BadAnswer(`${name} is not an object`);
  return value as JsonObject;
}

/** Own members only, not `toString` and other inherited ones. */
function memberOf(parent: JsonObject, name: string): unknown {
  return Object.hasOwn(parent, name) ? (parent[name] ?? null) : null;
}

/** Null if the member is absent or null. Throws `BadAnswer` if it is no object. */
export function readObject(parent: JsonObject, name: string): JsonObject | null {
  const value = memberOf(parent, name);
  return value === null ? null : toObject(value, name);
}

/** Null if the member is absent or null; an empty text stays empty. Throws `BadAnswer` if it is no text. */
export function readString(parent: JsonObject, name: string): string | null {
  const value = memberOf(parent, name);
  if (value !== null && typeof value !== 'string') throw new BadAnswer(`${name} is not a string`);
  return value;
}

/** Text that must be present. */
export function requireString(parent: JsonObject, name: string): string {
  const value = readString(parent, name);
  if (value === null) throw new BadAnswer(`${name} is missing`);
  return value;
}

/** Text of a value that the graph does not type as String: an empty string counts as absent. */
export function readWord(parent: JsonObject, name: string): string | null {
  return readString(parent, name) || null;
}

/** Null if the member is absent or null. Throws `BadAnswer` if it is neither true nor false. */
export function readJsonBoolean(parent: JsonObject, name: string): boolean | null {
  const value = memberOf(parent, name);
  if (value !== null && typeof value !== 'boolean') throw new BadAnswer(`${name} is not true or false`);
  return value;
}

/** A whole number of 32 bits, GraphQL's Int. Text is refused, even if it is a number. */
export function readInteger(parent: JsonObject, name: string): number | null {
  const value = memberOf(parent, name);
  if (value === null) return null;
  if (typeof value !== 'number' || (value | 0) !== value)
    throw new BadAnswer(`${name} is not a whole number of 32 bits`);
  return value;
}

/** A whole number that JSON carries exactly, up to 2^53 - 1 in both directions, as decimal digits. Text is refused. */
export function readWholeNumber(parent: JsonObject, name: string): WholeNumber | null {
  const value = memberOf(parent, name);
  if (value === null) return null;
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw new BadAnswer(`${name} is not a whole number`);
  return String(value);
}

/** An id that is a JSON number, as decimal digits. */
export function readId(parent: JsonObject, name: string): WholeNumber {
  const id = readWholeNumber(parent, name);
  if (id === null) throw new BadAnswer(`${name} is missing`);
  return id;
}

/** A time as text, e.g. HealthOmics' `creationTime`. */
export function readJsonInstant(parent: JsonObject, name: string): Instant | null {
  const text = readWord(parent, name);
  return text === null ? null : toInstant(text, name);
}

/** A time as a number of seconds, AWS JSON's default. An empty string counts as absent, as in any typed field. */
export function readEpochSeconds(parent: JsonObject, name: string): Instant | null {
  const value = memberOf(parent, name);
  if (value === null || value === '') return null;
  if (typeof value !== 'number') throw new BadAnswer(`${name} is not a number of seconds`);
  return toInstantOfSeconds(value, name);
}

/** A time as a number of milliseconds, e.g. AWS Batch's `createdAt`. */
export function readEpochMilliseconds(parent: JsonObject, name: string): Instant | null {
  const value = memberOf(parent, name);
  if (value === null) return null;
  if (!Number.isSafeInteger(value)) throw new BadAnswer(`${name} is not a number of milliseconds`);
  return toInstantOfMilliseconds(value as number, name);
}

/** Throws `BadAnswer` for a text that is not a URL, or that a browser would execute. */
export function readJsonUrl(parent: JsonObject, name: string): string | null {
  const text = readWord(parent, name);
  return text === null ? null : toUrl(text, name);
}

/** A list of objects; null if it is absent. */
export function readObjects(parent: JsonObject, name: string): readonly JsonObject[] | null {
  const value = memberOf(parent, name);
  if (value === null) return null;
  if (!Array.isArray(value)) throw new BadAnswer(`${name} is not a list`);
  return value.map((item) => toObject(item, `an item of ${name}`));
}

/** A list of texts; null if it is absent. */
export function readStrings(parent: JsonObject, name: string): readonly string[] | null {
  const value = memberOf(parent, name);
  if (value === null) return null;
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string'))
    throw new BadAnswer(`${name} is not a list of strings`);
  return value;
}

/** A map of texts as entries sorted by key; null if it is absent. Not an object, because `__proto__` is a legal key. */
export function readEntries(parent: JsonObject, name: string): readonly JobKeyValue[] | null {
  const map = readObject(parent, name);
  return map === null ? null : sortByKey(Object.keys(map).map((key) => ({ key, value: readString(map, key) })));
}
