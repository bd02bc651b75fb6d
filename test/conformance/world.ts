/** One provider's emulator, whose answers a test picks job by job, behind a whole gateway that keeps nothing. */
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { EmulatedCall, EmulatedError, Emulator, RawAnswer } from '../../emulators/kit/emulator.ts';
import { isEmulatedError, isRawAnswer, toRawAnswer } from '../../emulators/kit/emulator.ts';
import { toInjectFault, type Fault } from '../emulation/faults.ts';
import { askWhole, noCache, type WholeAnswer } from '../datasources/ask-whole.ts';
import { startGateway, type GatewaySettings, type GatewayUnderTest } from '../gateway.ts';
import { withPlainEntries } from '../plain-store.ts';
import { isNone, type EmulatedJobs, type ProviderUnderTest, type WireJob } from './provider-under-test.ts';

/** Exact bytes for a whole call, or a good answer that a fault befalls. */
export type AnswerOrFault = RawAnswer | Fault;

export interface World {
  readonly gateway: GatewayUnderTest;
  readonly emulator: Emulator;
  /** What the provider says of the job from now on. */
  readonly put: (key: string, says: WireJob | AnswerOrFault | EmulatedError) => void;
  /** What answers a call of this operation from now on, whatever it asks for; undefined: what was put. */
  readonly answerWith: (operation: string, toAnswer: ((call: EmulatedCall) => AnswerOrFault) | undefined) => void;
  /** Forgets what was put, and the calls. */
  readonly clear: () => void;
  /** Forgets the calls. */
  readonly forget: () => void;
  /** Since they were forgotten. */
  readonly calls: () => readonly EmulatedCall[];
  readonly callsFor: (key: string) => number;
  /** `GET DescribeJob` and the like: all calls since the world began. */
  readonly everyOperation: () => ReadonlySet<string>;
  readonly toIds: (keys: readonly string[]) => readonly string[];
  /** Every field, for a viewer with every scope. */
  readonly askWhole: (keys: readonly string[]) => Promise<WholeAnswer>;
  /** Every field that a viewer without a token may see. */
  readonly askOpen: (keys: readonly string[]) => Promise<WholeAnswer>;
  /** A token with every scope. */
  readonly token: string;
  /** An address that nothing may ask, and how often it was asked. */
  readonly trap: { readonly url: string; readonly requests: () => number };
  readonly close: () => Promise<void>;
}

export interface WorldSettings {
  readonly gateway?: Partial<GatewaySettings>;
  /** Jobs in the emulator's own form, by key, for what was not put. */
  readonly jobs?: ReadonlyMap<string, unknown>;
  /** The emulator's clock. */
  readonly now?: () => Date;
  /** Sources beside the subject's. */
  readonly moreSources?: (endpoint: string) => readonly object[];
}

/** Hundreds of jobs are asked for at once, and a busy machine takes its time: answers are judged here, not times. */
const patient = { timeoutSeconds: 100, deadlineSeconds: 110 };

/** The keys of the jobs that a call is about. */
export function keysOfCall({ requests }: ProviderUnderTest, call: EmulatedCall): readonly string[] {
  return requests.keysOf?.(call) ?? (call.id === null ? [] : [call.id]);
}

