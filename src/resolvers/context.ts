import type { ResponsePath } from 'graphql';
import type { Viewer } from '../auth/viewer.ts';
import type { JobLoader } from '../jobs/reading/loader.ts';
import type { ReadContext } from '../calls/read-context.ts';
import type { ListWatcher } from '../jobs/watching/list-watcher.ts';
import type { LogFollowers } from '../jobs/log/followers.ts';
import type { JobWatcher } from '../jobs/watching/watcher.ts';
import type { Source } from '../jobs/source.ts';
import type { CheckedRoot } from './asked.ts';
import type { ListAllowance } from './jobs/allowance.ts';
import type { OperationSelection } from './selection.ts';

/** Shared by all resolvers of one operation. */
export interface GatewayContext {
  readonly viewer: Viewer;
  /** The configured sources by name, in the configuration's order. */
  readonly sources: ReadonlyMap<string, Source>;
  /** The time of day, in milliseconds since 1970. */
  readonly now: () => number;
  /** Identifies the requester and the operation to every read. */
  readonly readContext: ReadContext;
  /** The fields that the operation selects of its jobs. */
  readonly selection: OperationSelection;
  /** The operation's loader for a source. */
  readonly loaderOf: (source: Source) => JobLoader;
  /** Each root field's request or refusal, read before the operation ran, by its name in the answer. */
  readonly roots: ReadonlyMap<string, CheckedRoot>;
  /** The allowance of each list of the operation, by its root field's name in the answer. */
  readonly listAllowances: ReadonlyMap<string, ListAllowance>;
  /** For subscriptions; undefined if the transport has none. */
  readonly live: LiveContext | undefined;
  /** The answer holds what no cache may keep, beside secrets. */
  readonly noteUnstorable: () => void;
  /** Records that a secret field of a job was revealed to the viewer, and where in the answer. */
  readonly noteDisclosure: (
    jobId: string,
    fieldName: string,
    path: ResponsePath,
    /** Called once it was logged. */
    onRecorded?: () => void,
  ) => void;
}

/** Additional context of subscriptions. */
export interface LiveContext {
  readonly watcher: JobWatcher;
  readonly lists: ListWatcher;
  readonly logs: LogFollowers;
  /** Reserves slots for watched jobs. Throws if too few are free. Returns a function that releases them. */
  readonly reserve: (count: number) => () => void;
  /** Reserves a place among the subscriptions that follow a log. Throws if none is free. Returns a function that releases it. */
  readonly reserveLog: () => () => void;
  /** The same among the parts that are followed. */
  readonly reserveLogPart: () => () => void;
  /** A context for one event of a subscription, which is a separate operation with its own deadline. */
  readonly createEvent: () => { readonly context: GatewayContext; readonly end: () => void };
}
