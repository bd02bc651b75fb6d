/**
 * What the commands ask. With the fields of the tables, and not those that a user chooses, these are the operations that can be
 * registered at a gateway that answers no others (`operations.generated.json`).
 */
import { issueFields } from './issues.ts';
import { readDetailFragment } from './job-detail.ts';
import { jobFields } from './job-rows.ts';

/** `jobs ls`, a page. */
export function toListQuery(fields: string): string {
  return `query JobsLs($first: Int, $after: String, $orderBy: JobOrder, $filter: JobFilter) { jobs(first: $first, after: $after, orderBy: $orderBy, filter: $filter) { nodes { ${fields} } pageInfo { hasNextPage endCursor } ${issueFields} } }`;
}

/** `jobs ls --count`. */
export const countQuery = `query JobsCount($filter: JobFilter) { jobStats(filter: $filter) { bySource { source { name } byStatus { status count } } ${issueFields} } }`;

/** `jobs ls --watch`: the subscription, and what is asked where no WebSocket can be opened. */
export function toWatchedListOperations(fields: string): { readonly subscription: string; readonly question: string } {
  const job = `{ watchedId: id createdAt_: createdAt ${fields} }`;
  const head = 'JobsWatch($first: Int, $filter: JobFilter)';
  const list = '(first: $first, filter: $filter)';
  return {
    subscription: `subscription ${head} { jobsUpdated${list} { kind job ${job} ${issueFields} } }`,
    question: `query ${head} { jobs${list} { nodes ${job} ${issueFields} } }`,
  };
}

/** `jobs get`. `opened` adds the page that --open opens. */
export function toGetQuery(fields: string, { opened = false, definition = '' } = {}): string {
  return `query JobsGet($ids: [ID!]!) { jobsById(ids: $ids) { ${fields}${opened ? ' openedUrl: consoleUrl' : ''} } }${definition === '' ? '' : ` ${definition}`}`;
}

/** `jobs find`. */
export function toFindQuery(fields: string): string {
  return `query JobsFind($id: ID!) { jobsByProviderJobId(providerJobId: $id) { jobs { ${fields} } ${issueFields} } }`;
}

/** `jobs watch` and `jobs wait`, which prints no fields: the subscription, and what is asked where no WebSocket can be opened. */
export function toFollowOperations(fields: string): { readonly subscription: string; readonly question: string } {
  const job = `{ watchedId: id watchedStatus: status watchedFrom: statusSource${fields === '' ? '' : ` ${fields}`} }`;
  return {
    subscription: `subscription JobsFollow($ids: [ID!]!) { jobUpdated(ids: $ids) ${job} }`,
    question: `query JobsFollow($ids: [ID!]!) { jobsById(ids: $ids) ${job} }`,
  };
}

/** The columns of `sources`. */
export const sourceFields =
  'name provider region lifecycle canList health { state lastSuccessAt lastErrorAt lastErrorCode }';

/** `sources`. */
export function toSourcesQuery(fields: string): string {
  return `query Sources { jobSources { checked: health { state } ${fields} } }`;
}

/** What completion asks. */
export const sourceNamesQuery = 'query SourceNames { jobSources { name } }';

/** What `auth` asks. */
export const viewerQuery = 'query Viewer { jobViewer { subject scopes expiresAt } }';

/** All that can be registered: no fields of --json or --reveal. */
export function listOperations(): readonly string[] {
  const { spread, definition } = readDetailFragment();
  const { id, usual, wide } = jobFields;
  const rows = [id, usual, wide];
  return [
    ...rows.map(toListQuery),
    countQuery,
    ...[usual, wide].flatMap((fields) => Object.values(toWatchedListOperations(fields))),
    ...[false, true].flatMap((opened) => [
      ...rows.map((fields) => toGetQuery(fields, { opened })),
      toGetQuery(spread, { opened, definition }),
    ]),
    ...rows.map(toFindQuery),
    ...['', ...rows].flatMap((fields) => Object.values(toFollowOperations(fields))),
    toSourcesQuery(sourceFields),
    sourceNamesQuery,
    viewerQuery,
  ];
}
