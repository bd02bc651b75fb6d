/**
 * Every code that `errors[].extensions.code` or an issue can hold, in one place. The graph's enum `JobErrorCode` is made from it
 * (`npm run regenerate`), and the list of errors in docs/observability.md (`npm run docs:errors`).
 */
interface ErrorMeaning {
  /** Statuses of HTTP answers that it comes in; none: it only comes over a WebSocket or by HTTP callback. */
  readonly http: readonly number[];
  /** Whether the same request may succeed later without a fix. */
  readonly isRetryable: boolean;
  /** The description of the enum's value. */
  readonly meaning: string;
  /** What docs/observability.md says besides. */
  readonly more?: string;
}

/** By code, in the order of the graph's enum. */
export const errorCatalogue = {
  UNAUTHENTICATED: {
    http: [200, 401],
    isRetryable: false,
    meaning: 'A field needs a token, or the token that came is not valid.',
    more: '401: the token that came is not valid.',
  },
  UNAUTHORIZED_FIELD_OR_TYPE: {
    http: [200],
    isRetryable: false,
    meaning: 'The token lacks the scopes that `missingScopes` names; that field is null.',
  },
  BAD_USER_INPUT: {
    http: [200, 400],
    isRetryable: false,
    meaning: 'An id, a source, a cursor, a range or another argument that cannot be.',
    more: '`argument` names it. 400: a variable has the wrong type.',
  },
  JOB_NOT_FOUND: { http: [200], isRetryable: false, meaning: 'The provider knows no such job.' },
  JOB_GONE: {
    http: [200],
    isRetryable: false,
    meaning: 'The provider knew the job once. As an issue: it is listed and no longer described.',
  },
  PROVIDER_ACCESS_DENIED: {
    http: [200],
    isRetryable: false,
    meaning: "This server's credentials or permissions for the source were refused, or there are none.",
    more: 'Fix the credentials or the policy.',
  },
  PROVIDER_THROTTLED: {
    http: [200],
    isRetryable: true,
    meaning: 'Still throttled after retries, or no call is to be made for a while, or too many wait.',
    more: "Too many: the source's queue is full, and no viewer has more calls in it.",
  },
  PROVIDER_TIMEOUT: { http: [200], isRetryable: true, meaning: 'No answer in time.' },
  PROVIDER_UNAVAILABLE: {
    http: [200],
    isRetryable: true,
    meaning: 'Not reached, or calls are held back because too many failed.',
  },
  PROVIDER_REJECTED: {
    http: [200],
    isRetryable: false,
    meaning:
      "The provider refuses a request that passed this server's checks, or does not know what the settings name.",
  },
  PROVIDER_CONFLICT: { http: [200], isRetryable: false, meaning: 'The provider reports a conflict on the job.' },
  PROVIDER_BAD_RESPONSE: { http: [200], isRetryable: false, meaning: 'An answer that cannot be read.' },
  LIST_NOT_SUPPORTED: { http: [200], isRetryable: false, meaning: 'As an issue: the provider offers no listing.' },
  LIST_TRUNCATED: {
    http: [200],
    isRetryable: false,
    meaning: 'As an issue: more jobs than one list reads, or a limit ended the page or the count.',
    more: 'The same where the provider did not list the newest first.',
  },
  NOT_REPORTED: {
    http: [200],
    isRetryable: false,
    meaning:
      'As an issue: the provider does not say when its jobs ended, so none of them is found or counted by their end.',
  },
  STATUS_NOT_LISTED: {
    http: [200],
    isRetryable: false,
    meaning:
      "As an issue: the provider's list does not say the status of some jobs: they are counted under null, or left out of a count by status.",
  },
  DEFINITION_NOT_LISTED: {
    http: [200],
    isRetryable: false,
    meaning:
      "As an issue: the provider's list does not say what some jobs are runs of: they are left out of what is counted by definition.",
  },
  FAILURES_NOT_LISTED: {
    http: [200],
    isRetryable: false,
    meaning: "As an issue: the provider's list does not say why some jobs failed: they are counted under no reason.",
  },
  LOG_NOT_STARTED: {
    http: [200],
    isRetryable: true,
    meaning: 'As an issue of a log: nothing is written yet, or the provider does not show it before the end.',
  },
  LOG_NOT_SUPPORTED: {
    http: [200],
    isRetryable: false,
    meaning: 'As an issue of a log: the provider keeps none, or the job was set up to write none.',
  },
  LOG_ELSEWHERE: {
    http: [200],
    isRetryable: false,
    meaning: 'As an issue of a log: it is kept where this source does not read.',
  },
  LOG_GONE: {
    http: [200],
    isRetryable: false,
    meaning: 'As an issue of a log: it was removed, or its part ended without writing one.',
  },
  LOG_TRUNCATED: { http: [200], isRetryable: false, meaning: 'As an issue of a log: lines are missing.' },
  LOG_DISABLED: {
    http: [200],
    isRetryable: false,
    meaning: 'As an issue of a log: this server does not read the logs of this source.',
  },
  GRAPHQL_PARSE_FAILED: { http: [400], isRetryable: false, meaning: 'The document cannot be parsed.' },
  GRAPHQL_VALIDATION_FAILED: { http: [400], isRetryable: false, meaning: 'The document does not fit the schema.' },
  INTROSPECTION_DISABLED: {
    http: [400],
    isRetryable: false,
    meaning: 'The schema was asked for while that is off.',
    more: 'This code is in `validationErrorCode`, beside GRAPHQL_VALIDATION_FAILED.',
  },
  OPERATION_RESOLUTION_FAILURE: {
    http: [400],
    isRetryable: false,
    meaning: 'The document holds no operation, several, or none of the name.',
  },
  OPERATION_LIMIT_EXCEEDED: {
    http: [400],
    isRetryable: false,
    meaning: 'A limit on operations; `limit`, `actual` and `maximum` say which.',
  },
  JOB_BUDGET_EXCEEDED: {
    http: [429],
    isRetryable: true,
    meaning: "The viewer's budget of jobs is used up; `retryAfterSeconds` says for how long.",
    more: 'The budget is `maximum` jobs in a minute.',
  },
  PERSISTED_OPERATION_REQUIRED: {
    http: [400],
    isRetryable: false,
    meaning: 'Not one of the operations that are answered.',
  },
  PERSISTED_QUERY_NOT_FOUND: {
    http: [200],
    isRetryable: true,
    meaning: 'Not known by its digest: send it with its text.',
  },
  PERSISTED_QUERY_NOT_SUPPORTED: {
    http: [200],
    isRetryable: false,
    meaning: 'Operations cannot be sent by their digest.',
  },
  TOO_MANY_SUBSCRIPTIONS: {
    http: [400, 503],
    isRetryable: true,
    meaning: 'Too many subscriptions, watched jobs or followed logs.',
    more: '503: too many by HTTP callback. 400 by HTTP callback, and on a WebSocket: too many watched jobs.',
  },
  CALLBACK_URL_NOT_ALLOWED: {
    http: [400],
    isRetryable: false,
    meaning: 'Not one of the addresses that events may be sent to.',
    more: '`subscriptions.callbackUrls` holds them.',
  },
  CALLBACK_FAILED: { http: [400], isRetryable: true, meaning: 'The address did not confirm the subscription.' },
  SERVER_STOPPING: {
    http: [503],
    isRetryable: true,
    meaning: 'The server stops: no new subscription, or why a running one ends.',
  },
  AUDIT_UNAVAILABLE: {
    http: [200],
    isRetryable: true,
    meaning: 'A secret is withheld, because its disclosure could not be written to the log.',
  },
  SERVICE_UNAVAILABLE: {
    http: [503],
    isRetryable: true,
    meaning: 'The token cannot be checked at the moment, or too much is held.',
    more: "The issuer's keys cannot be read, or too many bytes of bodies or answers are held. `Retry-After` says when to repeat.",
  },
  BAD_REQUEST: {
    http: [400, 405, 406, 408],
    isRetryable: false,
    meaning: 'The request cannot be read, or is not accepted.',
    more: 'For example a mutation, a batch, a subscription over plain HTTP, a GET that any web page could send. 405: over GET a protected field or a mutation (`Allow: POST`); 406: `Accept` leaves out JSON; 408: the request did not come in time.',
  },
  REQUEST_TOO_LARGE: {
    http: [413, 431],
    isRetryable: false,
    meaning: 'The request is too large.',
    more: '413: the body. 431: the headers.',
  },
  UNSUPPORTED_MEDIA_TYPE: {
    http: [415],
    isRetryable: false,
    meaning: "The request's body is of a kind that is not accepted.",
    more: 'It is not application/json, not UTF-8, or compressed.',
  },
  NOT_FOUND: { http: [404], isRetryable: false, meaning: 'No such path.' },
  INTERNAL_SERVER_ERROR: {
    http: [200, 500],
    isRetryable: false,
    meaning: 'A fault of this program.',
    more: 'The log has it as `fault`, without its message.',
  },
} as const satisfies Readonly<Record<string, ErrorMeaning>>;

/** The code of an error (`extensions.code`) or of an issue. */
export type ErrorCode = keyof typeof errorCatalogue;

/** Whether the same request may succeed later. */
export function isRetryable(code: ErrorCode): boolean {
  return errorCatalogue[code].isRetryable;
}
