/** What several processes share: the store, seen from one of them. */
import type { Clock } from '../clock.ts';
import type { ClusterSettings } from '../config/cluster.ts';
import { openConnection } from './connection.ts';
import { createLink, type Link, type LinkReport } from './link.ts';
import { createMembers } from './members.ts';

export type { ClusterState } from './link.ts';

/** What is told about the store. */
export type ClusterReport = LinkReport;

/** The store, as the rooms' shared parts are built on it. */
export interface Cluster extends Pick<Link, 'run' | 'state'> {
  /** The name of a key: the namespace, the version of all formats, a kind, and a name of that kind. */
  readonly key: (kind: string, name?: string) => string;
  /** How many processes there are: the most in the last minute, before the first contact `expectedReplicas`. */
  readonly replicas: () => number;
  /** Connections are cut: what is under way is given up. */
  readonly close: () => void;
}

export interface ClusterOptions extends Pick<Clock, 'monotonic'> {
  /** From 0 to 1; spreads attempts to connect. */
  readonly random: () => number;
  readonly report: ClusterReport;
}

/** Part of every key: processes of another one do not read these values. */
const formatVersion = 1;

/** Does not wait for the store: until it has answered, this process is alone. */
export function openCluster(settings: ClusterSettings, { monotonic, random, report }: ClusterOptions): Cluster {
  const { namespace, valkey, expectedReplicas } = settings;
  const key: Cluster['key'] = (kind, name = '') => `${namespace}:${formatVersion}:${kind}:${name}`;
  const connection = openConnection({
    valkey,
    random,
    channel: key('done'),
    onReady: () => link.tryNow(),
    onMessage: () => undefined,
    onListening: () => undefined,
  });
  const members = createMembers({ key: key('members'), expected: expectedReplicas, monotonic });
  const link = createLink({ connection, probe: members.beat, monotonic, ...report });

  return {
    key,
    run: link.run,
    state: link.state,
    replicas: members.count,
    close: () => {
      link.close();
      connection.close();
    },
  };
}
