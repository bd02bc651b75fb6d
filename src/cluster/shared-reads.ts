/** Reads that processes share: look, claim, read, put. A claim saves calls, and no answer depends on it. */
import type { Clock } from '../platform/clock.ts';
import type {
  SharedFormat,
  SharedQuestion,
  SharedReads,
  SharedWork,
  ShareReads,
} from '../jobs/reading/shared-reads.ts';
import type { Entry } from '../jobs/reading/store.ts';
import type { Notifications } from './notifications.ts';
import type { Claim, LookupResult, Records } from './records.ts';
import { hashName } from './hash-name.ts';
import { createValues, type Values } from './values.ts';

/** Receives reports about shared reads. */
export interface ReadsReport {
  readonly onLook: (source: string, result: LookupResult['result']) => void;
  /** How a wait for another process has ended: it was answered, given up by that process, left without a word, or by a read beside it. */
  readonly onWait: (outcome: 'filled' | 'released' | 'expired' | 'direct') => void;
  /** A value was not what it should be. */
  readonly onRefusedValue: (reason: 'version' | 'shape') => void;
}

/** The store's time at this time of the monotonic clock, at the earliest or the latest that it may be; undefined before it is known. */
export type ToStoreTime = (at: number, bound: 'earliest' | 'latest') => number | undefined;

/** The records, messages, clocks and reports of shared reads. */
interface ShareReadsOptions extends Clock {
  readonly records: Records;
  readonly notifications: Pick<Notifications, 'wait' | 'follow'>;
  readonly toStoreTime: ToStoreTime;
  readonly report: ReadsReport;
}

const states = { running: 1, terminal: 2, absent: 3 } as const;
/**
 * How long this process waits for another one's read. By then the claim of a process that has ended is over. If the
 * read takes longer, this process reads, too: a process that keeps its claims for ever delays no read by more.
 */
const maxWaitMilliseconds = 3000;
/** Polls of other processes may still take a running job's entry for so long, even if it stays fresh for less. */
const minKeptMilliseconds = 60_000;

interface Shared<T extends Entry> extends ShareReadsOptions {
  readonly format: SharedFormat<T>;
  readonly values: Values<T>;
  readonly toName: (id: string) => string;
  readonly barriers: Barriers;
}

/** Shares reads by records and claims in the store. */
export function createShareReads(options: ShareReadsOptions): ShareReads {
  return <T extends Entry>(format: SharedFormat<T>): SharedReads<T> => {
    const { records, notifications, report, toStoreTime } = options;
    const shared: Shared<T> = {
      ...options,
      format,
      values: createValues(format, { ...options, onRefused: report.onRefusedValue }),
      toName: (id) => hashName(`${format.fingerprint}\0${id}`),
      barriers: createBarriers(options.monotonic, Math.max(...Object.values(format.maxAges), minKeptMilliseconds)),
    };
    return {
      once: (question, work) => readOnce(shared, question, work),
      recent: async ({ id, level }, maxAge) => {
        const maxAges = { running: maxAge, terminal: maxAge, absent: maxAge };
        const asked = toLook(shared, { id, level }, maxAges, false);
        const looked = await records.look(asked);
        return looked.result === 'hit' ? shared.values.decode(asked.name, looked.found) : undefined;
      },
      offer: (id, entry, beganAt) => {
        offer(shared, id, entry, beganAt);
      },
      forget: (id, before) => {
        const at = toStoreTime(before, 'latest');
        if (at !== undefined) shared.barriers.raise(shared.toName(id), at);
      },
      follow: (id, onChange) => notifications.follow(shared.toName(id), onChange),
    };
  };
}

function toLook<T extends Entry>(
  { toName, barriers, format: { maxLength } }: Shared<T>,
  { id, level, since }: SharedQuestion,
  { running, terminal, absent }: SharedFormat<T>['maxAges'],
  claims: boolean,
): Parameters<Records['look']>[0] {
  const name = toName(id);
  const maxAges = [running, terminal, absent] as const;
  return { name, level, maxAges, notBefore: barriers.of(name), maxLength, claims, since };
}

async function readOnce<T extends Entry, Result>(
  shared: Shared<T>,
  question: SharedQuestion,
  work: SharedWork<T, Result>,
): Promise<Result> {
  const { records, format, values, monotonic, report, notifications } = shared;
  const { signal } = work;
  const endsAt = monotonic() + maxWaitMilliseconds;
  // With a greatest age of 0, claims would make the processes read one after the other.
  const claims = format.maxAges.running > 0 || question.since !== undefined;
  const asked = toLook(shared, question, format.maxAges, claims);
  let waited: 'released' | 'expired' | undefined;
  for (;;) {
    signal.throwIfAborted();
    const looked = await records.look({ ...asked, notBefore: shared.barriers.of(asked.name) });
    report.onLook(format.source, looked.result);
    if (looked.result === 'yours') {
      if (waited !== undefined) report.onWait(waited);
      return readForAll(shared, question.id, looked, work);
    }
    const entry = looked.result === 'hit' ? values.decode(asked.name, looked.found) : undefined;
    if (entry !== undefined) {
      if (waited !== undefined) report.onWait('filled');
      return work.onFound(entry);
    }
    if (looked.result !== 'held' || monotonic() >= endsAt) {
      if (waited !== undefined) report.onWait('direct');
      return readBeside(shared, question.id, work);
    }
    waited = (await notifications.wait(asked.name)) ? 'released' : 'expired';
  }
}

