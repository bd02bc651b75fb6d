/**
 * Follows the changes of one part of a source by a stream, until it is closed. A stream that was live is resumed at its
 * last position; otherwise the next one begins with the present.
 */
import { Abandoned } from '../../calls/abandoned.ts';
import type { OpenStream } from '../../calls/opener.ts';
import type { Clock } from '../../platform/clock.ts';
import { ProviderError } from '../../errors/errors.ts';
import { BadAnswer, type Feed, type Read } from '../../provider/contract/adapter.ts';
import { createPauses } from './pauses.ts';
import type { Listening, PushFailure, PushReader } from './pushes.ts';

/** The changes of one part of a source. */
export interface JobFeed extends Pick<Listening, 'liveSince'> {
  /** Why the last try has failed; undefined before the first failure and once a stream is live. */
  readonly failure: () => PushFailure | undefined;
  readonly close: () => void;
}

/** The part that a feed follows, how it opens streams, and who hears its hints. */
export interface FeedOptions extends Pick<Clock, 'monotonic'> {
  readonly feed: Feed;
  readonly part: string | null;
  /** From 0 to 1; spreads attempts. */
  readonly random: () => number;
  /** Makes one call, with its retries, under a deadline. */
  readonly call: <T>(read: Read<T>, signal: AbortSignal) => Promise<T>;
  readonly open: (read: Parameters<OpenStream>[0], signal: AbortSignal) => ReturnType<OpenStream>;
  readonly reader: Pick<PushReader, 'hint' | 'dropped'>;
  /** `liveSince` or `failure` may be another. */
  readonly onStatus: () => void;
}

/** Begins at once, and begins again after a failure until it is closed. */
export function createJobFeed(options: FeedOptions): JobFeed {
  const controller = new AbortController();
  let liveSince: number | undefined;
  let failure: PushFailure | undefined;

  function setLive(since: number | undefined, why?: PushFailure): void {
    [liveSince, failure] = [since, why];
    if (!controller.signal.aborted) options.onStatus();
  }

  void run({ options, signal: controller.signal, setLive, course: undefined });
  return {
    liveSince: () => liveSince,
    failure: () => failure,
    close: () => {
      controller.abort(new Abandoned());
    },
  };
}

/** Streams one after the other, between which no change is missed. */
interface Course {
  /** When it began, by the monotonic clock. */
  readonly since: number;
  /** Where the changes that are still to come begin. */
  position: string;
}

interface Loop {
  readonly options: FeedOptions;
  readonly signal: AbortSignal;
  readonly setLive: (since: number | undefined, why?: PushFailure) => void;
  /** What the next stream resumes; undefined: it begins with the present. */
  course: Course | undefined;
}

/** A stream that ends sooner has failed, even if it ended well: it would be opened again and again. */
const minLifeMilliseconds = 1000;

/** Never throws. */
async function run(loop: Loop): Promise<void> {
  const { options, signal, setLive } = loop;
  const pauses = createPauses(options.random, signal);
  while (!signal.aborted) {
    const failure = await follow(loop).catch((error: unknown) => {
      if (error instanceof BadAnswer) options.reader.dropped('unreadable');
      return toFailure(error);
    });
    if (failure === undefined) pauses.reset();
    else {
      setLive(undefined, failure);
      await pauses.next();
    }
  }
}

/** A stream that has ended at once, or whose position is too old, gives no reason. */
function toFailure(failure: unknown): PushFailure {
  const isKnown = failure instanceof ProviderError;
  const code = isKnown ? failure.code : failure instanceof BadAnswer ? 'PROVIDER_BAD_RESPONSE' : 'PROVIDER_UNAVAILABLE';
  return { code, cause: isKnown ? (failure.causeKind ?? null) : null, isPermanent: true };
}

/**
 * Follows one stream to its end. It is live after its first event, or after it has lived for a while: an answer's head alone
 * says nothing. Resolves to a failure unless it has lived and ended well.
 */
async function follow(loop: Loop): Promise<PushFailure | undefined> {
  const { options, signal, setLive } = loop;
  const { feed, part, monotonic, reader } = options;
  const course = loop.course ?? (await begin(options, signal));
  // A position that leads to no live stream is not tried again: the provider may have lost its past.
  loop.course = undefined;
  const { toEvent, ...watch } = feed.watch(part, course.position);
  const lines = await options.open({ ...watch, expiredStatus: feed.expiredStatus }, signal);
  if (lines === 'expired') return toFailure(undefined);
  const goLive = (): void => {
    loop.course = course;
    setLive(course.since);
  };
  const openedAt = monotonic();
  const timer = setTimeout(goLive, minLifeMilliseconds);
  try {
    for await (const line of lines) {
      // Of a line that cannot be read, or that reports a failure, it is not known what it would have said.
      loop.course = undefined;
      const event = toEvent(line);
      if (event === 'expired') return toFailure(undefined);
      course.position = event.position;
      goLive();
      if (event.hint !== null) reader.hint(event.hint);
    }
  } finally {
    clearTimeout(timer);
  }
  return monotonic() - openedAt >= minLifeMilliseconds ? undefined : toFailure(undefined);
}

/** Each read that begins from now on shows at least what came before the position. */
async function begin({ feed, part, call, monotonic }: FeedOptions, signal: AbortSignal): Promise<Course> {
  const position = await call(feed.begin(part), signal);
  return { position, since: monotonic() };
}
