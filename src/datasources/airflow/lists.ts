/**
 * How runs are listed: by the time that they were due, newest first. The next page begins with the last row's time, so that
 * runs that appear meanwhile shift nothing. Version 1 of the API can only count.
 * @see https://airflow.apache.org/docs/apache-airflow/stable/stable-rest-api-ref.html#operation/get_list_dag_runs_batch
 */
import type { ListFilter } from '../../provider/contract/adapter.ts';
import { readWord, type JsonObject } from '../../provider/decode/json-fields.ts';
import { toStateWords } from './mapping.ts';

type ApiVersion = 'v2' | 'v1';

/** What a page of a list is asked for by. The server refuses a member that it does not know. */
export interface ListRequest {
  readonly version: ApiVersion;
  readonly dags: readonly string[] | undefined;
  readonly after: string | null;
  readonly size: number;
  readonly filter: ListFilter;
}

/** Where a page begins. */
interface Place {
  /** In Airflow's own spelling, microseconds and all. */
  readonly time?: string | undefined;
  readonly offset: number;
}

/** The body of the request. */
export function toListBody({ version, dags, after, size, filter }: ListRequest): object {
  const { time, offset } = parsePlace(after);
  const before = time ?? filter.createdBefore?.toISOString();
  return {
    order_by: version === 'v2' ? '-run_after' : '-execution_date',
    page_limit: size,
    page_offset: offset,
    dag_ids: dags,
    states: filter.statuses && toStateWords(filter.statuses),
    ...(version === 'v2'
      ? { run_after_gte: filter.createdAfter?.toISOString(), run_after_lte: before }
      : { execution_date_lte: before }),
  };
}

/**
 * Where the next page begins; null at the end.
 * @param total how many rows there are from the page's own bounds on; null where Airflow does not say it
 */
export function toNextPlace(
  { version, after }: Pick<ListRequest, 'version' | 'after'>,
  rows: readonly JsonObject[],
  total: number | null,
): string | null {
  const place = parsePlace(after);
  const end = place.offset + rows.length;
  if (rows.length === 0 || (total !== null && end >= total)) return null;
  if (version === 'v1') return `|${end}`;
  const times = rows.map((row) => readWord(row, 'run_after'));
  const last = times.at(-1);
  // Without a time, only counting is left.
  if (last === null || last === undefined) return `${place.time ?? ''}|${end}`;
  const same = times.filter((time) => time === last).length;
  return `${last}|${last === place.time ? place.offset + same : same}`;
}

/** Whether the first page's total counts the filter's jobs: the body says the whole filter, bounds of time to the same instant. */
export function isWhole({ version, after, filter }: ListRequest): boolean {
  const { statuses, createdAfter, createdBefore } = filter;
  return (
    after === null &&
    (statuses === undefined || toStateWords(statuses) !== undefined) &&
    (createdAfter === undefined || version === 'v2') &&
    // `lte` takes in the instant itself.
    createdBefore === undefined
  );
}

function parsePlace(after: string | null): Place {
  const [time = '', offset = '0'] = after?.split('|') ?? [];
  return { time: time || undefined, offset: Number(offset) };
}
