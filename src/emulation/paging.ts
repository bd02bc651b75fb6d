import { compareText } from './request.ts';

/** One page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  /** The id of the page's last item; null on an empty page. */
  readonly lastId: string | null;
  /** True when items remain after this page. */
  readonly more: boolean;
}

/**
 * The page after the given id, in the order of ids. For lists whose provider promises no order: ordered by time, a
 * client could come to rely on an order that is not promised.
 */
export function toPageById<T>(
  items: readonly T[],
  idOf: (item: T) => string,
  after: string | null,
  size: number,
): Page<T> {
  const rest = items
    .filter((item) => after === null || compareText(idOf(item), after) > 0)
    .sort((left, right) => compareText(idOf(left), idOf(right)));
  return toPage(rest, idOf, size);
}

/** The first `size` items in their given order. */
export function toPage<T>(items: readonly T[], idOf: (item: T) => string, size: number): Page<T> {
  const page = items.slice(0, size);
  const last = page.at(-1);
  return { items: page, lastId: last === undefined ? null : idOf(last), more: items.length > page.length };
}

/**
 * The page that a token of `toNextToken` asks for, in the given order; the first one without a token. Undefined for a
 * token that is not of this list.
 */
export function toPageByToken<T>(
  items: readonly T[],
  idOf: (item: T) => string,
  token: unknown,
  size: number,
): Page<T> | undefined {
  if (token === undefined) return toPage(items, idOf, size);
  const after = typeof token === 'string' ? parsePageToken(token) : undefined;
  const index = items.findIndex((item) => idOf(item) === after);
  return index === -1 ? undefined : toPage(items.slice(index + 1), idOf, size);
}

/** The member that asks for the page after this one; none after the last. */
export function toNextToken({ more, lastId }: Page<unknown>): { readonly nextToken?: string } {
  return more && lastId !== null ? { nextToken: formatPageToken(lastId) } : {};
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
export function formatPageToken(lastId: string): string {
  return Buffer.from(JSON.stringify({ v: 1, k: lastId })).toString('base64');
}

/** The id in a token of `formatPageToken`; undefined for any other text. */
export function parsePageToken(token: string): string | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(token, 'base64').toString('utf8'));
    const isToken = typeof value === 'object' && value !== null && 'k' in value && typeof value.k === 'string';
    return isToken ? String(value.k) : undefined;
  } catch {
    return undefined;
  }
}
