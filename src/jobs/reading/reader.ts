/** The only way to read a source's jobs, shared by the process: plan, cache, join calls in flight, call. */
import type { ReadContext } from '../../calls/read-context.ts';
import { ProviderError } from '../../errors/errors.ts';
import type { Instant, JobFacts, JobKey, JobSecrets } from '../../provider/contract/job.ts';
import { formatJobId } from './job-id.ts';
import { holds, type JobRequest, type Level, levels, needsSecrets, toLevel } from './plan.ts';
import { describeAlone } from './describe.ts';
import { orThrow, storeRead, toAbsence, type Stored } from './fact-store.ts';
import type { ReaderOptions, RecordRequest } from './reader-options.ts';
import { createReadForAll, toShared } from './read-for-all.ts';
import { startFlight } from './single-flight.ts';
import { complete, createSharedRead } from './shared-read.ts';
import type { SharedReads } from './shared-reads.ts';
import { withDeadline } from '../../calls/with-deadline.ts';

/** A job as it was read. One from memory is the memory's entry itself, so that values derived from it can be kept with it. */
export interface ReadRecord {
  readonly facts: JobFacts;
  /** The requested ones. Absent: none were requested. */
  readonly secrets?: JobSecrets;
  readonly fetchedAt: Instant;
  /** The job's key, if the request named only a part of the key. */
  readonly key?: JobKey | undefined;
}

/** Reads single jobs of one source, for all operations of the process. */
export interface Reader {
  /**
   * The job as it is in this process's memory, at once: the same object for as long as it stands there. Undefined if it
   * must be read or the signal has aborted.
   * Throws `ProviderError` if the provider is known to have no such job.
   */
  readonly peek: (requested: JobRequest, context: ReadContext) => ReadRecord | undefined;
  /**
   * Throws `ProviderError`, or the signal's reason if it aborts first. `fetchedAt` is when the answer arrived; a record's
   * age is counted from then.
   */
  readonly read: (requested: RecordRequest, context: ReadContext) => Promise<ReadRecord>;
  /** Drops the job from memory if it was read before this instant, since when it has changed. */
  readonly forget: (key: JobKey, before: Instant) => void;
  /** What other processes read of a job; undefined where this process reads for itself. */
  readonly others: OtherReads | undefined;
}

/** What other processes read of single jobs. */
interface OtherReads {
  /**
   * The record if a process has read it so lately, in milliseconds; undefined otherwise. Asks no provider. Rejects with `ProviderError` if the
   * job was found absent.
   */
  readonly recent: (requested: JobRequest, maxAge: number) => Promise<ReadRecord | undefined>;
  /** Calls `onChange` when another process has read the job. Returns what ends it. */
  readonly follow: (key: JobKey, onChange: () => void) => () => void;
}

/**
 * Reads from memory first, then from other processes if reads are shared, then from the provider. Secrets are always
 * read from the provider.
 */
export function createReader(options: ReaderOptions): Reader {
  const { source, adapter } = options;
  const readHere = createSharedRead(options);
  const readShared =
    options.sharedFacts === undefined ? readHere : createReadForAll(options, options.sharedFacts, readHere);

  function peek(requested: JobRequest, context: ReadContext): ReadRecord | undefined {
    if (context.signal.aborted) return undefined;
    const id = requested.id ?? formatJobId(source, requested.key);
    const stored = options.store.peek(id);
    if (stored === undefined || !answers(stored, requested, toLevel(adapter, requested.facts))) return undefined;
    context.tally?.cacheHit(source);
    context.recorder?.hit(source, options.store, id, stored);
    return orThrow(stored);
  }

  async function read(requested: RecordRequest, context: ReadContext): Promise<ReadRecord> {
    context.signal.throwIfAborted();
    const known = context.isAfresh === true ? undefined : peek(requested, context);
    if (known !== undefined) return known;
    context.tally?.cacheMiss(source);
    const level = toLevel(adapter, requested.facts);
    if (needsSecrets(requested)) return readAlone(options, requested, level, context);
    try {
      const stored = await readShared(requested, level === 'complete' ? 'complete' : 'detail', context);
      noteRead(options, requested, context, (present) => 'facts' in present && present.facts === stored.facts);
      return orThrow(stored);
    } catch (error) {
      const absent = error instanceof ProviderError ? toAbsence(error) : undefined;
      if (absent !== undefined)
        noteRead(options, requested, context, (present) => 'absent' in present && present.absent === absent);
      throw error;
    }
  }

  return {
    // An absence is an answer: the tally does not count it among the failures.
    peek,
    read: (requested, context) =>
      read(requested, context).catch((error: unknown) => {
        if (error instanceof ProviderError) noteFailure(options, error, context);
        throw error;
      }),
    forget: (key, before) => {
      const id = formatJobId(source, key);
      options.sharedFacts?.forget(id, options.monotonic() - options.now() + Date.parse(before));
      const stored = options.store.peek(id);
      if (stored !== undefined && ('absent' in stored || stored.fetchedAt < before)) options.store.delete(id);
    },
    others: options.sharedFacts && createOtherReads(options, options.sharedFacts),
  };
}