/** Reads under a claim. The claim ends with the read, whether the read succeeds or fails. */
async function readForAll<T extends Entry, Result>(
  shared: Shared<T>,
  id: string,
  { claim, base }: Extract<LookupResult, { readonly result: 'yours' }>,
  { signal, onBase, read, toShared }: SharedWork<T, Result>,
): Promise<Result> {
  let entry: T | undefined;
  try {
    signal.throwIfAborted();
    const begun = base && shared.values.decode(claim.name, base);
    if (begun !== undefined) onBase?.(begun);
    try {
      return await read();
    } finally {
      entry = toShared();
    }
  } finally {
    const isPut = entry !== undefined && put(shared, id, entry, claim);
    if (!isPut) shared.records.release(claim);
  }
}

/** Reads without a claim, because the store is away or the process that reads for all takes too long. */
async function readBeside<T extends Entry, Result>(
  shared: Shared<T>,
  id: string,
  { read, toShared }: SharedWork<T, Result>,
): Promise<Result> {
  const beganAt = shared.monotonic();
  try {
    return await read();
  } finally {
    const entry = toShared();
    if (entry !== undefined) offer(shared, id, entry, beganAt);
  }
}

/** How old the answer is counts from the claim, by the store's clock and then by this process's. */
function put<T extends Entry>(shared: Shared<T>, id: string, entry: T, claim: Claim): boolean {
  const answeredAt = Math.floor(claim.given + entry.readAt - claim.knownAt);
  return send(shared, id, entry, { claim, answeredAt, beganAt: Math.min(claim.given, answeredAt) });
}

/** Without a claim a process may have slept in between: the answer counts as old as its read. */
function offer<T extends Entry>(shared: Shared<T>, id: string, entry: T, beganAt: number): void {
  const at = shared.toStoreTime(Math.min(beganAt, entry.readAt), 'earliest');
  if (at !== undefined) send(shared, id, entry, { claim: undefined, answeredAt: at, beganAt: at });
}

/** Returns whether there was anything to send. */
function send<T extends Entry>(
  { format, values, toName, records }: Shared<T>,
  id: string,
  entry: T,
  origin: Pick<Parameters<Records['put']>[0], 'claim' | 'answeredAt' | 'beganAt'>,
): boolean {
  const state = format.toState(entry);
  const maxAge = format.maxAges[state];
  const name = toName(id);
  // What was read for a hint is for those who wait for it, even if nothing stays fresh.
  const isWanted = maxAge > 0 || origin.claim !== undefined;
  const value = isWanted ? values.encode(name, entry) : undefined;
  if (value === undefined) return false;
  records.put({
    ...origin,
    name,
    level: format.toLevel(entry),
    state: states[state],
    maxAge,
    // The store takes whole milliseconds for it.
    keptFor: Math.ceil(state === 'running' ? Math.max(maxAge, minKeptMilliseconds) : maxAge),
    value,
  });
  return true;
}

/** Records from before these times are rejected, because a later change is known. By the store's clock. */
interface Barriers {
  readonly raise: (name: string, before: number) => void;
  readonly of: (name: string) => number;
}

/** If there are more, the oldest are dropped, and all entries from before a dropped one are rejected. */
const maxBarriers = 10_000;

/** @param lifeMilliseconds the longest life of a record, after which its barrier is not needed any more */
function createBarriers(monotonic: () => number, lifeMilliseconds: number): Barriers {
  const known = new Map<string, { readonly before: number; readonly until: number }>();
  let ofAll = 0;
  const of = (name: string): number => Math.max(known.get(name)?.before ?? 0, ofAll);
  return {
    raise: (name, before) => {
      const present = of(name);
      // Again at the end: the oldest come first.
      known.delete(name);
      known.set(name, { before: Math.max(present, before), until: monotonic() + lifeMilliseconds });
      for (const [oldest, barrier] of known) {
        const isOver = barrier.until <= monotonic();
        if (!isOver && known.size <= maxBarriers) break;
        if (!isOver) ofAll = Math.max(ofAll, barrier.before);
        known.delete(oldest);
      }
    },
    of,
  };
}
