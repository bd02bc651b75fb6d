/** The feeds of a source: one for each part with watched jobs. A feed ends some time after its last listener has left. */
import type { JobFacts } from '../provider/contract/job.ts';
import { createJobFeed, type FeedOptions, type JobFeed } from './feed.ts';
import { createListeners, everyJob, type Listeners } from './listeners.ts';
import { createPushState, type PushState } from './push-state.ts';
import type { HintListener, Listening, Pushes, PushReport } from './pushes.ts';

/** How the feeds of a source are opened, and how long they stay without a listener. */
export interface FeedsOptions extends Pick<FeedOptions, 'feed' | 'monotonic' | 'random' | 'call' | 'open'> {
  readonly source: string;
  readonly now: () => number;
  readonly report: PushReport;
  /** Default 10,000: a page that is loaded again finds its feed alive. */
  readonly lingerMilliseconds?: number;
}

interface FollowedPart {
  readonly feed: JobFeed;
  readonly listeners: Listeners;
  ending: NodeJS.Timeout | undefined;
}

/** How often jobs are read while their changes are streamed. */
const safetyMilliseconds = 300_000;

/** Opens the feed of a part when the part is first followed. */
export function createJobFeeds(options: FeedsOptions): Pushes {
  const { feed, source, report, monotonic, lingerMilliseconds = 10_000 } = options;
  const parts = new Map<string | null, FollowedPart>();
  const state = createPushState({
    ...options,
    safetyMilliseconds,
    isShared: false,
    onChange: (change) => {
      report.onPushState(source, change);
    },
    onLost: () => {
      for (const { listeners } of parts.values()) listeners.tellLost();
    },
  });

  function begin(name: string | null): FollowedPart {
    const listeners = createListeners();
    const ofPart = createJobFeed({
      ...options,
      part: name,
      onUnreadable: () => {
        report.onPush(source, 'unreadable');
      },
      onHint: (key, word) => {
        report.onPush(source, 'hint');
        state.noteHint();
        listeners.tell(key, { word, arrival: { at: monotonic(), inStore: undefined } });
      },
      onStatus: () => {
        sumUp(parts, state);
      },
      onLost: listeners.tellLost,
    });
    const part: FollowedPart = { feed: ofPart, listeners, ending: undefined };
    parts.set(name, part);
    sumUp(parts, state);
    return part;
  }

  function end(name: string | null, part: FollowedPart): void {
    clearTimeout(part.ending);
    part.feed.close();
    if (parts.get(name) === part) parts.delete(name);
    sumUp(parts, state);
  }

  function enter(name: string | null, key: Parameters<Listeners['add']>[0], listener: HintListener): Listening {
    const part = parts.get(name) ?? begin(name);
    clearTimeout(part.ending);
    const remove = part.listeners.add(key, listener);
    return {
      liveSince: () => (state.liveSince() === undefined ? undefined : part.feed.liveSince()),
      noteFacts: () => undefined,
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
    safetyMilliseconds,
    health: state.health,
    noteMissed: state.noteMissed,
    noteRead: (result, lag) => {
      report.onHintedRead(source, result, lag === undefined ? undefined : lag / 1000);
    },
    reader: undefined,
    close: () => {
      for (const [name, part] of parts) end(name, part);
      state.close();
    },
  };
}

/** The state of all parts that are followed: the worst one. */
function sumUp(parts: ReadonlyMap<string | null, FollowedPart>, state: PushState): void {
  const feeds = [...parts.values()].map(({ feed }) => feed);
  const failure = feeds.map((feed) => feed.failure()).find((one) => one !== undefined);
  if (failure !== undefined) state.failed(failure);
  else if (feeds.length > 0 && feeds.every((feed) => feed.liveSince() !== undefined)) state.answered();
  else state.rested();
}
