/** Reads typed values from JSON. Absent members and nulls are null; anything mistyped throws `BadAnswer`. */
import type { Instant, JobKeyValue, WholeNumber } from '../contract/job.ts';
import { BadAnswer, within, wordForBody, wordForValue, type AnswerWord } from '../contract/bad-answer.ts';
import { maxValues, refuseManyValues } from './parts.ts';
import { sortByKey, toInstant, toInstantOfMilliseconds, toInstantOfSeconds, toText, toUrl } from './values.ts';

/** An object of an answer; its members are not checked yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** How JSON is parsed. */
interface ParseOptions {
  /** Whole numbers beyond 2^53 become the text of their digits, for `readDigits`. Default: they lose their last digits. */
  readonly exact?: boolean;
}

/** Parses a whole body as one JSON object. Throws `BadAnswer` for anything else, and for more than `max` values. */
export function parseJsonObject(
  body: Uint8Array,
  max: number = maxValues.job,
  { exact = false }: ParseOptions = {},
): JsonObject {
  refuseManyValues(body, max);
  return toObject(parseJson(toText(body, 'JSON'), exact));
}

const manyDigits = /[0-9]{16}/;
const wholeNumber = /^-?[0-9]+$/;

/** @see https://tc39.es/proposal-json-parse-with-source/ */
function keepDigits(_name: string, value: unknown, context?: { readonly source?: string }): unknown {
  const source = context?.source;
  const isWhole = typeof value === 'number' && source !== undefined && wholeNumber.test(source);
  return isWhole && !Number.isSafeInteger(value) ? source : value;
}

function parseJson(text: string, exact: boolean): unknown {
  try {
    return exact && manyDigits.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text);
  } catch {
    // Without the cause, which quotes the text.
    throw new BadAnswer('', 'JSON', wordForBody(text, 'JSON'));
  }
}

