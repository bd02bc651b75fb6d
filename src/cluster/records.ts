/** Records and claims in the store, by the calls that look, put, release and renew. Knows neither jobs nor pages. */
import type { Cluster } from './cluster.ts';
import { createBatch } from './batch.ts';
import { look, put, release, renew } from './read-scripts.ts';

/** Levels and ages are compared by the store. Ages: of a running, a terminal and an absent record, in milliseconds. */
export interface Look {
  readonly name: string;
  readonly level: number;
  readonly maxAges: readonly [number, number, number];
  /** By the store's clock: an earlier answer does not do. */
  readonly notBefore: number;
  /** Whether to claim the record if it is not there. */
  readonly claims: boolean;
}

/** A value with its age when it was asked for, and when that was, by the monotonic clock. */
export interface Found {
  readonly value: string;
  readonly age: number;
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
export type Looked =
  | { readonly result: 'hit'; readonly found: Found }
  | { readonly result: 'yours'; readonly claim: Claim; readonly base: Found | undefined }
  | { readonly result: 'held' | 'none' };

/** What is given to the others, with times by the store's clock. */
export interface Put {
  readonly name: string;
  /** Undefined: offered, by who holds no claim. */
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

export interface Records {
  /** Never rejects. All that is looked up in one turn is answered in one turn. */
  readonly look: (question: Look) => Promise<Looked>;
  readonly put: (record: Put) => void;
  readonly release: (claim: Claim) => void;
  readonly close: () => void;
}

export interface RecordsOptions {
  readonly cluster: Pick<Cluster, 'run' | 'state' | 'key' | 'self'>;
  readonly channel: string;
  readonly monotonic: () => number;
  /** The store's clock was set back. */
  readonly onClockStep: () => void;
}

const claimMilliseconds = 2000;
const renewMilliseconds = 700;

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
  const putTogether = createBatch<Put, undefined>(async (records) => {
    const keys = records.flatMap(({ name }) => toKeys(cluster, name));
    const values = records.flatMap(({ name, claim, level, state, answeredAt, beganAt, maxAge, keptFor, value }) => [
      ...[name, claim?.token ?? '', level, state, answeredAt, beganAt, maxAge, keptFor, value],
      (claim === undefined ? epoch : claim.epoch) ?? '',
    ]);
    await cluster.run(put, [cluster.key('clock'), ...keys], [channel, cluster.self, ...values]);
    return records.map(() => undefined);
  });
  const releaseTogether = createBatch<Claim, undefined>(async (given) => {
    const keys = given.map(({ name }) => cluster.key('claim', name));
    await cluster.run(release, keys, [channel, cluster.self, ...given.flatMap(({ name, token }) => [name, token])]);
    return given.map(() => undefined);
  });

  return {
    look: async (question) => {
      if (cluster.state() === 'ALONE') return { result: 'none' };
      const looked = await lookTogether(question);
      if (looked.result === 'yours') claims.hold(looked.claim);
      return looked;
    },
    put: (record) => {
      if (record.claim !== undefined) claims.drop(record.claim);
      void putTogether(record);
    },
    release: (claim) => {
      claims.drop(claim);
      void releaseTogether(claim);
    },
    close: claims.close,
  };
}

function toKeys({ key }: Pick<Cluster, 'key'>, name: string): readonly string[] {
  return [key('record', name), key('claim', name)];
}

function createLook(
  { cluster, monotonic }: RecordsOptions,
  onEpoch: (epoch: number) => void,
): (questions: readonly Look[]) => Promise<readonly Looked[]> {
  let claimed = 0;

  return async (questions) => {
    const asked = questions.map((question) => ({
      ...question,
      token: question.claims ? `${cluster.self}-${(claimed += 1)}` : '',
    }));
    const keys = asked.flatMap(({ name }) => toKeys(cluster, name));
    const values = asked.flatMap(({ level, maxAges, notBefore, token }) => [level, ...maxAges, notBefore, token]);
    const askedAt = monotonic();
    const reply = await cluster.run(look, [cluster.key('clock'), ...keys], [claimMilliseconds, ...values]);
    if (!Array.isArray(reply)) return asked.map(() => ({ result: 'none' }));
    const knownAt = monotonic();
    const [given, epoch, ...answers] = reply as [number, number, ...LookReply[]];
    onEpoch(epoch);
    return asked.map(({ name, token }, index): Looked => {
      const [result = 'none', age, value] = answers[index] ?? [];
      const found = age === undefined || value === undefined ? undefined : { age, value, askedAt };
      if (result === 'yours') return { result, claim: { name, token, given, knownAt, epoch }, base: found };
      if (result === 'hit') return found === undefined ? { result: 'none' } : { result, found };
      return { result };
    });
  };
}

type LookReply = readonly [result?: 'hit' | 'yours' | 'held' | 'none', age?: number, value?: string];

interface Claims {
  readonly hold: (claim: Claim) => void;
  readonly drop: (claim: Claim) => void;
  readonly close: () => void;
}

/** All that are held are renewed in one call. One that was lost is found out when it is used. */
function createClaims({ run, key }: Pick<Cluster, 'run' | 'key'>): Claims {
  const held = new Set<Claim>();
  let timer: NodeJS.Timeout | undefined;

  function renewAll(): void {
    const all = [...held];
    const tokens = all.map(({ token }) => token);
    const keys = all.map(({ name }) => key('claim', name));
    void run(renew, keys, [claimMilliseconds, ...tokens]);
  }

  function stop(): void {
    clearInterval(timer);
    timer = undefined;
  }

  return {
    hold: (claim) => {
      held.add(claim);
      timer ??= setInterval(renewAll, renewMilliseconds);
    },
    drop: (claim) => {
      held.delete(claim);
      if (held.size === 0) stop();
    },
    close: stop,
  };
}
