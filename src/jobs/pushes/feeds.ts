/** The feeds of a source: one for each part with watched jobs. A feed ends some time after its last listener has left. */
import { createJobFeed, type FeedOptions, type JobFeed } from './feed.ts';
import { createListeners, everyJob, type Listeners } from './listeners.ts';
import { createPushState, type PushState, type PushStateOptions } from './push-state.ts';
import type { HintListener, Listening, Pushes } from './pushes.ts';

/** How the feeds of a source are opened, and how long they stay without a listener. */
export interface FeedsOptions
  extends
    Pick<FeedOptions, 'feed' | 'monotonic' | 'random' | 'call' | 'open'>,
    Omit<PushStateOptions, 'safetyMilliseconds'> {
  /** Default 10,000: a page that is loaded again finds its feed alive. */
  readonly lingerMilliseconds?: number;
}

interface FollowedPart {
  readonly feed: JobFeed;
  readonly listeners: Listeners;
  ending: NodeJS.Timeout | undefined;
}

type Parts = Map<string | null, FollowedPart>;

/** How often jobs are read while their changes are streamed. */
const safetyMilliseconds = 300_000;

/** Opens the feed of a part when the part is first followed. */
export function createJobFeeds(options: FeedsOptions): Pushes {
  const { feed } = options;
  const parts: Parts = new Map();
  const onLost = (): void => {
    for (const { listeners } of parts.values()) listeners.tellLost();
  };
  const state = createPushState({ ...options, safetyMilliseconds }, { isShared: false, onLost });
  const { health, noteMissed, noteRead } = state;

  return {
    follow: (key, listener) => enter(options, parts, state, { name: feed.toPart(key), key, listener }),
    followAll: (onHint) => {
      const listener = { onHint, onLost: () => undefined };
      const entered = feed.parts.map((name) => enter(options, parts, state, { name, key: everyJob, listener }));
      return () => {
        for (const { leave } of entered) leave();
      };
    },
    isBehind: (facts, word) => feed.isBehind(facts, word),
    safetyMilliseconds,
    health,
    noteMissed,
    noteRead,
    reader: undefined,
    close: () => {
      for (const name of parts.keys()) end(parts, name, state);
      state.close();
    },
  };
}

interface Entry {
  readonly name: string | null;
  readonly key: Parameters<Listeners['add']>[0];
  readonly listener: HintListener;
}

function enter(options: FeedsOptions, parts: Parts, state: PushState, { name, key, listener }: Entry): Listening {
  const part = parts.get(name) ?? begin(options, parts, state, name);
  clearTimeout(part.ending);
  const remove = part.listeners.add(key, listener);
  return {
    liveSince: () => (state.liveSince() === undefined ? undefined : part.feed.liveSince()),
    noteFacts: () => undefined,
    leave: () => {
      remove();
      clearTimeout(part.ending);
      if (!part.listeners.areNone()) return;
      part.ending = setTimeout(() => {
        end(parts, name, state);
      }, options.lingerMilliseconds ?? 10_000);
    },
  };
}

function begin(options: FeedsOptions, parts: Parts, state: PushState, name: string | null): FollowedPart {
  const listeners = createListeners();
  const feed = createJobFeed({
    ...options,
    part: name,
    onUnreadable: () => {
      state.reader.dropped('unreadable');
    },
    onHint: (key, word) => {
      state.noteHint('here');
      listeners.tell(key, { word, arrival: { at: options.monotonic(), inStore: undefined } });
    },
    onStatus: () => {
      sumUp(parts, state);
    },
    onLost: listeners.tellLost,
  });
  const part: FollowedPart = { feed, listeners, ending: undefined };
  parts.set(name, part);
  sumUp(parts, state);
  return part;
}

function end(parts: Parts, name: string | null, state: PushState): void {
  const part = parts.get(name);
  clearTimeout(part?.ending);
  part?.feed.close();
  parts.delete(name);
  sumUp(parts, state);
}

/** The state of all parts that are followed: the worst one. */
function sumUp(parts: Parts, { reader, rest }: PushState): void {
  const feeds = [...parts.values()].map(({ feed }) => feed);
  const failure = feeds.map((feed) => feed.failure()).find((one) => one !== undefined);
  if (failure !== undefined) reader.failed(failure);
  else if (feeds.length > 0 && feeds.every((feed) => feed.liveSince() !== undefined)) reader.answered();
  else rest();
}
