/**
 * An emulator is a real HTTP server on loopback that answers like one provider and checks signatures. Emulators share
 * no code with the adapters that call providers, so that neither can hide the other's faults.
 */
import type { ServerResponse } from 'node:http';

const emulated = Symbol('emulated');

/** Exact bytes to serve, regardless of the protocol. Only `content-length` is added. */
export interface RawAnswer {
  readonly [emulated]: 'answer';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** An answer that does not end by itself, such as a watch: its parts are sent as they come. */
export interface StreamedAnswer {
  readonly [emulated]: 'stream';
  readonly headers: Readonly<Record<string, string>>;
  /**
   * Sends parts until it resolves, which ends the answer, or until the client has gone. If it rejects, the connection is
   * cut. `drained` resolves when the client has taken what was sent, or has gone: for answers larger than memory.
   */
  readonly run: (
    send: (part: string | Uint8Array) => void,
    gone: AbortSignal,
    drained: () => Promise<void>,
  ) => Promise<void>;
}

/** An error with the provider's code; the emulator puts it into the form of its protocol. */
export interface EmulatedError {
  readonly [emulated]: 'error';
  readonly code: string;
  readonly message: string;
  /** Default: the status that the provider's page gives for the code, else 400. */
  readonly status?: number;
  /** Further members of a JSON error body. */
  readonly details?: Readonly<Record<string, unknown>>;
  /** Further headers, e.g. `retry-after`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Exact bytes for a job: `describe: () => toRawAnswer({ body: '<not xml' })`. Status 200 and no headers when left out. */
export function toRawAnswer(answer: {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}): RawAnswer {
  return { [emulated]: 'answer', status: answer.status ?? 200, headers: answer.headers ?? {}, body: answer.body ?? '' };
}

/** An error of the provider for a job: `describe: () => toEmulatedError('AccessDeniedException')`. */
export function toEmulatedError(
  code: string,
  message = code,
  rest: Pick<EmulatedError, 'status' | 'details' | 'headers'> = {},
): EmulatedError {
  return { [emulated]: 'error', code, message, ...rest };
}

/** A 200 whose parts come one by one. */
export function toStreamedAnswer(answer: Pick<StreamedAnswer, 'headers' | 'run'>): StreamedAnswer {
  return { [emulated]: 'stream', ...answer };
}

/** Whether a handler answers with lines over time. */
export function isStreamedAnswer(value: unknown): value is StreamedAnswer {
  return kindOf(value) === 'stream';
}

/** Whether a handler answers with bytes of its own. */
export function isRawAnswer(value: unknown): value is RawAnswer {
  return kindOf(value) === 'answer';
}

/** Whether a handler answers with one of the provider's errors. */
export function isEmulatedError(value: unknown): value is EmulatedError {
  return kindOf(value) === 'error';
}

/** Whether a world answers with one of those in the place of a job: it is sent as it is. */
export function isReadyAnswer(value: unknown): value is RawAnswer | EmulatedError {
  return isRawAnswer(value) || isEmulatedError(value);
}

function kindOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && emulated in value ? value[emulated] : undefined;
}

/** The jobs that an emulator serves. Both functions are called for each request, so a world may change over time. */
export interface JobWorld<Job> {
  /** `undefined` if there is no such job. The id is the whole key, e.g. `store/job` for HealthOmics. */
  readonly describe: (id: string) => Job | EmulatedError | RawAnswer | undefined;
  readonly list: () => readonly Job[];
}

/** The static credentials that the emulator accepts; all other keys are refused. */
export interface AwsEmulatorCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** If given, requests must carry exactly this token. */
  readonly sessionToken?: string;
}

/** The provider's errors that any call may meet. */
export interface ProviderErrors {
  readonly throttled: EmulatedError;
  readonly denied: EmulatedError;
  readonly internal: EmulatedError;
}

/** Those errors, and the form of the provider's errors. */
export interface Errors extends ProviderErrors {
  readonly toAnswer: (error: EmulatedError) => RawAnswer;
}

/** How an answer is sent, in the place of at once and whole. */
export interface Delivery {
  /** False if the client never sees a status. */
  readonly sendsHead: boolean;
  /** True if this side ends the connection before the answer is complete. */
  readonly endsConnection: boolean;
  /** Resolves when everything is sent or the connection is gone (`gone` aborts then). */
  readonly send: (response: ServerResponse, answer: RawAnswer, gone: AbortSignal) => Promise<void>;
}

/** What differs from an honest exchange. An answer or a delivery replaces a stream; a delay leaves it. */
export interface InjectedFault {
  readonly delayMilliseconds?: number;
  readonly toAnswer?: (honest: RawAnswer, errors: Errors) => RawAnswer;
  readonly delivery?: Delivery;
}

/** Says what differs for a call; `attempt` is 1 for the first call of this operation and id. */
export type InjectFault = (call: EmulatedCall, attempt: number) => InjectedFault | undefined;

/** Options of every emulator, beside its credentials and jobs. */
export interface EmulatorSettings {
  /** The clock that dates of signatures are compared with. Default: the system's. */
  readonly now?: () => Date;
  /** Called only for requests with a valid signature; others are always refused. */
  readonly injectFault?: InjectFault;
  /** How many calls to keep; older ones are dropped. Default 50,000. */
  readonly recordedCalls?: number;
  /** Seed of the request ids. Default 1. */
  readonly seed?: number;
}

/** Options of an AWS provider's emulator. */
export interface EmulatorOptions<World> extends EmulatorSettings {
  readonly credentials: AwsEmulatorCredentials;
  /** Default: the region of the provider's samples. */
  readonly region?: string;
  readonly jobs: World;
}

/** One call, as the emulator received it. */
export interface EmulatedCall {
  /** The provider's name of the operation, e.g. `GetJobDetails`; `Unknown` for an unknown path, target or action. */
  readonly operation: string;
  /** The requested job, or the container of a list; null for a list of everything. */
  readonly id: string | null;
  /** 1 for the first call of this operation and id. */
  readonly attempt: number;
  readonly at: Date;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** The status sent; null until then, and if a fault sends none. */
  readonly status: number | null;
  /** True if the client hung up before it had the whole answer. */
  readonly aborted: boolean;
}

/** A running emulator, and what it was asked. */
export interface Emulator {
  /** E.g. `http://127.0.0.1:40123`. */
  readonly url: string;
  /** Oldest first. */
  readonly calls: readonly EmulatedCall[];
  /** Number of requests whose answer has not ended yet. */
  readonly inFlight: number;
  readonly maxInFlight: number;
  readonly openSockets: number;
  /** Forgets calls, attempts and `maxInFlight`; requests in flight go on. */
  reset(): void;
  /** Destroys every socket at once; resolves when nothing is left running. */
  close(): Promise<void>;
}
