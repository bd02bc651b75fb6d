/**
 * Every code that `errors[].extensions.code` or `JobConnection.issues` can hold, in one place. The table of errors in
 * docs/operating.md is made from it (`npm run docs:errors`).
 */
export interface ErrorMeaning {
  /** Statuses of HTTP answers that it comes in; none: it only comes over a WebSocket or by HTTP callback. */
  readonly http: readonly number[];
  /** Whether the same request may succeed later without a fix. */
  readonly isRetryable: boolean;
  readonly meaning: string;
}

/** By code: the statuses over HTTP, whether a repeat may succeed, and the sentence in docs/operating.md. */
export const errorCatalogue = {
  UNAUTHENTICATED: {
    http: [200, 401],
    isRetryable: false,
    meaning: 'a field needs a token. 401: the token that came is not valid',
  },
  UNAUTHORIZED_FIELD_OR_TYPE: {
    http: [200],
    isRetryable: false,
    meaning: 'the token lacks the scopes that `missingScopes` names; that field is null',
  },
  BAD_USER_INPUT: {
    http: [200, 400],
    isRetryable: false,
    meaning: 'an id, a source, a cursor or a range that cannot be. 400: a variable of the wrong type',
  },
  JOB_NOT_FOUND: { http: [200], isRetryable: false, meaning: 'the provider knows no such job' },
  JOB_GONE: {
    http: [200],
    isRetryable: false,
    meaning: 'the provider knew the job once. In `jobs.issues`: it is listed and no longer described',
  },
  PROVIDER_ACCESS_DENIED: {
    http: [200],
    isRetryable: false,
    meaning: 'this gateway’s credentials or permissions for the source: fix the credentials or the policy',
  },
  PROVIDER_THROTTLED: {
    http: [200],
    isRetryable: true,
    meaning:
      'still throttled after retries, or the provider wants no call before a time that is too late, or the source’s queue is full and no viewer holds more of it',
  },
  PROVIDER_TIMEOUT: { http: [200], isRetryable: true, meaning: 'no answer in time' },
  PROVIDER_UNAVAILABLE: { http: [200], isRetryable: true, meaning: 'not reached, or the breaker is open' },
  PROVIDER_REJECTED: {
    http: [200],
    isRetryable: false,
    meaning: 'the provider refuses a request that passed the gateway’s checks',
  },
  PROVIDER_CONFLICT: { http: [200], isRetryable: false, meaning: 'the provider reports a conflict on the job' },
  PROVIDER_BAD_RESPONSE: { http: [200], isRetryable: false, meaning: 'an answer that cannot be read' },
  LIST_NOT_SUPPORTED: { http: [200], isRetryable: false, meaning: 'in `jobs.issues`: the provider offers no listing' },
  LIST_TRUNCATED: {
    http: [200],
    isRetryable: false,
    meaning: 'in `jobs.issues`: more jobs than one list reads, or a limit ended the page',
  },
  NOT_REPORTED: {
    http: [200],
    isRetryable: false,
    meaning:
      'in `jobs.issues`: the provider does not say when its jobs ended, so none of the source meets a filter by their end',
  },
  STATUS_NOT_LISTED: {
    http: [200],
    isRetryable: false,
    meaning:
      'in `jobStats.issues`: the provider’s list does not say the status of some jobs: they are counted under null, or left out of a count by status',
  },
  GRAPHQL_PARSE_FAILED: { http: [400], isRetryable: false, meaning: 'the document cannot be parsed' },
  GRAPHQL_VALIDATION_FAILED: {
    http: [400],
    isRetryable: false,
    meaning: 'the document does not fit the schema',
  },
  INTROSPECTION_DISABLED: {
    http: [400],
    isRetryable: false,
    meaning:
      'the schema was asked for while that is off; it stands in `validationErrorCode`, beside GRAPHQL_VALIDATION_FAILED',
  },
  OPERATION_RESOLUTION_FAILURE: {
    http: [400],
    isRetryable: false,
    meaning: 'the document holds no operation, several, or none of the name',
  },
  OPERATION_LIMIT_EXCEEDED: { http: [400], isRetryable: false, meaning: '`limit`, `actual`, `maximum` say which' },
  JOB_BUDGET_EXCEEDED: { http: [429], isRetryable: true, meaning: '`maximum`, `retryAfterSeconds`' },
  PERSISTED_OPERATION_REQUIRED: {
    http: [400],
    isRetryable: false,
    meaning: 'not one of the operations that are answered',
  },
  PERSISTED_QUERY_NOT_FOUND: {
    http: [200],
    isRetryable: true,
    meaning: 'not known by its digest: send it with its text',
  },
  PERSISTED_QUERY_NOT_SUPPORTED: {
    http: [200],
    isRetryable: false,
    meaning: 'operations cannot be sent by their digest',
  },
  TOO_MANY_SUBSCRIPTIONS: {
    http: [400, 503],
    isRetryable: true,
    meaning: 'on this WebSocket; 503: by HTTP callback. 400 there, and on a WebSocket: too many watched jobs',
  },
  CALLBACK_URL_NOT_ALLOWED: { http: [400], isRetryable: false, meaning: 'not one of `subscriptions.callbackUrls`' },
  CALLBACK_FAILED: { http: [400], isRetryable: true, meaning: 'the address did not confirm the subscription' },
  SERVER_STOPPING: {
    http: [503],
    isRetryable: true,
    meaning: 'no new subscription by HTTP callback; why a running one ends',
  },
  AUDIT_UNAVAILABLE: {
    http: [200],
    isRetryable: true,
    meaning: 'a secret is withheld, because its disclosure could not be written to the log',
  },
  SERVICE_UNAVAILABLE: {
    http: [503],
    isRetryable: true,
    meaning:
      'the issuer’s keys cannot be read, so the token cannot be checked, or too many bytes of bodies are held; `Retry-After`',
  },
  BAD_REQUEST: {
    http: [400, 405, 406, 408],
    isRetryable: false,
    meaning:
      'the request cannot be read or is not accepted: a mutation, a batch, a subscription over plain HTTP, a GET that any web page could send. 405: over GET a protected field or a mutation (`Allow: POST`); 406: `Accept` leaves out JSON; 408: the request did not come in time',
  },
  REQUEST_TOO_LARGE: { http: [413, 431], isRetryable: false, meaning: 'the body; 431: the headers' },
  UNSUPPORTED_MEDIA_TYPE: {
    http: [415],
    isRetryable: false,
    meaning: 'the body is not application/json, not UTF-8, or compressed',
  },
  NOT_FOUND: { http: [404], isRetryable: false, meaning: 'no such path' },
  INTERNAL_SERVER_ERROR: {
    http: [200, 500],
    isRetryable: false,
    meaning: 'a fault of this program: the log has it as `fault`, without its message',
  },
} as const satisfies Readonly<Record<string, ErrorMeaning>>;

/** The code of an error (`extensions.code`) or of an issue. */
export type ErrorCode = keyof typeof errorCatalogue;

/** Whether the same request may succeed later. */
export function isRetryable(code: ErrorCode): boolean {
  return errorCatalogue[code].isRetryable;
}
