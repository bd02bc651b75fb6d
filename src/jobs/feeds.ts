/** The feeds of a source: one for each part with watched jobs. A feed ends some time after its last watcher has left. */
import type { JobKey } from '../job.ts';
import type { Feed } from '../provider/adapter.ts';
import { createJobFeed, type FeedOptions, type JobFeed } from './feed.ts';
import type { StoredFacts } from './fact-store.ts';

/** A watched job, as its feed reports it. */
export interface FollowedJob {
  /** Whether `record` is current; undefined then means that the job does not exist or cannot be read. */
  readonly isLive: () => boolean;
  /** Whether it is not known when it will be live. */
  readonly hasFailed: () => boolean;
  readonly record: () => StoredFacts | undefined;
  readonly leave: () => void;
}

/** The jobs of some parts, as their feeds report them. */
export interface FollowedList {
  /** Whether `jobs` are those that the provider has now. */
  readonly isLive: () => boolean;
  readonly jobs: () => readonly (readonly [JobKey, StoredFacts])[];
  readonly leave: () => void;
}

/** The feeds of one source: one for each part that is followed. */
export interface JobFeeds {
  /** Calls `onNews` after any change of the result. */
  readonly follow: (key: JobKey, onNews: () => void) => FollowedJob;
  /** Follows all jobs of these parts. Calls `onNews` after any change of the result. */
  readonly followList: (parts: readonly (string | null)[], onNews: () => void) => FollowedList;
  /** Whether the first facts of a job were made by an earlier change than the second ones. */
  readonly isEarlier: (facts: StoredFacts['facts'], than: StoredFacts['facts']) => boolean;
  /** What is held of the jobs of all parts. */
  readonly list: () => readonly (readonly [JobKey, StoredFacts])[];
  /** Parts that are followed. */
  readonly size: () => number;
  readonly close: () => void;
}

export interface FeedsOptions extends Omit<FeedOptions, 'part' | 'onChange' | 'onState'> {
  /** Default 10,000: a page that is loaded again finds its feed alive. */
  readonly lingerMilliseconds?: number;
}

const everyJob = Symbol('every job');

interface FollowedPart {
  readonly feed: JobFeed;
  /** By job; `everyJob` for those who follow all. */
  readonly followers: Map<JobKey | typeof everyJob, Set<() => void>>;
  ending: NodeJS.Timeout | undefined;
}

type Leaving = Pick<FollowedJob, 'leave'>;

/** A feed ends some seconds after its last follower has left. */
export function createJobFeeds(options: FeedsOptions): JobFeeds {
  const { feed, lingerMilliseconds = 10_000 } = options;
  const parts = new Map<string | null, FollowedPart>();

  function begin(part: string | null): FollowedPart {
    const begun = beginPart(options, part);
    parts.set(part, begun);
    return begun;
  }

  function end(part: string | null, { feed: ended, ending }: FollowedPart): void {
    clearTimeout(ending);
    ended.close();
    parts.delete(part);
  }

  function enter(name: string | null, key: JobKey | typeof everyJob, onNews: () => void): JobFeed & Leaving {
    const part = parts.get(name) ?? begin(name);
    clearTimeout(part.ending);
    const leave = join(part.followers, key, onNews, () => {
      part.ending = setTimeout(() => {
        end(name, part);
      }, lingerMilliseconds);
    });
    return { ...part.feed, leave };
  }

  return {
    follow: (key, onNews) => {
      const { isLive, hasFailed, jobs, leave } = enter(feed.toPart(key), key, onNews);
      return { isLive, hasFailed, record: () => jobs.get(key), leave };
    },
    followList: (names, onNews) => {
      const entered = names.map((name) => enter(name, everyJob, onNews));
      return {
        isLive: () => entered.length > 0 && entered.every(({ isLive }) => isLive()),
        jobs: () => entered.flatMap(({ jobs }) => [...jobs]),
        leave: () => {
          for (const { leave } of entered) leave();
        },
      };
    },
    isEarlier: (facts, than) => isEarlier(feed, facts, than),
    list: () => [...parts.values()].flatMap((part) => [...part.feed.jobs]),
    size: () => parts.size,
    close: () => {
      for (const [name, part] of parts) end(name, part);
    },
  };
}

function beginPart(options: FeedsOptions, part: string | null): FollowedPart {
  const followers: FollowedPart['followers'] = new Map();
  const feed = createJobFeed({
    ...options,
    part,
    onChange: (key) => {
      tell([...(followers.get(key) ?? []), ...(followers.get(everyJob) ?? [])]);
    },
    onState: () => {
      tell([...followers.values()].flatMap((ofJob) => [...ofJob]));
    },
  });
  return { feed, followers, ending: undefined };
}

function tell(all: Iterable<() => void>): void {
  for (const notify of [...all]) notify();
}

/** Returns what leaves again. */
function join(
  followers: FollowedPart['followers'],
  key: JobKey | typeof everyJob,
  onNews: () => void,
  onEmpty: () => void,
): () => void {
  const ofJob = followers.get(key) ?? new Set();
  followers.set(key, ofJob.add(onNews));
  return () => {
    if (!ofJob.delete(onNews)) return;
    if (ofJob.size === 0) followers.delete(key);
    if (followers.size === 0) onEmpty();
  };
}

function isEarlier(feed: Feed, facts: StoredFacts['facts'], than: StoredFacts['facts']): boolean {
  const position = feed.toPosition(facts);
  const other = feed.toPosition(than);
  return position !== null && other !== null && feed.isLater(other, position) === true;
}
