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

export interface JobFeeds {
  /** Calls `onNews` after any change of the result. */
  readonly follow: (key: JobKey, onNews: () => void) => FollowedJob;
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

interface FollowedPart {
  readonly feed: JobFeed;
  readonly followers: Map<JobKey, Set<() => void>>;
  ending: NodeJS.Timeout | undefined;
}

export function createJobFeeds(options: FeedsOptions): JobFeeds {
  const { feed, lingerMilliseconds = 10_000 } = options;
  const parts = new Map<string | null, FollowedPart>();

  function begin(part: string | null): FollowedPart {
    const followers: FollowedPart['followers'] = new Map();
    const begun: FollowedPart = {
      feed: createJobFeed({
        ...options,
        part,
        onChange: (key) => {
          tell(followers.get(key) ?? []);
        },
        onState: () => {
          tell([...followers.values()].flatMap((ofJob) => [...ofJob]));
        },
      }),
      followers,
      ending: undefined,
    };
    parts.set(part, begun);
    return begun;
  }

  function end(part: string | null, { feed: ended, ending }: FollowedPart): void {
    clearTimeout(ending);
    ended.close();
    parts.delete(part);
  }

  return {
    follow: (key, onNews) => {
      const name = feed.toPart(key);
      const part = parts.get(name) ?? begin(name);
      clearTimeout(part.ending);
      const leave = join(part.followers, key, onNews, () => {
        part.ending = setTimeout(() => {
          end(name, part);
        }, lingerMilliseconds);
      });
      const { isLive, hasFailed, jobs } = part.feed;
      return { isLive, hasFailed, record: () => jobs.get(key), leave };
    },
    isEarlier: (facts, than) => isEarlier(feed, facts, than),
    list: () => [...parts.values()].flatMap((part) => [...part.feed.jobs]),
    size: () => parts.size,
    close: () => {
      for (const [name, part] of parts) end(name, part);
    },
  };
}

function tell(all: Iterable<() => void>): void {
  for (const notify of [...all]) notify();
}

/** Returns what leaves again. */
function join(followers: FollowedPart['followers'], key: JobKey, onNews: () => void, onEmpty: () => void): () => void {
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