/** A job of several that one call reads is a gap of the answer, but for one that does not exist. */
function noteFailure({ source, adapter }: ReaderOptions, error: ProviderError, { tally }: ReadContext): void {
  tally?.failed(source, error);
  const isOfBatch = adapter.describe.maxKeys > 1 && error.code.startsWith('PROVIDER_');
  if (isOfBatch) tally?.gap(source, error.code);
}

function createOtherReads({ source, adapter, store }: ReaderOptions, shared: SharedReads<Stored>): OtherReads {
  return {
    recent: async ({ key, facts }, maxAge) => {
      const id = formatJobId(source, key);
      const stored = await shared.recent({ id, level: levels.indexOf(toLevel(adapter, facts)) }, maxAge);
      if (stored === undefined) return undefined;
      storeRead(store, source, id, stored);
      return orThrow(stored);
    },
    follow: (key, onChange) => shared.follow(formatJobId(source, key), onChange),
  };
}

/** @param isOfRead whether the memory holds what was read, and not what another read has put there since */
function noteRead(
  { source, store }: ReaderOptions,
  { id, key }: RecordRequest,
  { recorder }: ReadContext,
  isOfRead: (present: Stored) => boolean,
): void {
  if (recorder === undefined) return;
  const stands = id ?? formatJobId(source, key);
  const present = store.peek(stands);
  recorder.read(source, store, stands, present !== undefined && isOfRead(present) ? present : undefined);
}

function answers(stored: Stored, requested: JobRequest, level: Level): boolean {
  if ('absent' in stored) return true;
  return !needsSecrets(requested) && holds(stored.level, level);
}

/** Secrets are read for one operation only, facts and secrets by one call. */
async function readAlone(
  options: ReaderOptions,
  requested: JobRequest,
  level: Level,
  context: ReadContext,
): Promise<ReadRecord> {
  const beganAt = options.monotonic();
  // Not shared, but abandoned like a shared call: at once, and without an effect on the source's health.
  const alone = startFlight((signal) =>
    withDeadline(options, { ...context, signal }, async (deadlined, call) => {
      const described = await describeAlone(options, requested.key, call);
      const stored =
        level === 'complete' ? await complete(options, requested.key, described.stored, call) : described.stored;
      deadlined.throwIfAborted();
      offerToOthers(options, requested.key, beganAt);
      const { facts, fetchedAt, key } = orThrow(stored);
      return { facts, fetchedAt, key, secrets: pickSecrets(described.secrets, requested) };
    }),
  );
  return alone.join(context.signal);
}

/** The facts of the answer, of which this process's memory has no secret. */
function offerToOthers({ source, store, sharedFacts }: ReaderOptions, key: JobKey, beganAt: number): void {
  const id = formatJobId(source, key);
  const stored = toShared(store.peek(id));
  if (stored !== undefined) sharedFacts?.offer(id, stored, beganAt);
}

function pickSecrets(secrets: JobSecrets, { secrets: asked }: JobRequest): JobSecrets {
  return Object.fromEntries(Object.entries(secrets).filter(([name]) => asked.has(name)));
}