/** Throws `BadAnswer`, with this name, for anything that is not a JSON object. */
export function toObject(value: unknown, name = ''): JsonObject {
  if (!isObject(value)) throw toBad(name, 'object', value);
  return value;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function toBad(name: string, expected: AnswerWord, value: unknown): BadAnswer {
  return new BadAnswer(name, expected, wordForValue(value));
}

/** For a member that must be present. */
function toMissing(parent: JsonObject, name: string, expected: AnswerWord): BadAnswer {
  return toBad(name, expected, Object.hasOwn(parent, name) ? parent[name] : undefined);
}

/** Own members only, not `toString` and other inherited ones, which are functions and objects. */
function memberOf(parent: JsonObject, name: string): unknown {
  const value = parent[name] ?? null;
  const mayBeInherited = typeof value === 'function' || (typeof value === 'object' && value !== null);
  return mayBeInherited && !Object.hasOwn(parent, name) ? null : value;
}

/** Null if the member is absent or null. Throws `BadAnswer` if it is no object. */
export function readObject(parent: JsonObject, name: string): JsonObject | null {
  const value = memberOf(parent, name);
  return value === null ? null : toObject(value, name);
}

/** Null if the member is absent or null; an empty text stays empty. Throws `BadAnswer` if it is no text. */
export function readString(parent: JsonObject, name: string): string | null {
  const value = memberOf(parent, name);
  if (value !== null && typeof value !== 'string') throw toBad(name, 'text', value);
  return value;
}

/** Text that must be present. */
export function requireString(parent: JsonObject, name: string): string {
  const value = readString(parent, name);
  if (value === null) throw toMissing(parent, name, 'text');
  return value;
}

/** Text of a value that the graph does not type as String: an empty string counts as absent. */
export function readWord(parent: JsonObject, name: string): string | null {
  return readString(parent, name) || null;
}

/** Null if the member is absent or null. Throws `BadAnswer` if it is neither true nor false. */
export function readJsonBoolean(parent: JsonObject, name: string): boolean | null {
  const value = memberOf(parent, name);
  if (value !== null && typeof value !== 'boolean') throw toBad(name, 'true or false', value);
  return value;
}

/** A whole number of 32 bits, GraphQL's Int. Text is refused, even if it is a number. */
export function readInteger(parent: JsonObject, name: string): number | null {
  const value = memberOf(parent, name);
  if (value === null) return null;
  if (typeof value !== 'number' || (value | 0) !== value) throw toBad(name, 'whole number', value);
  return value;
}

/** A number, fractions too. Text is refused, even if it is a number, and so is a number too large for JSON's readers. */
export function readNumber(parent: JsonObject, name: string): number | null {
  const value = memberOf(parent, name);
  if (value === null) return null;
  if (typeof value !== 'number' || !Number.isFinite(value)) throw toBad(name, 'number', value);
  return value;
}

/** A whole number that JSON carries exactly, up to 2^53 - 1 in both directions, as decimal digits. Text is refused. */
export function readWholeNumber(parent: JsonObject, name: string): WholeNumber | null {
  const value = memberOf(parent, name);
  if (value === null) return null;
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw toBad(name, 'whole number', value);
  return String(value);
}

/** A whole number of any size, as decimal digits, of JSON that was parsed with `exact`. A text is no number. */
export function readDigits(parent: JsonObject, name: string): WholeNumber | null {
  const value = memberOf(parent, name);
  const isLong = typeof value === 'string' && wholeNumber.test(value) && !Number.isSafeInteger(Number(value));
  return isLong ? value : readWholeNumber(parent, name);
}

/** An id that is a JSON number, as decimal digits. */
export function readId(parent: JsonObject, name: string): WholeNumber {
  const id = readWholeNumber(parent, name);
  if (id === null) throw toMissing(parent, name, 'whole number');
  return id;
}

/** A time as text, e.g. HealthOmics' `creationTime`. */
export function readJsonInstant(parent: JsonObject, name: string): Instant | null {
  const text = readWord(parent, name);
  return text === null ? null : toInstant(text, name);
}

/**
 * A time as a number of seconds, AWS JSON's default. An empty string counts as absent, as in any typed field. Emulators send RFC 3339
 * text, which AWS's own SDK for Python takes as well.
 */
export function readEpochSeconds(parent: JsonObject, name: string): Instant | null {
  const value = memberOf(parent, name);
  if (value === null || value === '') return null;
  if (typeof value === 'string') return toInstantOfText(value, name);
  if (typeof value !== 'number') throw toBad(name, 'number', value);
  return toInstantOfSeconds(value, name);
}

/** For a text where a number is the rule. */
function toInstantOfText(text: string, name: string): Instant {
  try {
    return toInstant(text, name);
  } catch {
    throw new BadAnswer(name, 'number', 'text');
  }
}

/** A time as a number of milliseconds, e.g. AWS Batch's `createdAt`, or as RFC 3339 text. */
export function readEpochMilliseconds(parent: JsonObject, name: string): Instant | null {
  const value = memberOf(parent, name);
  if (value === null) return null;
  if (typeof value === 'string') return toInstantOfText(value, name);
  if (!Number.isSafeInteger(value)) throw toBad(name, 'number', value);
  return toInstantOfMilliseconds(value as number, name);
}

/** Null if it is absent, or unfit for a link. Throws `BadAnswer` for a text that is not a URL, or that a browser would execute. */
export function readJsonUrl(parent: JsonObject, name: string): string | null {
  const text = readWord(parent, name);
  return text === null ? null : toUrl(text, name);
}

/** The same for an address that is given only if it is https: null for any other. */
export function readHttpsUrl(parent: JsonObject, name: string): string | null {
  const text = readWord(parent, name);
  return text !== null && /^https:/i.test(text) ? toUrl(text, name) : null;
}

/** The items of a list, unread; null if it is absent. */
export function readItems(parent: JsonObject, name: string): readonly unknown[] | null {
  const value = memberOf(parent, name);
  if (value === null) return null;
  if (!Array.isArray(value)) throw toBad(name, 'list', value);
  return value as readonly unknown[];
}

/** The same for a list that must be present. */
export function requireItems(parent: JsonObject, name: string): readonly unknown[] {
  const items = readItems(parent, name);
  if (items === null) throw toMissing(parent, name, 'list');
  return items;
}

/** A list of objects; null if it is absent. */
export function readObjects(parent: JsonObject, name: string): readonly JsonObject[] | null {
  return readAll(parent, name, isObject, 'object');
}

/** A list of texts; null if it is absent. */
export function readStrings(parent: JsonObject, name: string): readonly string[] | null {
  return readAll(parent, name, isText, 'text');
}

function isText(item: unknown): item is string {
  return typeof item === 'string';
}

/** The list itself. Throws `BadAnswer` for the first item that is of another type. */
function readAll<T>(
  parent: JsonObject,
  name: string,
  isOfType: (item: unknown) => item is T,
  expected: AnswerWord,
): readonly T[] | null {
  const items = readItems(parent, name);
  if (items === null || items.every(isOfType)) return items;
  throw toBad(
    `${name}[]`,
    expected,
    items.find((item) => !isOfType(item)),
  );
}

/** A map of texts as entries sorted by key; null if it is absent. Not an object, because `__proto__` is a legal key. */
export function readEntries(parent: JsonObject, name: string): readonly JobKeyValue[] | null {
  const map = readObject(parent, name);
  return map && sortByKey(Object.keys(map).map((key) => ({ key, value: readValueOf(map, key, name, readString) })));
}

/** One value of a map. Its key, which the provider's user has chosen, is not in the path. */
export function readValueOf<T>(
  map: JsonObject,
  key: string,
  name: string,
  read: (parent: JsonObject, name: string) => T,
): T {
  return within(`${name}{}`, () => read({ '': map[key] }, ''));
}
