/** What several processes share: the store, seen from one of them. */
import { randomBytes } from 'node:crypto';
import type { Clock } from '../platform/clock.ts';
import type { CreateTokenBucket } from '../calls/token-bucket.ts';
import type { ClusterSettings } from '../config/cluster.ts';
import type { ShareReads } from '../jobs/shared-reads.ts';
import type { BudgetElsewhere } from '../operation/cost/budget.ts';
import { openConnection } from './connection.ts';
import { createLink, type LinkReport } from './link.ts';
import { createMembers } from './members.ts';
import { createNotifications } from './notifications.ts';
import { createRecords } from './records.ts';
import { createBudgetElsewhere } from './shared-budget.ts';
import { createSharedBucket } from './shared-bucket.ts';
import type { SharedStore } from './shared-store.ts';
import { createShareReads, type ReadsReport, type ToStoreTime } from './shared-reads.ts';

export type { ClusterState } from './link.ts';

/** Receives reports about the store, and about the reads that processes share through the store. */
export interface ClusterReport extends LinkReport, ReadsReport {
  /** The store's clock was set back. */
  readonly onClockStep: () => void;
}

/** The limits that all processes keep together: the ports of `calls` and `limits`. */
export interface SharedLimits {
  readonly createBucket: CreateTokenBucket;
  readonly budgetElsewhere: BudgetElsewhere;
}

/** The store, with the ports of the rooms that use it. */
export interface Cluster extends SharedStore {
  /** The limits that all processes keep together. */
  readonly limits: SharedLimits;
  /** The port of `jobs`. */
  readonly share: ShareReads;
  /** Cuts the connections. Calls under way are given up. */
  readonly close: () => void;
}

/** The clocks, chance and reports of a cluster. */
export interface ClusterOptions extends Clock {
  /** From 0 to 1; spreads attempts to connect. */
  readonly random: () => number;
  readonly report: ClusterReport;
}

/** Part of every key: processes of another one do not read these values. */
const formatVersion = 1;

/** Does not wait for the store: until it has answered, this process is alone. */
export function openCluster(settings: ClusterSettings, { now, monotonic, random, report }: ClusterOptions): Cluster {
  const { namespace, valkey, expectedReplicas } = settings;
  const key: Cluster['key'] = (kind, name = '') => `${namespace}:${formatVersion}:${kind}:${name}`;
  const self = randomBytes(9).toString('base64url');
  const channel = key('done');
  const notifications = createNotifications({ self, random });
  const connection = openConnection({
    valkey,
    random,
    channel,
    onReady: () => {
      link.tryNow();
    },
    onMessage: notifications.hear,
    onListening: notifications.catchUp,
  });
  const members = createMembers({ self, key: key('members'), expected: expectedReplicas, monotonic });
  const time = createStoreTime(monotonic);
  const link = createLink({
    connection,
    probe: async (run) => {
      const askedAt = monotonic();
      time.note(askedAt, await members.beat(run));
    },
    monotonic,
    ...report,
  });
  const { run, state, joins } = link;
  const store = { key, self, run, state, joins, replicas: members.count };
  const onClockStep = (): void => {
    time.forget();
    link.tryNow();
    report.onClockStep();
  };
  const records = createRecords({ cluster: store, channel, monotonic, onClockStep });

  return {
    ...store,
    share: createShareReads({ records, notifications, toStoreTime: time.at, now, monotonic, report }),
    limits: {
      createBucket: (source, rate, onMore) => createSharedBucket({ cluster: store, source, rate, onMore, monotonic }),
      budgetElsewhere: createBudgetElsewhere(store),
    },
    close: () => {
      link.close();
      records.close();
      notifications.close();
      connection.close();
    },
  };
}

interface StoreTime {
  /** The store has said that it is so late, after it was asked at that time of the monotonic clock. */
  readonly note: (askedAt: number, now: number) => void;
  /** The store's clock was set back: how early a time may be is not known until it has been asked again. */
  readonly forget: () => void;
  readonly at: ToStoreTime;
}

function createStoreTime(monotonic: () => number): StoreTime {
  let ahead: { readonly least: number | undefined; readonly most: number } | undefined;
  return {
    note: (askedAt, now) => {
      ahead = { least: now - monotonic(), most: now - askedAt };
    },
    forget: () => {
      if (ahead !== undefined) ahead = { ...ahead, least: undefined };
    },
    at: (at, bound) => {
      if (ahead === undefined) return undefined;
      if (bound === 'latest') return Math.ceil(at + ahead.most + 1);
      return ahead.least === undefined ? undefined : Math.floor(at + ahead.least);
    },
  };
}
