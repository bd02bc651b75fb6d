/**
 * What every emulator is: a real HTTP server on loopback that answers as one provider does, signatures checked.
 * Nothing here or in an emulator is shared with the code that calls providers, so that one cannot hide the other's faults.
 */
import type { Fault } from './faults.ts';

const emulated = Symbol('emulated');

/** Exact bytes to serve, whatever the protocol says. `content-length` is added; nothing else is. */
export interface RawAnswer {
  readonly [emulated]: 'answer';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** A failure by the provider's own code; the emulator words it in its protocol's form. */
export interface EmulatedError {
  readonly [emulated]: 'error';
  readonly code: string;
  readonly message: string;
  /** Left out: the status that the provider's page gives for the code, else 400. */
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

export function isRawAnswer(value: unknown): value is RawAnswer {
  return kindOf(value) === 'answer';
}

export function isEmulatedError(value: unknown): value is EmulatedError {
  return kindOf(value) === 'error';
}

function kindOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && emulated in value ? value[emulated] : undefined;
}

/** The jobs that an emulator serves. Both are asked at each call, so a world may move. */
export interface JobWorld<Job> {
  /** `undefined` = the provider knows no such job. The id is the whole key, e.g. `store/job` for HealthOmics. */
  readonly describe: (id: string) => Job | EmulatedError | RawAnswer | undefined;
  readonly list: () => readonly Job[];
}

/** Static credentials that the emulator knows; every other key is refused. */
export interface AwsEmulatorCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** When given, a request without exactly this token is refused. */
  readonly sessionToken?: string;
}

/** What all emulators take beside their credentials and jobs. */
export interface EmulatorSettings {
  /** The emulator's clock, against which signatures are dated. Default: the system's. */
  readonly now?: () => Date;
  /**
   * Picks what goes wrong with a call; `attempt` is 1 for the first call of this operation and id.
   * Asked only for a request whose signature holds: a wrongly signed one is always refused.
   */
  readonly fault?: (call: EmulatedCall, attempt: number) => Fault | undefined;
  /** How many calls to remember; older ones are dropped. Default 50,000. */
  readonly recordedCalls?: number;
  /** Of the request ids. Default 1. */
  readonly seed?: number;
}

/** What an emulator of an AWS provider takes. */
export interface EmulatorOptions<Job> extends EmulatorSettings {
  readonly credentials: AwsEmulatorCredentials;
  /** Default: the region of the provider's samples. */
  readonly region?: string;
  readonly jobs: JobWorld<Job>;
}

/** One call as the emulator saw it. */
export interface EmulatedCall {
  /** The provider's name of the operation, e.g. `GetJobDetails`; `Unknown` for a path, target or action it has not. */
  readonly operation: string;
  /** The job (or the container of a list) that it asks for; null for a list of everything. */
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
  /** The status sent; null while nothing is, and for ever where a fault sends none. */
  readonly status: number | null;
  /** True when the client hung up before it had the whole answer. */
  readonly aborted: boolean;
}

export interface Emulator {
  /** E.g. `http://127.0.0.1:40123`. */
  readonly url: string;
  /** Oldest first. */
  readonly calls: readonly EmulatedCall[];
  /** Requests that have arrived and whose answer has not ended. */
  readonly inFlight: number;
  readonly maxInFlight: number;
  readonly openSockets: number;
  /** Forgets calls, attempts and `maxInFlight`; requests in flight go on. */
  reset(): void;
  /** Ends every socket at once; resolves when nothing is left running. */
  close(): Promise<void>;
}