export async function startWorld(subject: ProviderUnderTest, settings: WorldSettings = {}): Promise<World> {
  const said = new Map<string, WireJob | AnswerOrFault | EmulatedError>();
  const answers = new Map<string, (call: EmulatedCall) => AnswerOrFault>();
  const operations = new Set<string>();
  const trap = await startTrap();
  const emulator = await subject.startEmulator(toEmulatedJobs(subject, said, settings.jobs ?? new Map()), {
    injectFault: toInjectFault((call) => {
      operations.add(`${call.method} ${call.operation}`);
      const answer = answers.get(call.operation)?.(call);
      if (answer !== undefined) return toFault(answer);
      return toFaultOf(subject, call, said);
    }),
    ...(settings.now === undefined ? {} : { now: settings.now }),
  });
  const gateway = await startGateway({
    cache: noCache,
    server: { operationSeconds: 120 },
    // Back-off of no length, and a source that is asked however often it fails.
    random: () => 0,
    breaker: { failures: 1_000_000 },
    // Jobs of the providers' samples are old, and such are polled fifteen times more rarely.
    pollMilliseconds: 4,
    wrapStores: withPlainEntries,
    sources: [{ ...patient, ...subject.toSource(emulator.url) }, ...(settings.moreSources?.(emulator.url) ?? [])],
    ...settings.gateway,
  });
  const token = await gateway.token('job:read', 'job:sensitive', 'job:credentials');
  const toIds = (keys: readonly string[]): readonly string[] => keys.map((key) => `${subject.sourceName}:${key}`);
  return {
    gateway,
    emulator,
    put: (key, says) => void said.set(key, says),
    answerWith: (operation, toAnswer) => {
      if (toAnswer === undefined) answers.delete(operation);
      else answers.set(operation, toAnswer);
    },
    clear: () => {
      said.clear();
      answers.clear();
      emulator.reset();
    },
    forget: () => {
      emulator.reset();
    },
    calls: () => emulator.calls,
    callsFor: (key) => emulator.calls.filter((call) => keysOfCall(subject, call).includes(key)).length,
    everyOperation: () => operations,
    toIds,
    askWhole: (keys) => askWhole(gateway, subject.typeName, toIds(keys), { token }),
    askOpen: (keys) => askWhole(gateway, subject.typeName, toIds(keys)),
    token,
    trap,
    close: async () => {
      await gateway.close();
      await emulator.close();
      trap.close();
    },
  };
}

function toEmulatedJobs(
  subject: ProviderUnderTest,
  said: ReadonlyMap<string, WireJob | AnswerOrFault | EmulatedError>,
  jobs: ReadonlyMap<string, unknown>,
): EmulatedJobs<unknown> {
  const toAnswer = (body: WireJob['body']): unknown =>
    // A batch is put together by the emulator itself, of jobs in its own form.
    isNone(subject.batches)
      ? toRawAnswer({ headers: { [subject.errors.requestIdHeader]: 'request-1' }, body })
      : (JSON.parse(Buffer.from(body).toString()) as unknown);
  return {
    describe: (key) => {
      const says = said.get(key);
      if (says === undefined) return jobs.get(key);
      if (isEmulatedError(says) || isRawAnswer(says)) return says;
      return toAnswer('kind' in says ? subject.answers.toBody(key) : says.body);
    },
    list: () => [...jobs.values()],
    complete: (key) => {
      const says = said.get(key);
      if (says === undefined || !isWireJob(says) || says.second === undefined) return undefined;
      return toRawAnswer({ body: says.second });
    },
  };
}

function isWireJob(says: WireJob | AnswerOrFault | EmulatedError): says is WireJob {
  return !isEmulatedError(says) && !isRawAnswer(says) && !('kind' in says);
}

/** What befalls the call by what was put of its jobs. */
function toFaultOf(
  subject: ProviderUnderTest,
  call: EmulatedCall,
  said: ReadonlyMap<string, WireJob | AnswerOrFault | EmulatedError>,
): Fault | undefined {
  const keys = keysOfCall(subject, call);
  const all = keys.map((key) => said.get(key));
  const whole = all.find((says) => says !== undefined && !isWireJob(says) && !isEmulatedError(says));
  const { batches } = subject;
  if (isNone(batches) || call.operation !== batches.operation)
    return whole !== undefined && !isRawAnswer(whole) ? (whole as Fault) : undefined;
  if (whole !== undefined) return toFault(whole as AnswerOrFault);
  const error = all.find((says) => says !== undefined && isEmulatedError(says));
  if (error !== undefined) return { kind: 'error', error: error };
  if (all.every((says) => says === undefined)) return undefined;
  const records = all.flatMap((says) => (says === undefined ? [] : [(says as WireJob).body]));
  const missing = keys.filter((key) => !said.has(key));
  const headers = { [subject.errors.requestIdHeader]: 'request-1' };
  return { kind: 'answer', answer: toRawAnswer({ headers, body: batches.toBody(records, missing) }) };
}

function toFault(answer: AnswerOrFault): Fault {
  return isRawAnswer(answer) ? { kind: 'answer', answer } : answer;
}

async function startTrap() {
  let requests = 0;
  const server = createServer((_request, response) => {
    requests += 1;
    response.end('hostile-marker');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    requests: () => requests,
    close: () => server.close(),
  };
}
