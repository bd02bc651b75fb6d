/** Answers of JSON, and pages of lists. https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api */
import { toEmulatedError, toRawAnswer, type EmulatedError, type RawAnswer } from '../kit/emulator.ts';
import type { JsonObject } from '../kit/json.ts';
import { parsePageSize } from '../kit/paging.ts';
import type { EmulatedRequest } from '../kit/request.ts';

const invalidPage = toEmulatedError('Validation Failed', 'Validation Failed', { status: 422 });

/** The requested page of a list, with the link to the next one; an error for a page that is not valid. */
export function toPageAnswer(
  items: readonly JsonObject[],
  name: string,
  totalCount: number,
  { query, path }: EmulatedRequest,
  toWhole: (item: JsonObject) => JsonObject,
): RawAnswer | EmulatedError {
  const size = parsePageSize(query['per_page'], { min: 1, max: 100, byDefault: 30 });
  const page = parsePageSize(query['page'], { min: 1, max: 1_000_000, byDefault: 1 });
  if (size === undefined || page === undefined) return invalidPage;
  const end = page * size;
  const parameters = new URLSearchParams({ ...query, page: String(page + 1) });
  const link = { link: `<https://api.github.com${path}?${parameters.toString()}>; rel="next"` };
  return toJsonAnswer(
    { total_count: totalCount, [name]: items.slice(end - size, end).map(toWhole) },
    end < items.length ? link : {},
  );
}

/** An answer of JSON. Default status: 200. */
export function toJsonAnswer(
  body: JsonObject,
  headers: Readonly<Record<string, string>> = {},
  status = 200,
): RawAnswer {
  return toRawAnswer({
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(body),
  });
}
