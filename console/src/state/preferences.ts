/** What a viewer prefers, kept in this browser. Never a token, and nothing that the address says. */
import { effect, signal, type Signal } from '@preact/signals';
import { timeForms, type TimeForm } from './time.ts';

export const timeForm = keep<TimeForm>(
  'jobgraph-time',
  (text) => timeForms.find((form) => form === text) ?? 'relative',
  (form) => form,
);

/** Whether new jobs come into the list by themselves. */
export const isLive = keep(
  'jobgraph-live',
  (text) => text !== 'off',
  (live) => (live ? 'on' : 'off'),
);

/**
 * A value that outlives the page.
 * @param parse of what stands there, which others may have written; null: nothing does
 */
export function keep<Value>(
  key: string,
  parse: (text: string | null) => Value,
  format: (value: Value) => string,
): Signal<Value> {
  const kept = signal(parse(read(key)));
  effect(() => {
    write(key, format(kept.value));
  });
  return kept;
}

/**
 * A list of objects whose fields named are texts. What is no such list is an empty one.
 * @param most entries that are kept; the first ones
 */
export function keepList<Name extends string>(
  key: string,
  names: readonly Name[],
  most: number,
): Signal<readonly Readonly<Record<Name, string>>[]> {
  const isEntry = (entry: unknown): entry is Readonly<Record<Name, string>> =>
    typeof entry === 'object' &&
    entry !== null &&
    names.every((name) => typeof (entry as Readonly<Record<string, unknown>>)[name] === 'string');
  const parse = (text: string | null) => {
    try {
      const found: unknown = JSON.parse(text ?? '[]');
      return Array.isArray(found) ? found.filter(isEntry).slice(0, most) : [];
    } catch {
      return [];
    }
  };
  return keep(key, parse, (list: readonly Readonly<Record<Name, string>>[]) => JSON.stringify(list.slice(0, most)));
}

/** Null too where the browser lets pages keep nothing. */
function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, text: string): void {
  try {
    localStorage.setItem(key, text);
  } catch {
    // It is forgotten with the page.
  }
}
