/** Objects of an answer by type and id, and other answers with what they say put in. */

export type Entities = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

type Fields = Readonly<Record<string, unknown>>;

/** Every object of an answer that has an id, whatever it stands in. */
export function collectEntities(value: unknown, found = new Map<string, Fields>()): Entities {
  if (Array.isArray(value)) for (const entry of value) collectEntities(entry, found);
  else if (isFields(value)) {
    const key = toKey(value);
    if (key !== null) found.set(key, value);
    for (const entry of Object.values(value)) collectEntities(entry, found);
  }
  return found;
}

/**
 * The same value with the entities' fields in place of its own. Fields that it does not have stay out: what was not asked for
 * is not shown. What is equal stays the same object, so that nothing is drawn anew for it.
 */
export function mergeEntities<Value>(value: Value, entities: Entities): Value {
  return merge(value, entities) as Value;
}

function merge(value: unknown, entities: Entities): unknown {
  if (Array.isArray(value)) {
    const entries = value.map((entry) => merge(entry, entities));
    return entries.some((entry, place) => entry !== value[place]) ? entries : value;
  }
  if (!isFields(value)) return value;
  const news = entities.get(toKey(value) ?? '') ?? {};
  const entries = Object.entries(value).map(([name, own]) => {
    const other = news[name];
    return [name, other === undefined || isEqual(own, other) ? merge(own, entities) : other] as const;
  });
  return entries.some(([name, entry]) => entry !== value[name]) ? Object.fromEntries(entries) : value;
}

function toKey({ __typename: type, id }: Fields): string | null {
  return typeof type === 'string' && typeof id === 'string' ? `${type} ${id}` : null;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

/** Answers are JSON, with their fields in the order of the selection. */
function isEqual(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
