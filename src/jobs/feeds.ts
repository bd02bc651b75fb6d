/** The feeds of a source: one for each part with watched jobs. A feed ends some time after its last listener has left. */
import type { JobFacts, JobKey } from '../provider/contract/job.ts';
import { createJobFeed, type FeedOptions, type JobFeed } from './feed.ts';
import { createListeners, everyJob, type HintListener, type Listeners, type Listening, type Pushes } from './pushes.ts';

/** How the feeds of a source are opened, and how long they stay without a listener. */
export interface FeedsOptions extends Omit<FeedOptions, 'part' | 'onHint' | 'onLost'> {
  /** Default 10,000: a page that is loaded again finds its feed alive. */
  readonly lingerMilliseconds?: number;
}

interface FollowedPart {
  readonly feed: JobFeed;
  readonly listeners: Listeners;
  ending: NodeJS.Timeout | undefined;
}

/** Opens the feed of a part when the part is first followed. */
export function createJobFeeds(options: FeedsOptions): Pushes {
  const { feed, lingerMilliseconds = 10_000 } = options;
  const parts = new Map<string | null, FollowedPart>();

  function begin(name: string | null): FollowedPart {
    const listeners = createListeners();
    const ofPart = createJobFeed({ ...options, part: name, onHint: listeners.tell, onLost: listeners.tellLost });
    const part: FollowedPart = { feed: ofPart, listeners, ending: undefined };
    parts.set(name, part);
    return part;
  }

  function end(name: string | null, part: FollowedPart): void {
    clearTimeout(part.ending);
    part.feed.close();
    if (parts.get(name) === part) parts.delete(name);
  }

  function enter(name: string | null, key: JobKey | typeof everyJob, listener: HintListener): Listening {
    const part = parts.get(name) ?? begin(name);
    clearTimeout(part.ending);
    const remove = part.listeners.add(key, listener);
    return {
      liveSince: part.feed.liveSince,
      leave: () => {
        remove();
        clearTimeout(part.ending);
        if (part.listeners.areNone()) part.ending = setTimeout(() => end(name, part), lingerMilliseconds);
      },
    };
  }

  return {
    follow: (key, listener) => enter(feed.toPart(key), key, listener),
    followAll: (onHint) => {
      const entered = feed.parts.map((name) => enter(name, everyJob, { onHint, onLost: () => undefined }));
      return () => {
        for (const { leave } of entered) leave();
      };
    },
    isBehind: (facts: JobFacts, word) => feed.isBehind(facts, word),
    close: () => {
      for (const [name, part] of parts) end(name, part);
    },
  };
}
