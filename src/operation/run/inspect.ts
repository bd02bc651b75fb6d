/** Values in error messages, in the words of graphql-js: a conformance test compares them. */

const maxItems = 10;
const maxDepth = 2;

/** Short, on one line. */
export function inspect(value: unknown, around: readonly unknown[] = []): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'function') return value.name === '' ? '[function]' : `[function ${value.name}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  if (around.includes(value)) return '[Circular]';
  const inside = [...around, value];
  if ('toJSON' in value && typeof value.toJSON === 'function') {
    const json: unknown = (value.toJSON as () => unknown)();
    if (json !== value) return typeof json === 'string' ? json : inspect(json, inside);
  }
  return Array.isArray(value) ? inspectList(value, inside) : inspectObject(value, inside);
}

function inspectObject(value: object, inside: readonly unknown[]): string {
  const entries = Object.entries(value);
  if (entries.length === 0) return '{}';
  if (inside.length > maxDepth) return `[${toTag(value)}]`;
  return `{ ${entries.map(([key, member]) => `${key}: ${inspect(member, inside)}`).join(', ')} }`;
}

function inspectList(list: readonly unknown[], inside: readonly unknown[]): string {
  if (list.length === 0) return '[]';
  if (inside.length > maxDepth) return '[Array]';
  const items = list.slice(0, maxItems).map((item) => inspect(item, inside));
  const more = list.length - items.length;
  if (more > 0) items.push(more === 1 ? '... 1 more item' : `... ${more} more items`);
  return `[${items.join(', ')}]`;
}

function toTag(value: object): string {
  const tag = Object.prototype.toString.call(value).slice('[object '.length, -1);
  return tag === 'Object' && typeof value.constructor === 'function' ? value.constructor.name || tag : tag;
}
