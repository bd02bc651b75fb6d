/** Records and claims in the store, by the calls that look, put, release and renew. Knows neither jobs nor pages. */
import { createBatch, createOutbox } from './batch.ts';
import { look, put, release, renew, type FoundValue } from './read-scripts.ts';
import type { SharedStore } from './shared-store.ts';

/** Levels and ages are compared by the store. Ages: of a running, a terminal and an absent record, in milliseconds. */
interface Look {
  readonly name: string;
  readonly level: number;
  readonly maxAges: readonly [number, number, number];
  /** By the store's clock: older answers are rejected. */
  readonly notBefore: number;
  /** Of the value, in bytes: a longer one is not there. */
  readonly maxLength: number;
  /** Whether to claim the record if it is not there. */
  readonly claims: boolean;
  /**
   * By the store's clock: only a read that began since then answers, however old it is. Such reads of one record are claimed
   * once a second. Default: any fresh record answers.
   */
  readonly since?: number | undefined;
}

/** A value with its age when it was asked for, and when that was, by the monotonic clock. */
export interface Found extends FoundValue {
  readonly askedAt: number;
}

/** The right to read a record for all. Renewed until it is used. */
export interface Claim {
  readonly name: string;
  readonly token: string;
  /** When it was given: by the store's clock, and when that was known here, by the monotonic clock. */
  readonly given: number;
  readonly knownAt: number;
  /** In which the store's clock was not set back. */
  readonly epoch: number;
}

/** `none`: the store cannot say, or nothing was claimed. */
export type LookupResult =
  | { readonly result: 'hit'; readonly found: Found }
  | { readonly result: 'yours'; readonly claim: Claim; readonly base: Found | undefined }
  | { readonly result: 'held' | 'none' };

/** A record for the other processes, with times by the store's clock. */
export interface Put {
  readonly name: string;
  /** Undefined if the record is offered without a claim. */
  readonly claim: Claim | undefined;
  readonly level: number;
  /** 1 running, 2 terminal, 3 absent. */
  readonly state: 1 | 2 | 3;
  readonly answeredAt: number;
  readonly beganAt: number;
  readonly maxAge: number;
  readonly keptFor: number;
  readonly value: string;
}

/** The records and claims of all sources in the store. */
export interface Records {
  /** Never rejects. All that is looked up in one turn is answered in one turn. */
  readonly look: (question: Look) => Promise<LookupResult>;
  readonly put: (record: Put) => void;
  readonly release: (claim: Claim) => void;
  readonly close: () => void;
}

/** The cluster, the channel for messages, and the clock of the records. */
interface RecordsOptions {
  readonly cluster: Pick<SharedStore, 'run' | 'state' | 'key' | 'self'>;
  readonly channel: string;
  readonly monotonic: () => number;
  /** The store's clock was set back. */
  readonly onClockStep: () => void;
}

const claimMilliseconds = 2000;
const renewMilliseconds = 700;

/** Gathers the calls of one turn of the event loop, and renews its claims until they are used. */
export function createRecords(options: RecordsOptions): Records {
  const { cluster, channel } = options;
  /** Undefined before the first look. */
  let epoch: number | undefined;
  const onEpoch = (present: number): void => {
    if (epoch !== undefined && epoch !== present) options.onClockStep();
    epoch = present;
  };
  const lookTogether = createBatch(createLook(options, onEpoch));
  const claims = createClaims(cluster);
  const putTogether = createOutbox<Put>((records) => {
    const keys = records.flatMap(({ name }) => toKeys(cluster, name));
    const values = records.flatMap(({ name, claim, level, state, answeredAt, beganAt, maxAge, keptFor, value }) => [
      ...[name, claim?.token ?? '', level, state, answeredAt, beganAt, maxAge, keptFor, value],
      (claim === undefined ? epoch : claim.epoch) ?? '',
    ]);
    return cluster.run(put, [cluster.key('clock'), ...keys], [channel, cluster.self, ...values]);
  });
  const releaseTogether = createOutbox<Claim>((given) => {
    const keys = given.map(({ name }) => cluster.key('claim', name));
    return cluster.run(release, keys, [channel, cluster.self, ...given.flatMap(({ name, token }) => [name, token])]);
  });

  return {
    look: async (question) => {
      if (cluster.state() === 'ALONE') return { result: 'none' };
      const looked = await lookTogether(question);
      if (looked?.result === 'yours') claims.add(looked.claim);
      return looked ?? { result: 'none' };
    },
    put: (record) => {
      if (record.claim !== undefined) claims.drop(record.claim);
      putTogether(record);
    },
    release: (claim) => {
      claims.drop(claim);
      releaseTogether(claim);
    },
    close: claims.close,
  };
}

function toKeys({ key }: Pick<SharedStore, 'key'>, name: string): readonly string[] {
  return [key('record', name), key('claim', name)];
}

function createLook(
  { cluster, monotonic }: RecordsOptions,
  onEpoch: (epoch: number) => void,
): (questions: readonly Look[]) => Promise<readonly LookupResult[]> {
  let claimed = 0;

  return async (questions) => {
    const asked = questions.map((question) => ({
      ...question,
      token: question.claims ? `${cluster.self}-${(claimed += 1)}` : '',
    }));
    const keys = asked.flatMap(({ name }) => [...toKeys(cluster, name), cluster.key('turn', name)]);
    const values = asked.flatMap(({ level, maxAges, notBefore, maxLength, token, since }) => [
      ...[level, ...maxAges, notBefore, maxLength, token, since ?? ''],
    ]);
    const askedAt = monotonic();
    const reply = await cluster.run(look, [cluster.key('clock'), ...keys], [claimMilliseconds, ...values]);
    if (reply === undefined) return [];
    const knownAt = monotonic();
    const { now, epoch, answers } = reply;
    onEpoch(epoch);
    return asked.map(({ name, token }, index): LookupResult => {
      const { result, found: value } = answers[index] ?? { result: 'none' };
      const found = value && { ...value, askedAt };
      if (result === 'yours') return { result, claim: { name, token, given: now, knownAt, epoch }, base: found };
      if (result === 'hit') return found === undefined ? { result: 'none' } : { result, found };
      return { result };
    });
  };
}

interface Claims {
  readonly add: (claim: Claim) => void;
  readonly drop: (claim: Claim) => void;
  readonly close: () => void;
}

/** All that are held are renewed in one call. One that was lost is found out when it is used. */
function createClaims({ run, key }: Pick<SharedStore, 'run' | 'key'>): Claims {
  const claims = new Set<Claim>();
  let timer: NodeJS.Timeout | undefined;

  function renewAll(): void {
    const all = [...claims];
    const tokens = all.map(({ token }) => token);
    const keys = all.map(({ name }) => key('claim', name));
    void run(renew, keys, [claimMilliseconds, ...tokens]);
  }

  function stop(): void {
    clearInterval(timer);
    timer = undefined;
  }

  return {
    add: (claim) => {
      claims.add(claim);
      timer ??= setInterval(renewAll, renewMilliseconds);
    },
    drop: (claim) => {
      claims.delete(claim);
      if (claims.size === 0) stop();
    },
    close: stop,
  };
}
