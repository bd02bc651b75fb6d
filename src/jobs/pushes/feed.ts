/**
 * Follows the changes of one part of a source by a stream, until it is closed. A stream that was live is resumed at its
 * last position; otherwise the next one begins with the present.
 */
import { Abandoned } from '../../calls/abandoned.ts';
import { setTimeout as wait } from 'node:timers/promises';
import type { OpenStream } from '../../calls/opener.ts';
import type { Clock } from '../../platform/clock.ts';
import { ProviderError } from '../../errors/errors.ts';
import { BadAnswer, type Feed, type FeedEvent, type FeedWatch, type Read } from '../../provider/contract/adapter.ts';
import type { JobKey } from '../../provider/contract/job.ts';
import type { Listening, PushFailure } from './pushes.ts';

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
  readonly onHint: (key: JobKey, word: string) => void;
  /** A line could not be read. */
  readonly onUnreadable: () => void;
  /** From now on changes may be missed. */
  readonly onLost: () => void;
  /** `liveSince` or `failure` may be another. */
  readonly onStatus: () => void;
}

/** Begins at once, and begins again after a failure until it is closed. */
export function createJobFeed(options: FeedOptions): JobFeed {
  const controller = new AbortController();
  let liveSince: number | undefined;
  let failure: PushFailure | undefined;

  function setLive(since: number | undefined, why?: PushFailure): void {
    const isLost = liveSince !== undefined && since === undefined;
    [liveSince, failure] = [since, why];
    if (controller.signal.aborted) return;
    if (isLost) options.onLost();
    options.onStatus();
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
  let failures = 0;
  while (!signal.aborted) {
    let failure: unknown;
    const hasLived = await follow(loop).catch((error: unknown) => {
      failure = error;
      return false;
    });
    failures = hasLived ? 0 : failures + 1;
    if (hasLived) continue;
    setLive(undefined, toFailure(failure));
    const pause = toPause(failures, failure) * (0.5 + options.random() / 2);
    await wait(pause, undefined, { signal }).catch(() => undefined);
  }
}

/** A stream that has ended at once, or whose position is too old, gives no reason. */
function toFailure(failure: unknown): PushFailure {
  const isKnown = failure instanceof ProviderError;
  const code = isKnown ? failure.code : failure instanceof BadAnswer ? 'PROVIDER_BAD_RESPONSE' : 'PROVIDER_UNAVAILABLE';
  return { code, cause: isKnown ? (failure.causeKind ?? null) : null, isPermanent: true };
}

const firstPauseMilliseconds = 250;
const maxPauseMilliseconds = 30_000;
/** A missing permission stays missing for long. */
const maxPauseOfRefusal = 300_000;

function toPause(failures: number, failure: unknown): number {
  const isRefusal = failure instanceof ProviderError && !failure.isRetryable;
  const max = isRefusal ? maxPauseOfRefusal : maxPauseMilliseconds;
  return Math.min(max, (isRefusal ? 20 : 1) * firstPauseMilliseconds * 2 ** Math.min(failures - 1, 20));
}

/**
 * Follows one stream to its end. It is live after its first event, or after it has lived for a while: an answer's head alone
 * says nothing. Resolves to whether it has lived and ended well.
 */
async function follow(loop: Loop): Promise<boolean> {
  const { options, signal, setLive } = loop;
  const { feed, part, monotonic } = options;
  const course = loop.course ?? (await begin(loop));
  // A position that leads to no live stream is not tried again: the provider may have lost its past.
  loop.course = undefined;
  const { toEvent, ...watch } = feed.watch(part, course.position);
  const lines = await options.open({ ...watch, expiredStatus: feed.expiredStatus }, signal);
  if (lines === 'expired') return false;
  const goLive = (): void => {
    loop.course = course;
    setLive(course.since);
  };
  const openedAt = monotonic();
  const timer = setTimeout(goLive, minLifeMilliseconds);
  try {
    for await (const line of lines) {
      const event = readEvent(toEvent, line, options);
      if (event.kind === 'failed' || event.kind === 'expired') {
        loop.course = undefined;
        if (event.kind === 'failed') throw event.error;
        return false;
      }
      course.position = event.position;
      goLive();
      if (event.kind === 'change') options.onHint(event.key, event.word);
    }
  } catch (error) {
    // What cannot be read may have been a change.
    if (!(error instanceof ProviderError)) loop.course = undefined;
    throw error;
  } finally {
    clearTimeout(timer);
  }
  return monotonic() - openedAt >= minLifeMilliseconds;
}

function readEvent(toEvent: FeedWatch['toEvent'], line: Uint8Array, { onUnreadable }: FeedOptions): FeedEvent {
  try {
    return toEvent(line);
  } catch (error) {
    onUnreadable();
    throw error;
  }
}

/** Each read that begins from now on shows at least what came before the position. */
async function begin({ options, signal }: Loop): Promise<Course> {
  const { feed, part, call, monotonic } = options;
  const position = await call(feed.begin(part), signal);
  return { position, since: monotonic() };
}
