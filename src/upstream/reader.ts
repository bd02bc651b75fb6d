/** The one way to a source's jobs, process-wide: plan, cache, share in flight, call. */
import type { Clock } from '../clock.ts';
import { ProviderError } from '../errors.ts';
import type { Instant, JobFacts, JobKey, JobSecrets } from '../job.ts';
import type { Adapter, Call } from './adapter.ts';
import type { JobAsk } from './ask.ts';
import type { Caller } from './caller.ts';
import type { Tally } from './tally.ts';
import { createSharedDescribe, describeAlone, storeFacts, toStoreId } from './describe.ts';
import type { Party } from './fair-queue.ts';
import type { FactStore, Stored, StoredFacts } from './fact-store.ts';
import { createFlights } from './flights.ts';
import { holds, toLevel, type Level } from './plan.ts';
import { createShared } from './share.ts';
import { withDeadline } from './with-deadline.ts';

/** For whom a job is read. */
export interface ReadContext extends Party {
  /** Aborts when the operation's deadline has passed, or the client has gone. */
  readonly signal: AbortSignal;
  /** Counts what the operation cost, where somebody wants to know. */
  readonly tally?: Tally;
}

/** A job as it was read, with only the secrets that were asked for. */
export interface ReadRecord {
  readonly facts: JobFacts;
  readonly secrets: JobSecrets;
  readonly fetchedAt: Instant;
}

export interface Reader {
  /**
   * Throws `ProviderError`, or the context's reason where it aborts first. `fetchedAt` is when the answer came; how fresh
   * a record is counts from there.
   */
  readonly read: (ask: JobAsk, context: ReadContext) => Promise<ReadRecord>;
}

export interface ReaderOptions extends Clock {
  readonly source: string;
  readonly adapter: Adapter;
  readonly call: Caller;
  readonly store: FactStore;
  /** Of all attempts of one read together. */
  readonly deadlineMilliseconds: number;
}

const noSecrets: JobSecrets = {};

export function createReader(options: ReaderOptions): Reader {
  const { source, adapter } = options;
  const readShared = createSharedRead(options);

  async function read(ask: JobAsk, context: ReadContext): Promise<ReadRecord> {
    context.signal.throwIfAborted();
    const level = toLevel(adapter, ask.facts);
    const stored = options.store.get(toStoreId(source, ask.key));
    if (stored !== undefined && answers(stored, ask, level)) {
      context.tally?.cacheHit(source);
      return toReadRecord(stored);
    }
    context.tally?.cacheMiss(source);
    if (ask.secrets.size > 0 || ask.secretsOfMasked.size > 0) return readAlone(options, ask, level, context);
    return toReadRecord(await readShared(ask.key, level === 'complete' ? 'complete' : 'detail', context));
  }

  return {
    read: async (ask, context) => {
      try {
        return await read(ask, context);
      } catch (error) {
        if (error instanceof ProviderError) context.tally?.failed(source, error);
        throw error;
      }
    },
  };
}

function answers(stored: Stored, ask: JobAsk, level: Level): boolean {
  if ('notFound' in stored) return true;
  return ask.secrets.size === 0 && holds(stored.level, level) && stored.withheld.isDisjointFrom(ask.secretsOfMasked);
}

function toReadRecord(stored: Stored): ReadRecord {
  if ('notFound' in stored) throw stored.notFound;
  return { facts: stored.facts, fetchedAt: stored.fetchedAt, secrets: noSecrets };
}

/** Secrets are read for one operation alone, facts and secrets by one call. */
async function readAlone(options: ReaderOptions, ask: JobAsk, level: Level, context: ReadContext): Promise<ReadRecord> {
  // Shared with nobody, but left like a shared one: at once, and without a word about the source.
  const alone = createShared((signal) =>
    withDeadline(options, { ...context, signal }, async (deadlined, call) => {
      const described = await describeAlone(options, ask.key, call);
      const stored = level === 'complete' ? await complete(options, ask.key, described.stored, call) : described.stored;
      deadlined.throwIfAborted();
      return { facts: stored.facts, fetchedAt: stored.fetchedAt, secrets: pickSecrets(described.secrets, ask) };
    }),
  );
  return alone.join(context.signal);
}

function pickSecrets(secrets: JobSecrets, { secrets: asked, secretsOfMasked }: JobAsk): JobSecrets {
  return Object.fromEntries(Object.entries(secrets).filter(([name]) => asked.has(name) || secretsOfMasked.has(name)));
}

type ReadShared = (key: JobKey, level: 'detail' | 'complete', context: ReadContext) => Promise<StoredFacts>;

/** Facts for everybody: one call for one job, however many ask at once. */
function createSharedRead(options: ReaderOptions): ReadShared {
  const { source, store } = options;
  const describeShared = createSharedDescribe(options);
  const flights = createFlights<StoredFacts>();

  /** What the completion begins with: a fresh record, a call under way, or one of its own. */
  async function readDetail(key: JobKey, context: ReadContext): Promise<StoredFacts> {
    const stored = store.get(toStoreId(source, key));
    return stored !== undefined && 'facts' in stored && holds(stored.level, 'detail')
      ? stored
      : readShared(key, 'detail', context);
  }

  function fetch(key: JobKey, level: 'detail' | 'complete', context: ReadContext): Promise<StoredFacts> {
    if (level === 'detail') return describeShared(key, context);
    return withDeadline(options, context, async (signal, call) =>
      complete(options, key, await readDetail(key, { ...context, signal }), call),
    );
  }

  function readShared(key: JobKey, level: 'detail' | 'complete', context: ReadContext): Promise<StoredFacts> {
    const name = `${level} ${key}`;
    const running = flights.find(name) ?? (level === 'detail' ? flights.find(`complete ${key}`) : undefined);
    if (running === undefined)
      return flights.start(name, (signal) => fetch(key, level, { ...context, signal })).join(context.signal);
    context.tally?.shared(source);
    return running.join(context.signal);
  }

  return readShared;
}

/** The completed record is as old as what it began with. */
async function complete(
  { source, adapter, store }: ReaderOptions,
  key: JobKey,
  described: StoredFacts,
  call: Call,
): Promise<StoredFacts> {
  if (adapter.completion === undefined || described.level === 'complete') return described;
  const { facts, failed } = await adapter.completion.complete(described.facts, call);
  const completed: StoredFacts = { ...described, facts, level: 'complete' };
  // A completion that failed is answered once and never stored.
  if (!failed) storeFacts(store, toStoreId(source, key), completed);
  return completed;
}
