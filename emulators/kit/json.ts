/** A JSON value. Undefined members are left out. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;
export type JsonObject = { readonly [name: string]: JsonValue | undefined };

/** Parses an object; undefined for anything else. An empty text is an empty object. */
export function parseJsonObject(text: string): Readonly<Record<string, unknown>> | undefined {
  if (text === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** False for null and for lists. */
export function isJsonObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A copy with only the named members, for a list's row made from a whole job. */
export function pickMembers<T extends object>(value: T, names: readonly (keyof T & string)[]): Partial<T> {
  return Object.fromEntries(
    Object.entries(value).filter(([name]) => names.some((wanted) => wanted === name)),
  ) as Partial<T>;
}
