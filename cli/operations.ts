/**
 * What the commands ask. With the fields of the tables, and not those that a user chooses, these are the operations that can be
 * registered at a gateway that answers no others (`operations.generated.json`).
 */
import { issueFields } from './issues.ts';
import { readDetailFragment } from './job-detail.ts';
import { jobFields } from './job-rows.ts';
import { checkFields } from './source-checks.ts';

/** `jobs ls`, a page. */
export function toListQuery(fields: string): string {
  return `query JobsLs($first: Int, $after: String, $orderBy: JobOrder, $filter: JobFilter) { jobs(first: $first, after: $after, orderBy: $orderBy, filter: $filter) { nodes { ${fields} } pageInfo { hasNextPage endCursor } ${issueFields} } }`;
}

/** `jobs ls --count`. */
export const countQuery = `query JobsCount($filter: JobFilter) { jobStats(filter: $filter) { bySource { source { name } byStatus { status count } } ${issueFields} } }`;

/** `jobs ls` on a terminal, where there are more jobs than were asked for. */
export const totalQuery =
  'query JobsTotal($filter: JobFilter) { jobStats(filter: $filter) { total { value isLowerBound } } }';

/** `jobs ls --watch`: the subscription, and the query that replaces it where no WebSocket can be opened. */
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

/** `jobs watch` and `jobs wait`, which prints no fields: the subscription, and the query that replaces it where no WebSocket can be opened. */
export function toFollowOperations(fields: string): { readonly subscription: string; readonly question: string } {
  const job = `{ watchedId: id watchedStatus: status watchedFrom: statusSource${fields === '' ? '' : ` ${fields}`} }`;
  return {
    subscription: `subscription JobsFollow($ids: [ID!]!) { jobUpdated(ids: $ids) ${job} }`,
    question: `query JobsFollow($ids: [ID!]!) { jobsById(ids: $ids) ${job} }`,
  };
}

const logPartFields = 'key name group attempt status exitCode reason failedStep isComplete';
const logIssueFields = 'issues { code message isRetryable part }';

/** The fields of a line that `jobs logs` prints; as JSON or YAML, and in colours. */
export const logLineFields = {
  plain: 'time text kind',
  whole: 'time text kind isTruncated cursor',
  colored: 'time text rawText kind',
} as const;

/** `jobs logs`: a page, and with --follow the subscription. */
export function toLogOperations(lineFields: string): { readonly page: string; readonly appended: string } {
  const part = `part { ${logPartFields} } lines { ${lineFields} } ${logIssueFields}`;
  const cursors = 'pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';
  return {
    page: `query JobsLogs($id: ID!, $part: ID, $first: Int, $after: String, $last: Int, $before: String, $since: DateTime) { jobLog(id: $id, part: $part, first: $first, after: $after, last: $last, before: $before, since: $since) { parts { ${logPartFields} } ${part} ${cursors} fetchedAt } }`,
    appended: `subscription JobsLogs($id: ID!, $part: ID, $after: String, $last: Int) { jobLogAppended(id: $id, part: $part, after: $after, last: $last) { ${part} endCursor hasGap } }`,
  };
}

/** `jobs logs --part`, `--failed` and `--follow`: what there is, without a line of it. */
export const logPartsQuery = `query JobsLogParts($id: ID!) { jobLog(id: $id) { parts { ${logPartFields} } part { ${logPartFields} } ${logIssueFields} } job(id: $id) { isTerminal } }`;

/** The columns of `sources`. */
export const sourceFields =
  'name provider region account labels { key value } lifecycle canList listsStatus health { state remedy lastSuccessAt lastErrorAt lastErrorCode lastErrorCause checkedAt requestsInFlight requestsQueued }';

/** `sources`. */
export function toSourcesQuery(fields: string): string {
  return `query Sources { jobSources { ${fields} } }`;
}

/** `sources --check`, and `config check --probe`. */
export const checkQuery = `query SourcesCheck { jobSourceChecks { ${checkFields} } }`;

/** What completion asks, and every command that has to say which sources there are. */
export const sourceNamesQuery = 'query SourceNames { jobSources { name provider canList } }';

/** What `auth` asks. */
export const viewerQuery = 'query Viewer { jobViewer { subject scopes expiresAt } }';

/** All that can be registered: no fields of --json or --reveal. */
export function listOperations(): readonly string[] {
  const { spread, definition } = readDetailFragment();
  const { id, usual, failed, wide, whole } = jobFields;
  const rows = [id, usual, wide];
  return [
    ...[...rows, failed, whole].map(toListQuery),
    countQuery,
    totalQuery,
    ...[usual, failed, wide, whole].flatMap((fields) => Object.values(toWatchedListOperations(fields))),
    ...[false, true].flatMap((opened) => [
      ...rows.map((fields) => toGetQuery(fields, { opened })),
      toGetQuery(spread, { opened, definition }),
    ]),
    toGetQuery(whole),
    ...[...rows, whole].map(toFindQuery),
    ...['', ...rows, whole].flatMap((fields) => Object.values(toFollowOperations(fields))),
    ...Object.values(logLineFields).flatMap((fields) => Object.values(toLogOperations(fields))),
    logPartsQuery,
    toSourcesQuery(sourceFields),
    checkQuery,
    sourceNamesQuery,
    viewerQuery,
  ];
}
