/** The one way to a source's jobs, process-wide: plan, cache, share in flight, call. */
import { ProviderError } from '../errors.ts';
import type { Instant, JobFacts, JobKey, JobSecrets } from '../job.ts';
import type { Adapter, Call } from './adapter.ts';
import type { JobAsk } from './ask.ts';
import type { CallContext, Caller } from './caller.ts';
import type { Tally } from './tally.ts';
import { createDeadline } from './deadline.ts';
import type { FactStore, Stored, StoredFacts } from './fact-store.ts';
import { holds, toLevel, type Level } from './plan.ts';
import { createShared, type Shared } from './share.ts';

/** For whom a job is read. */
export interface ReadContext {
  /** Whose turn it is in the sources' queues. */
  readonly operation: object;
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
  /** Throws `ProviderError`, or the context's reason where it aborts first. */
  readonly read: (ask: JobAsk, context: ReadContext) => Promise<ReadRecord>;
}

export interface ReaderOptions {
  readonly source: string;
  readonly adapter: Adapter;
  readonly call: Caller;
  readonly store: FactStore;
  /** Of all attempts of one read together. */
  readonly deadlineMilliseconds: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const noSecrets: JobSecrets = {};

export function createReader(options: ReaderOptions): Reader {
  const { source, adapter, store } = options;
  const inFlight = new Map<string, Shared<StoredFacts>>();

  /** Facts for everybody: one call for one job, however many ask at once. */
  function readShared(key: JobKey, level: Level, context: ReadContext): Promise<StoredFacts> {
    const flight = `${level} ${key}`;
    const running = inFlight.get(`complete ${key}`) ?? inFlight.get(flight);
    if (running !== undefined && !running.isAbandoned()) {
      context.tally?.shared(source);
      return running.join(context.signal);
    }
    const shared: Shared<StoredFacts> = createShared(async (signal) => {
      try {
        return (await fetchJob(options, key, level, { ...context, signal })).stored;
      } finally {
        if (inFlight.get(flight) === shared) inFlight.delete(flight);
      }
    });
    inFlight.set(flight, shared);
    return shared.join(context.signal);
  }

  return {
    read: async (ask, context) => {
      const level = toLevel(adapter, ask.facts);
      const stored = store.get(`${source}:${ask.key}`);
      if (stored !== undefined && answers(stored, ask, level)) {
        context.tally?.cacheHit(source);
        return toReadRecord(stored);
      }
      if (ask.secrets.size > 0 || ask.secretsOfMasked.size > 0) {
        // Secrets are read for this operation alone, facts and secrets by one call.
        const { stored: fresh, secrets } = await fetchJob(options, ask.key, level, context);
        return { facts: fresh.facts, fetchedAt: fresh.fetchedAt, secrets: pickSecrets(secrets, ask) };
      }
      return toReadRecord(await readShared(ask.key, level === 'row' ? 'detail' : level, context));
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

function pickSecrets(secrets: JobSecrets, { secrets: asked, secretsOfMasked }: JobAsk): JobSecrets {
  return Object.fromEntries(Object.entries(secrets).filter(([name]) => asked.has(name) || secretsOfMasked.has(name)));
}

interface Fetched {
  readonly stored: StoredFacts;
  readonly secrets: JobSecrets;
}

/** Describes the job, completes it where its level needs that, and stores what may be stored. */
async function fetchJob(options: ReaderOptions, key: JobKey, level: Level, context: ReadContext): Promise<Fetched> {
  const { source, adapter, store, deadlineMilliseconds, now } = options;
  const deadline = createDeadline(deadlineMilliseconds, context.signal);
  const id = `${source}:${key}`;
  const call: Call = (read) => {
    const callContext: CallContext = { operation: context.operation, signal: deadline.signal, deadlineAt };
    return options.call(read, context.tally === undefined ? callContext : { ...callContext, tally: context.tally });
  };
  const deadlineAt = now() + deadlineMilliseconds;
  const fetchedAt = new Date(now()).toISOString();
  try {
    const { facts, secrets } = await call(adapter.describe(key));
    const described: StoredFacts = { facts, level: 'detail', fetchedAt, withheld: new Set(Object.keys(secrets)) };
    if (level !== 'complete' || adapter.completion === undefined) {
      storeFacts(store, id, described);
      return { stored: described, secrets };
    }
    const { facts: completed, failed } = await adapter.completion.complete(facts, call);
    const complete: StoredFacts = { ...described, facts: completed, level: 'complete' };
    // A completion that failed is answered once and never stored.
    storeFacts(store, id, failed ? described : complete);
    return { stored: complete, secrets };
  } catch (error) {
    if (error instanceof ProviderError && error.code === 'JOB_NOT_FOUND') store.set(id, { notFound: error });
    throw error;
  } finally {
    deadline.clear();
  }
}

/** A lower level never takes the place of a higher one that is still fresh. */
function storeFacts(store: FactStore, id: string, facts: StoredFacts): void {
  const present = store.get(id);
  if (present === undefined || 'notFound' in present || holds(facts.level, present.level)) store.set(id, facts);
}
