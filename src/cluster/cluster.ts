/** What several processes share: the store, seen from one of them. */
import { randomBytes } from 'node:crypto';
import type { Clock } from '../platform/clock.ts';
import type { CreateTokenBucket } from '../calls/token-bucket.ts';
import type { ClusterSettings } from '../config/cluster.ts';
import type { ShareHints } from '../jobs/pushes/shared-hints.ts';
import type { ShareReads } from '../jobs/reading/shared-reads.ts';
import type { BudgetElsewhere } from '../operation/cost/budget.ts';
import { openConnection, type ConnectionOptions } from './connection.ts';
import { createLink, type LinkReport } from './link.ts';
import { createMembers } from './members.ts';
import { createHintMessages, type HintMessages } from './shared-hints.ts';
import { createNotifications, type Notifications } from './notifications.ts';
import { createRecords } from './records.ts';
import { createBudgetElsewhere } from './shared-budget.ts';
import { createReturnedLeases } from './returned-leases.ts';
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
  /** The ports of `jobs`. */
  readonly share: ShareReads;
  readonly shareHints: ShareHints;
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
    ...toHearing(notifications, () => hints),
  });
  const members = createMembers({ self, key: key('members'), expected: expectedReplicas, monotonic });
  const time = createStoreTime(monotonic);
  const link = createLink({
    connection,
    probe: (run) => time.measure(() => members.beat(run)),
    monotonic,
    ...report,
    onState: (present, fault) => {
      hints.noteState(present);
      report.onState(present, fault);
    },
  });
  const { run, state, joins } = link;
  const store = { key, self, run, state, joins, replicas: members.count };
  const hints = createHintMessages({ store, channel });
  const records = createRecords({
    cluster: store,
    channel,
    monotonic,
    onClockStep: () => {
      time.forget();
      link.tryNow();
      report.onClockStep();
    },
  });

  return {
    ...store,
    shareHints: hints.share,
    share: createShareReads({ records, notifications, toStoreTime: time.at, now, monotonic, report }),
    limits: toLimits(store, monotonic),
    close: () => {
      for (const { close } of [link, records, notifications, connection]) close();
    },
  };
}

function toLimits(cluster: SharedStore, monotonic: () => number): SharedLimits {
  const returns = createReturnedLeases(cluster);
  return {
    createBucket: (source, rate, onMore) => createSharedBucket({ cluster, returns, source, rate, onMore, monotonic }),
    budgetElsewhere: createBudgetElsewhere(cluster),
  };
}

/** Messages are of two kinds. */
function toHearing(
  notifications: Notifications,
  hints: () => HintMessages,
): Pick<ConnectionOptions, 'onMessage' | 'onListening'> {
  return {
    onMessage: (message) => {
      if (!hints().hear(message)) notifications.hear(message);
    },
    onListening: () => {
      notifications.catchUp();
      hints().catchUp();
    },
  };
}

interface StoreTime {
  /** Asks the store how late it is. */
  readonly measure: (ask: () => Promise<number>) => Promise<void>;
  /** The store's clock was set back: how early a time may be is not known until it has been asked again. */
  readonly forget: () => void;
  readonly at: ToStoreTime;
}

function createStoreTime(monotonic: () => number): StoreTime {
  let ahead: { readonly least: number | undefined; readonly most: number } | undefined;
  return {
    measure: async (ask) => {
      const askedAt = monotonic();
      const now = await ask();
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
