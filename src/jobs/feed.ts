/**
 * One part of a source as its provider reports it: a list, then a stream of changes. The loop runs until it is closed:
 * after a stream has ended it resumes where that came to; after a position has expired it lists again.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { OpenStream } from '../calls/opener.ts';
import type { Clock } from '../clock.ts';
import { ProviderError } from '../errors/errors.ts';
import { formatJobId, type JobKey } from '../job.ts';
import { BadAnswer, type Feed, type FeedEvent, type FeedJob, type FeedPage, type Read } from '../provider/adapter.ts';
import { storeFacts, type FactStore, type StoredFacts } from './fact-store.ts';
import { weighed, type Weighed } from './weighed.ts';

/** The jobs of one part of a source, kept up to date by the provider's stream of changes. */
export interface JobFeed {
  /** True while `jobs` is what the provider has now. */
  readonly isLive: () => boolean;
  /** True from a failure until it is live. */
  readonly hasFailed: () => boolean;
  /** The last record of each job whose record can be read. */
  readonly jobs: ReadonlyMap<JobKey, StoredFacts>;
  readonly close: () => void;
}

export interface FeedOptions extends Clock {
  readonly source: string;
  readonly feed: Feed;
  readonly part: string | null;
  readonly store: FactStore;
  /** From 0 to 1; spreads attempts. */
  readonly random: () => number;
  /** Makes one call, with its retries, under a deadline. */
  readonly call: <T>(read: Read<T>, signal: AbortSignal) => Promise<T>;
  readonly open: (read: Parameters<OpenStream>[0], signal: AbortSignal) => ReturnType<OpenStream>;
  /** The job has another record, or none any more. */
  readonly onChange: (key: JobKey) => void;
  /** `isLive` or `hasFailed` has changed. */
  readonly onState: () => void;
}

/** Begins at once, and begins again after a failure until it is closed. */
export function createJobFeed(options: FeedOptions): JobFeed {
  const controller = new AbortController();
  const { signal } = controller;
  const jobs = new Map<JobKey, StoredFacts>();
  const memory = createMemory(options, jobs);
  const loop: Loop = { options, signal, memory, setState, position: undefined };
  let state: State = 'beginning';

  function setState(next: State): void {
    if (next === state || signal.aborted) return;
    state = next;
    options.onState();
  }

  void run(loop);
  return {
    isLive: () => state === 'live',
    hasFailed: () => state === 'failed',
    jobs,
    close: () => {
      controller.abort(new BadAnswer('closed'));
    },
  };
}

type State = 'beginning' | 'live' | 'failed';

interface Loop {
  readonly options: FeedOptions;
  readonly signal: AbortSignal;
  readonly memory: Memory;
  readonly setState: (state: State) => void;
  /** Where the changes that are still to come begin; undefined: with a list. */
  position: string | undefined;
}

/** A stream that ends sooner has failed, even if it ended well: it would be opened again and again. */
const minLifeMilliseconds = 1000;

/** Never throws. */
async function run(loop: Loop): Promise<void> {
  const { options, signal, setState } = loop;
  let failures = 0;
  while (!signal.aborted) {
    const startedAt = options.monotonic();
    let failure: unknown;
    try {
      await follow(loop);
      failures = options.monotonic() - startedAt < minLifeMilliseconds ? failures + 1 : 0;
    } catch (error) {
      failure = error;
      failures += 1;
      // What cannot be read may have been a change.
      if (!(error instanceof ProviderError)) loop.position = undefined;
      setState('failed');
    }
    if (failures > 0) {
      const pause = toPause(failures, failure) * (0.5 + options.random() / 2);
      await wait(pause, undefined, { signal }).catch(() => undefined);
    }
  }
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

/** From where the feed has come to until the stream ends. */
async function follow(loop: Loop): Promise<void> {
  const { options, signal, memory, setState } = loop;
  const { feed, part } = options;
  loop.position ??= await readList(loop);
  const { toEvent, ...watch } = feed.watch(part, loop.position);
  const lines = await options.open({ ...watch, expiredStatus: feed.expiredStatus }, signal);
  if (lines === 'expired') {
    loop.position = undefined;
    return;
  }
  setState('live');
  for await (const line of lines) {
    const event = toEvent(line);
    if (event.kind === 'failed') throw event.error;
    if (event.kind === 'expired') {
      loop.position = undefined;
      // Until the list has come, changes are missed.
      setState('beginning');
      return;
    }
    // A position that has been passed: the event was sent twice, or late.
    if (feed.isLater(event.position, loop.position) === false) continue;
    loop.position = event.position;
    memory.apply(event, line.byteLength);
  }
}

/** More jobs are polled, as if there were no feed. */
const maxJobs = 10_000;

async function readList(loop: Loop): Promise<string> {
  return (
    (await readPages(loop)) ?? (await readPages(loop)) ?? Promise.reject(new ProviderError('PROVIDER_UNAVAILABLE'))
  );
}

/** Resolves to where the changes begin; to undefined if the list has expired in between. */
async function readPages({ options, signal, memory }: Loop): Promise<string | undefined> {
  const { feed, part } = options;
  const listed: { readonly job: FeedJob; readonly bytes: number }[] = [];
  let after: string | null = null;
  while (true) {
    const read: Read<Weighed<FeedPage> | undefined> = orExpired(weighed(feed.list(part, after)), feed.expiredStatus);
    const page: Weighed<FeedPage> | undefined = await options.call(read, signal);
    if (page === undefined) return undefined;
    const { jobs, next, position } = page.result;
    listed.push(...jobs.map((job) => ({ job, bytes: page.bytes / jobs.length })));
    if (listed.length > maxJobs) throw new ProviderError('PROVIDER_REJECTED');
    if (next === null) {
      memory.replace(listed);
      return position;
    }
    after = next;
  }
}

function orExpired<T>(read: Read<T>, expiredStatus: number): Read<T | undefined> {
  return {
    ...read,
    alsoReads: [expiredStatus],
    toResult: (answer) => (answer.status === expiredStatus ? undefined : read.toResult(answer)),
  };
}

interface Memory {
  readonly replace: (listed: readonly { readonly job: FeedJob; readonly bytes: number }[]) => void;
  readonly apply: (event: Exclude<FeedEvent, { readonly kind: 'expired' | 'failed' }>, bytes: number) => void;
}

function createMemory(
  { source, store, now, monotonic, onChange }: FeedOptions,
  jobs: Map<JobKey, StoredFacts>,
): Memory {
  function forget(key: JobKey): void {
    jobs.delete(key);
    // Otherwise an older read would answer with outdated facts.
    store.delete(formatJobId(source, key));
  }

  function keep({ key, record }: FeedJob, bytes: number): void {
    if (record === undefined) {
      forget(key);
      return;
    }
    const { facts, secrets } = record;
    const read = { level: 'detail', fetchedAt: new Date(now()).toISOString(), readAt: monotonic() } as const;
    const stored = { ...read, facts, withheld: Object.keys(secrets), bytes };
    jobs.set(key, stored);
    storeFacts(store, formatJobId(source, key), stored);
  }

  return {
    replace: (listed) => {
      const keys = new Set(listed.map(({ job }) => job.key));
      for (const key of jobs.keys()) if (!keys.has(key)) forget(key);
      for (const { job, bytes } of listed) keep(job, bytes);
    },
    apply: (event, bytes) => {
      if (event.kind === 'position') return;
      if (event.kind === 'delete') forget(event.key);
      else keep(event, bytes);
      onChange(event.key);
    },
  };
}
