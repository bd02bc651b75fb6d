/** What went wrong, by code. */
import type { ErrorCode } from './error-codes.generated.ts';
import type { AnswerError } from './http.ts';

/** One entry of `errors`. A code that this version does not know may come as well. */
export interface GraphErrorEntry {
  readonly message: string;
  /** The field that is null because of it. */
  readonly path?: readonly (string | number)[] | undefined;
  readonly extensions: {
    readonly code: ErrorCode | '%future added value';
    /** Of errors of a provider. */
    readonly provider?: string;
    readonly source?: string;
    readonly providerCode?: string | null;
    readonly requestId?: string | null;
    readonly isRetryable?: boolean;
    /** The id of the job, in errors about one job; where what was sent is no id, its first 200 characters. */
    readonly jobId?: string;
    /** Of BAD_USER_INPUT: the argument, for example `filter.sources`, unless no single one is wrong. */
    readonly argument?: string;
    /** Of UNAUTHENTICATED and UNAUTHORIZED_FIELD_OR_TYPE at a field: what it needs, all scopes of any one of these lists. */
    readonly requiredScopes?: readonly (readonly string[])[];
    /** Of UNAUTHORIZED_FIELD_OR_TYPE. */
    readonly missingScopes?: readonly string[];
    readonly [name: string]: unknown;
  };
}

interface Came<Data> {
  /** What the answer holds besides. */
  readonly data: Data | null;
  /** Of the HTTP answer; null on a WebSocket. */
  readonly status: number | null;
  /** The header `Retry-After`; null where there is none. */
  readonly retryAfterSeconds: number | null;
}

const nothing: Came<never> = { data: null, status: null, retryAfterSeconds: null };

/**
 * The errors of an answer. It is thrown where there is no data; else it stands beside the data. `errors` is empty where what came
 * is no answer of a graph, for example a proxy's page.
 */
export class GraphError<Data = unknown> extends Error implements Came<Data> {
  override readonly name = 'GraphError';
  readonly errors: readonly GraphErrorEntry[];
  readonly data: Data | null;
  readonly status: number | null;
  readonly retryAfterSeconds: number | null;

  /** @param message what to say where no entry of `errors` says it */
  constructor(message: string, errors: readonly GraphErrorEntry[], came: Came<Data> = nothing) {
    super(errors[0]?.message ?? message);
    this.errors = errors;
    this.data = came.data;
    this.status = came.status;
    this.retryAfterSeconds = came.retryAfterSeconds;
  }

  /** The codes of all entries, each once. */
  get codes(): readonly GraphErrorEntry['extensions']['code'][] {
    return [...new Set(this.errors.map(({ extensions }) => extensions.code))];
  }
}

/** An entry without a code, which only others than the gateway send, gets one that is not known. */
export function toEntries(errors: readonly AnswerError[] = []): readonly GraphErrorEntry[] {
  return errors.map(({ extensions, ...rest }) => ({
    ...rest,
    extensions: { ...extensions, code: (extensions?.['code'] ?? '%future added value') as ErrorCode },
  }));
}
