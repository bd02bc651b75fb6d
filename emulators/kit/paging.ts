import { parseJsonObject } from './json.ts';
import { compareText } from './request.ts';

/** One page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  /** The id of the page's last item; null on an empty page. */
  readonly lastId: string | null;
  /** True when items remain after this page. */
  readonly more: boolean;
}

/** The first `size` items in their given order. */
export function toPage<T>(items: readonly T[], idOf: (item: T) => string, size: number): Page<T> {
  const page = items.slice(0, size);
  const last = page.at(-1);
  return { items: page, lastId: last === undefined ? null : idOf(last), more: items.length > page.length };
}

/** What a request says of its page, and what it may say. */
export interface PageRequest {
  /** A whole number; 0, where `min` allows it, and undefined are the default. */
  readonly size?: string | undefined;
  /** Default: 1. */
  readonly min?: number;
  readonly max: number;
  /** Default: `max`. */
  readonly byDefault?: number;
  /** Of an earlier page; undefined for the first one. */
  readonly token: unknown;
  /** The error for a size or a token that is not valid. */
  readonly refuse: (what: 'size' | 'token') => object;
}

/**
 * The answer with the requested page of a list in its given order, or an error. A token names the last item of the page
 * before: it is refused if that item is not in the list.
 */
export function toPageAnswer<T>(
  items: readonly T[],
  idOf: (item: T) => string,
  { min = 1, max, byDefault = max, refuse, ...asked }: PageRequest,
  toAnswer: (items: readonly T[], nextToken: string | undefined) => object,
): object {
  const size = parsePageSize(asked.size, { min, max, byDefault });
  if (size === undefined) return refuse('size');
  const after = typeof asked.token === 'string' ? parsePageToken(asked.token) : undefined;
  const last = items.findIndex((item) => idOf(item) === after);
  if (asked.token !== undefined && last === -1) return refuse('token');
  const { items: page, lastId, more } = toPage(items.slice(last + 1), idOf, size || byDefault);
  return toAnswer(page, more && lastId !== null ? formatPageToken(lastId) : undefined);
}

/** In the order of ids, for lists whose provider promises no order: a client could come to rely on an order of time. */
export function sortById<T>(items: readonly T[], idOf: (item: T) => string): readonly T[] {
  return items.toSorted((one, other) => compareText(idOf(one), idOf(other)));
}

/** By a number that grows with time, the highest first; equal ones by their ids. */
export function sortNewestFirst<T>(
  items: readonly T[],
  timeOf: (item: T) => number | undefined,
  idOf: (item: T) => string,
): readonly T[] {
  return sortById(items, idOf).toSorted((one, other) => (timeOf(other) ?? 0) - (timeOf(one) ?? 0));
}

/** A whole number within the bounds; the default if none is given; undefined if invalid. */
export function parsePageSize(
  text: string | undefined,
  bounds: { readonly min: number; readonly max: number; readonly byDefault: number },
): number | undefined {
  if (text === undefined) return bounds.byDefault;
  const size = /^\d{1,9}$/.test(text) ? Number(text) : -1;
  return size >= bounds.min && size <= bounds.max ? size : undefined;
}

/** An opaque token for the page after the given id. */
function formatPageToken(lastId: string): string {
  return Buffer.from(JSON.stringify({ v: 1, k: lastId })).toString('base64');
}

/** The id in a token of `formatPageToken`; undefined for any other text. */
function parsePageToken(token: string): unknown {
  return parseJsonObject(Buffer.from(token, 'base64').toString('utf8'))?.['k'];
}
