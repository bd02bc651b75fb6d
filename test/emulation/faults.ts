/** What can go wrong with an answer of an emulator, as plain data. */
import { gzipSync } from 'node:zlib';
import type {
  EmulatedCall,
  EmulatedError,
  Errors,
  InjectFault,
  InjectedFault,
  RawAnswer,
} from '../../emulators/kit/emulator.ts';
import { toRawAnswer } from '../../emulators/kit/emulator.ts';
import { holdBack, toDelivery } from './faulty-delivery.ts';

/** Faults that change the answer's bytes before they are sent. */
export type AnswerFault =
  /** No fault: for a call that is only delayed (`delayMilliseconds`). */
  | { readonly kind: 'none' }
  /** A status without a body, or with the given one, in no protocol's form. */
  | {
      readonly kind: 'httpError';
      readonly status: number;
      readonly body?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** Any error in the protocol's own form. */
  | { readonly kind: 'error'; readonly error: EmulatedError }
  /** The provider's throttling error, with a Retry-After header if one is given. */
  | { readonly kind: 'throttle'; readonly retryAfterSeconds?: number }
  /** The provider's access error. */
  | { readonly kind: 'accessDenied' }
  /** The provider's 5xx. */
  | { readonly kind: 'internalError' }
  /** The answer, but about another job: the given id, or the requested one with its last character changed. */
  | { readonly kind: 'otherJob'; readonly id?: string }
  /** A proxy's HTML page. Default status 502; 200 is the harder case. */
  | { readonly kind: 'html'; readonly status?: number }
  /** A redirect to the given address. Default status 302. */
  | { readonly kind: 'redirect'; readonly location: string; readonly status?: number }
  /** The answer, compressed: legal, but rarely tested. */
  | { readonly kind: 'gzip' }
  /** Blanks that are tiny on the wire and `bytes` long once decompressed. Default 50 MB. */
  | { readonly kind: 'gzipBomb'; readonly bytes?: number }
  /** An XML document with a DOCTYPE, an entity that refers to `systemUrl` if one is given, and a use of it. */
  | { readonly kind: 'doctype'; readonly systemUrl?: string }
  /** Only the answer's first two thirds, declared as complete: not valid JSON or XML. */
  | { readonly kind: 'malformed' }
  /** The answer in another encoding than it declares; only `utf-8-bom` is legal. */
  | { readonly kind: 'encoding'; readonly as: 'invalid-utf-8' | 'utf-16' | 'latin-1' | 'utf-8-bom' }
  /** Exactly these bytes. */
  | { readonly kind: 'answer'; readonly answer: RawAnswer };

/** Faults of the connection while the answer is sent. */
export type DeliveryFault =
  /** A TCP reset before any byte, or after the head and `afterBytes` of the body; then once `when` resolves, if given. */
  | { readonly kind: 'reset'; readonly afterBytes?: number; readonly when?: Promise<unknown> }
  /** The full content-length is declared, but only part of it is sent (default: half) before the connection ends. */
  | { readonly kind: 'truncate'; readonly bytes?: number }
  /** Never answers; or sends the head and `afterBytes` of the body, and never the rest. */
  | { readonly kind: 'hang'; readonly afterBytes?: number }
  /** One byte every `everyMilliseconds`. */
  | { readonly kind: 'drip'; readonly everyMilliseconds: number }
  /** `bytes` of blanks, uncompressed; with a content-length only if `declared`. */
  | { readonly kind: 'oversized'; readonly bytes: number; readonly declared?: boolean };

/**
 * One fault; `delayMilliseconds` delays it, like the answer of a slow provider, and `until` holds an answer back until it
 * resolves.
 */
export type Fault = ((AnswerFault & { readonly until?: Promise<unknown> | undefined }) | DeliveryFault) & {
  readonly delayMilliseconds?: number;
};

/** Chooses the fault of a call; `attempt` is 1 for the first call of this operation and id. */
export type FaultPicker = (call: EmulatedCall, attempt: number) => Fault | undefined;

/** The emulator's option for these faults. */
export function toInjectFault(pick: FaultPicker): InjectFault {
  return (call, attempt) => {
    const fault = pick(call, attempt);
    return fault === undefined ? undefined : toInjectedFault(fault, call);
  };
}

function toInjectedFault(fault: Fault, call: EmulatedCall): InjectedFault {
  const { delayMilliseconds: delay } = fault;
  const delayed = delay === undefined ? {} : { delayMilliseconds: delay };
  if (isDeliveryFault(fault)) return { ...delayed, delivery: toDelivery(fault) };
  const held = fault.until === undefined ? delayed : { ...delayed, delivery: holdBack(fault.until) };
  if (fault.kind === 'none') return held;
  // The last part of a key; of several jobs, the last one.
  const jobId = call.id?.split(/[/ ]/).at(-1) ?? null;
  return { ...held, toAnswer: (honest, errors) => toFaultyAnswer(fault, honest, jobId, errors) };
}

function isDeliveryFault(fault: Fault): fault is DeliveryFault & { readonly delayMilliseconds?: number } {
  return deliveryKinds.has(fault.kind);
}

const deliveryKinds: ReadonlySet<string> = new Set<DeliveryFault['kind']>([
  'reset',
  'truncate',
  'hang',
  'drip',
  'oversized',
]);

/** Applies the fault to the answer. `jobId` is the job's id as it stands in the answer. */
function toFaultyAnswer(
  fault: Exclude<AnswerFault, { readonly kind: 'none' }>,
  answer: RawAnswer,
  jobId: string | null,
  errors: Errors,
): RawAnswer {
  switch (fault.kind) {
    case 'httpError':
      return toRawAnswer(fault);
    case 'error':
      return errors.toAnswer(fault.error);
    case 'throttle':
      return errors.toAnswer(withRetryAfter(errors.throttled, fault.retryAfterSeconds));
    case 'accessDenied':
      return errors.toAnswer(errors.denied);
    case 'internalError':
      return errors.toAnswer(errors.internal);
    case 'otherJob':
      return jobId === null ? answer : withText(answer, (text) => text.replaceAll(jobId, fault.id ?? toOtherId(jobId)));
    case 'html':
      return toHtmlAnswer(fault.status ?? 502);
    case 'redirect':
      return toRawAnswer({ status: fault.status ?? 302, headers: { location: fault.location } });
    case 'gzip':
      return withGzip(answer, gzipSync(answer.body));
    case 'gzipBomb':
      return withGzip(answer, toGzippedBlanks(fault.bytes ?? 50_000_000));
    case 'doctype':
      return toDoctypeAnswer(fault.systemUrl);
    case 'malformed':
      return withText(answer, (text) => text.slice(0, Math.floor((text.length * 2) / 3)));
    case 'encoding':
      return withEncoding(answer, fault.as);
    case 'answer':
      return fault.answer;
  }
}

function withRetryAfter(error: EmulatedError, seconds: number | undefined): EmulatedError {
  return seconds === undefined ? error : { ...error, headers: { ...error.headers, 'retry-after': String(seconds) } };
}

function withText(answer: RawAnswer, change: (text: string) => string): RawAnswer {
  return { ...answer, body: change(Buffer.from(answer.body).toString('utf8')) };
}

function withGzip(answer: RawAnswer, body: Buffer): RawAnswer {
  return { ...answer, headers: { ...answer.headers, 'content-encoding': 'gzip' }, body };
}

/** Keeps the id's form: digits stay digits, and a UUID stays a UUID. */
function toOtherId(id: string): string {
  return id.slice(0, -1) + (id.endsWith('0') ? '1' : '0');
}

function toHtmlAnswer(status: number): RawAnswer {
  return toRawAnswer({
    status,
    headers: { 'content-type': 'text/html' },
    body: `<html>\r\n<head><title>${status}</title></head>\r\n<body>\r\n<center><h1>proxy</h1></center>\r\n</body>\r\n</html>\r\n`,
  });
}

function toDoctypeAnswer(systemUrl: string | undefined): RawAnswer {
  const entity = systemUrl === undefined ? '"expanded"' : `SYSTEM "${systemUrl}"`;
  return toRawAnswer({
    headers: { 'content-type': 'application/xml' },
    body: `<?xml version="1.0"?>\n<!DOCTYPE Job [<!ENTITY e ${entity}>]>\n<Job>&e;</Job>\n`,
  });
}

function withEncoding(answer: RawAnswer, encoding: 'invalid-utf-8' | 'utf-16' | 'latin-1' | 'utf-8-bom'): RawAnswer {
  const bytes = Buffer.from(answer.body);
  switch (encoding) {
    case 'invalid-utf-8': {
      // In the middle of the text, well past the prologue, so that the document itself can still be parsed.
      const middle = Math.floor(bytes.length / 2);
      const garbage = Buffer.from([0xc3, 0x28, 0xff, 0xfe]);
      return { ...answer, body: Buffer.concat([bytes.subarray(0, middle), garbage, bytes.subarray(middle)]) };
    }
    case 'utf-16':
      return { ...answer, body: Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(bytes.toString(), 'utf16le')]) };
    case 'latin-1':
      return { ...answer, body: Buffer.from(bytes.toString(), 'latin1') };
    case 'utf-8-bom':
      return { ...answer, body: Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]) };
  }
}

/** Packing 50 MB takes a tenth of a second, so the last bomb is kept. */
let lastBomb: { readonly bytes: number; readonly body: Buffer } | undefined;

function toGzippedBlanks(bytes: number): Buffer {
  if (lastBomb?.bytes !== bytes) lastBomb = { bytes, body: gzipSync(Buffer.alloc(bytes, ' ')) };
  return lastBomb.body;
}
