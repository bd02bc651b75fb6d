/** The feeds of a source: one for each part with watched jobs. A feed ends some time after its last listener has left. */
import type { OpenStream } from '../../calls/opener.ts';
import { withDeadline, type DeadlineOptions } from '../../calls/with-deadline.ts';
import { createJobFeed, type FeedOptions, type JobFeed } from './feed.ts';
import type { PushStateOptions } from './push-state.ts';
import type { Listening, Pushes, PushReader } from './pushes.ts';
import { createToldPushes } from './told-pushes.ts';

/** The source, and how its calls are made and its streams opened. */
interface FeedsOptions
  extends Pick<FeedOptions, 'feed' | 'random'>, Omit<PushStateOptions, 'safetyMilliseconds'>, DeadlineOptions {
  readonly open: OpenStream;
}

/** How often jobs are read while their changes are streamed. */
const safetyMilliseconds = 300_000;

/** Opens the feed of a part when the part is first followed. */
export function createJobFeeds(options: FeedsOptions): Pushes {
  const { feed } = options;
  const { reader, ...told } = createToldPushes({
    ...options,
    safetyMilliseconds,
    isBehind: (facts, word) => feed.isBehind(facts, word),
  });
  const parts = createParts(options, reader);

  return {
    ...told,
    follow: (key, listener) => {
      const listening = told.follow(key, listener);
      const part = parts.enter(feed.toPart(key));
      return {
        ...listening,
        liveSince: () => (listening.liveSince() === undefined ? undefined : part.liveSince()),
        leave: () => {
          listening.leave();
          part.leave();
        },
      };
    },
    followAll: (onHint) => {
      const entered = feed.parts.map(parts.enter);
      const leave = told.followAll(onHint);
      return () => {
        leave();
        for (const part of entered) part.leave();
      };
    },
    reader: undefined,
    close: () => {
      parts.close();
      told.close();
    },
  };
}

/** A part of the source while somebody follows it, and for a while after that. */
interface Part {
  readonly feed: JobFeed;
  readonly followers: Set<object>;
  ending: NodeJS.Timeout | undefined;
}

interface Parts {
  readonly enter: (name: string | null) => Pick<Listening, 'liveSince' | 'leave'>;
  readonly close: () => void;
}

/** A page that is loaded again finds its feed alive. */
const lingerMilliseconds = 10_000;
/** All feeds together count as one requester, the same as polls. */
const requester = 'watcher';

function createParts({ open, ...options }: FeedsOptions, reader: PushReader): Parts {
  const parts = new Map<string | null, Part>();
  const whose = { requester, operation: {} };
  const onStatus = (): void => {
    sumUp([...parts.values()], reader);
  };

  function begin(name: string | null): Part {
    const feed = createJobFeed({
      ...options,
      part: name,
      reader,
      onStatus,
      call: (read, signal) =>
        withDeadline(options, { ...whose, signal, isForNoJob: true }, (_signal, call) => call(read)),
      open: (read, signal) => open(read, { ...whose, signal }),
    });
    const part: Part = { feed, followers: new Set(), ending: undefined };
    parts.set(name, part);
    onStatus();
    return part;
  }

  function end(name: string | null, { feed, ending }: Part): void {
    clearTimeout(ending);
    feed.close();
    parts.delete(name);
    onStatus();
  }

  return {
    enter: (name) => {
      const part = parts.get(name) ?? begin(name);
      const follower = {};
      part.followers.add(follower);
      clearTimeout(part.ending);
      return {
        liveSince: part.feed.liveSince,
        leave: () => {
          if (part.followers.delete(follower) && part.followers.size === 0)
            part.ending = setTimeout(end, lingerMilliseconds, name, part);
        },
      };
    },
    close: () => {
      for (const [name, part] of parts) end(name, part);
    },
  };
}

/** The state of all parts that are followed: the worst one. */
function sumUp(parts: readonly Part[], reader: PushReader): void {
  const failure = parts.map(({ feed }) => feed.failure()).find((one) => one !== undefined);
  if (failure !== undefined) reader.failed(failure);
  else if (parts.length > 0 && parts.every(({ feed }) => feed.liveSince() !== undefined)) reader.answered();
  else reader.rest();
}
