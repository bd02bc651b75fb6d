import type { Path } from 'graphql/jsutils/Path.js';
import type { Viewer } from '../auth/viewer.ts';
import type { JobLoader } from '../upstream/loader.ts';
import type { ReadContext } from '../upstream/reader.ts';
import type { JobWatcher } from '../upstream/watcher.ts';
import type { Source } from '../upstream/source.ts';
import type { ListAllowance } from './jobs/allowance.ts';

/** What every resolver of one operation shares. */
export interface GatewayContext {
  readonly viewer: Viewer;
  /** Every configured source by its name, in the order of the configuration. */
  readonly sources: ReadonlyMap<string, Source>;
  /** For whom this operation's reads are made. */
  readonly readContext: ReadContext;
  /** The operation's own loader of a source. */
  readonly loaderOf: (source: Source) => JobLoader;
  /** What each list of the operation may cost, by the name that its root field has in the answer. */
  readonly listAllowances: ReadonlyMap<string, ListAllowance>;
  /** What subscriptions need; undefined where the transport has none. */
  readonly live: LiveContext | undefined;
  /** Takes note that a secret field of a job was revealed to the viewer, and where in the answer. */
  readonly noteDisclosure: (jobId: string, fieldName: string, path: Path) => void;
}

export interface LiveContext {
  readonly watcher: JobWatcher;
  /** Places for so many watched jobs. Throws where they are not free; gives what gives them back. */
  readonly reserve: (count: number) => () => void;
  /** A context for one event of a subscription: an operation of its own, with its own deadline. */
  readonly createEvent: () => { readonly context: GatewayContext; readonly end: () => void };
}
