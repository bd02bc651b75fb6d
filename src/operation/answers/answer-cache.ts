/** A transport gets finished answers here, or the answer of an equal running operation, and stores its own. */
import { toScopesKey, type Viewer } from '../../auth/viewer.ts';
import type { Signal } from '../../platform/signal.ts';
import type { OperationTally } from '../../calls/tally.ts';
import type { AnswerQuota } from '../run/memory-quota.ts';
import type { AnswerQuotas } from '../cost/answer-quotas.ts';
import type { JobBudget } from '../cost/budget.ts';
import { longestAnswer, type AnswerMemory, type FinishedAnswer } from './answer-memory.ts';
import { countJoined, type DependencyTracker } from './dependency-tracker.ts';
import type { RunningAnswer, RunningAnswers } from './running-answers.ts';

/** Who asks for a finished answer. */
export interface CacheAudience {
  readonly viewer: Viewer;
  /** The requester's answers share a limit of memory. Called only if the answer takes memory. */
  readonly toRequester: () => string;
}

/** A finished answer that is about to be sent again. */
export interface RememberedAnswer extends Pick<FinishedAnswer, 'body' | 'contentType' | 'summary' | 'tally'> {
  /** Call it when the answer was sent or its client is gone. Undefined for an answer that takes no memory. */
  readonly release: (() => void) | undefined;
}

/** An answer as its operation made it. */
interface MadeAnswer {
  /** Whether no field of the operation is protected, and none is live. */
  readonly isCacheable: boolean;
  readonly type: string;
  readonly name: string | null;
  /** Each once. */
  readonly errorCodes: readonly string[];
  readonly tally: OperationTally;
  readonly tracker: DependencyTracker;
  readonly quota: AnswerQuota;
  readonly hasDisclosures: boolean;
  readonly isPaced: boolean;
  /** Of the persisted operation that the client named instead of a text. */
  readonly digest: string | undefined;
}

/** An answer that other operations may get too, once its text is written. */
export type CacheableAnswer = Omit<FinishedAnswer, 'body' | 'contentType'>;

/** An operation that has begun, and may get the answer of another one. */
interface Follower {
  readonly viewer: Viewer;
  readonly tally: OperationTally;
  readonly quota: AnswerQuota;
  readonly signal: Signal;
}

/** `again`: the operation that it followed ended early, and another one may lead. `alone`: it must be run. */
type Followed = SentAnswer | 'again' | 'alone';

/** The parts of a finished answer that go to the client and the log. */
type SentAnswer = Pick<FinishedAnswer, 'body' | 'contentType' | 'summary'>;

/** What a transport uses of the memory of finished answers. */
export interface AnswerCache {
  /**
   * The answer under this key, if the operation would answer the same now. Then it is charged to the viewer's budget,
   * and its memory is reserved. Undefined: the operation must be run.
   */
  readonly acquire: (key: string, audience: CacheAudience) => RememberedAnswer | undefined;
  /** Operations under way, by the same keys as answers. */
  readonly running: RunningAnswers;
  /** The answer of the running operation. The follower's budget, memory and tally are charged as if it had been run. */
  readonly follow: (running: RunningAnswer, follower: Follower) => Promise<Followed>;
  /** Undefined for an answer that no other operation may get. */
  readonly toCacheable: (made: MadeAnswer) => CacheableAnswer | undefined;
  /** Keeps the answer if it came from memory alone. False for one that is too large to be given to others. */
  readonly keep: (key: string, answer: FinishedAnswer) => boolean;
}

/** The stores and limits that an `AnswerCache` works on. */
export interface AnswerCacheOptions {
  readonly memory: AnswerMemory;
  readonly running: RunningAnswers;
  readonly budget: JobBudget;
  readonly quotas: AnswerQuotas;
  /** Whether a client may still name the operation by this digest. */
  readonly isKnown: (digest: string) => boolean;
}

/** An answer with any other error is not kept. The memory of jobs keeps this one too. */
const notFound = 'JOB_NOT_FOUND';
/** Issues that are about the list and do not depend on the state of its sources. */
const lastingFailures: ReadonlySet<string> = new Set(['LIST_NOT_SUPPORTED', 'LIST_TRUNCATED']);

/** Answers are charged to the viewer's budget each time that they are given. */
export function createAnswerCache(options: AnswerCacheOptions): AnswerCache {
  const { memory, running, budget, quotas, isKnown } = options;
  return {
    acquire: (key, { viewer, toRequester }) => {
      const answer = memory.find(key);
      if (answer === undefined) return undefined;
      const { digest, spent, quotaBytes } = answer;
      if (digest !== undefined && !isKnown(digest)) return undefined;
      // If the budget or the memory refuses it here, the operation is refused too, and its error says why.
      try {
        if (spent.size > 0) budget.spend(viewer, spent);
        return {
          ...toSent(answer),
          release: quotaBytes === 0 ? undefined : reserveQuota(quotas, toRequester(), quotaBytes),
        };
      } catch {
        return undefined;
      }
    },
    toCacheable: (made) => {
      const { type, name, errorCodes, tally, tracker, quota, digest } = made;
      const dependencies = tracker.dependencies();
      const isPlain =
        type === 'query' &&
        !made.hasDisclosures &&
        !made.isPaced &&
        !tracker.spending.isRefused &&
        errorCodes.every((code) => code === notFound) &&
        [...tally.failures.values()].every(({ code: failure }) => lastingFailures.has(failure)) &&
        made.isCacheable;
      // A read that was not recorded may be for one viewer only.
      const isNoted =
        dependencies !== undefined && dependencies.length > 0 && dependencies.length === countReads(tally);
      if (!isPlain || !isNoted) return undefined;
      const spent = tracker.spending.jobs;
      return {
        summary: { name, type: 'query', errorCodes },
        tally,
        dependencies,
        spent,
        quotaBytes: quota.reserved(),
        digest,
      };
    },
    keep: (key, answer) => {
      if (isFromMemory(answer.tally)) memory.keep(key, answer);
      return answer.body.length <= longestAnswer;
    },
    running,
    follow: createFollow(options),
  };
}

function createFollow({ budget, isKnown }: AnswerCacheOptions): AnswerCache['follow'] {
  return async ({ tracker, follow }, { viewer, tally, quota, signal }) => {
    const { jobs } = tracker.spending;
    const known = tracker.dependencies()?.length ?? 0;
    try {
      // The operation would spend the same when it begins. If it is refused here, the operation is refused too, and
      // says why.
      const named = new Set(jobs);
      budget.spend(viewer, named);
      const outcome = await follow(signal);
      if (typeof outcome === 'string') return outcome === 'ended' ? 'again' : 'alone';
      const { body, contentType, summary, dependencies, digest, quotaBytes } = outcome;
      if (digest !== undefined && !isKnown(digest)) return 'alone';
      budget.spend(viewer, outcome.spent.difference(named));
      if (quotaBytes > 0) quota.reserve(quotaBytes);
      countJoined(dependencies, known, tally);
      for (const { source, code, cause } of outcome.tally.failures.values())
        tally.failed(source, { code, causeKind: cause });
      return { body, contentType, summary };
    } catch {
      return 'alone';
    }
  };
}

/** The viewer's kind and scopes: an answer without protected fields depends on nothing else about the viewer. */
export function formatAudience({ viewer }: Pick<CacheAudience, 'viewer'>): string {
  return `${viewer.kind} ${toScopesKey(viewer)}`;
}

function toSent({ body, contentType, summary, tally }: FinishedAnswer): Omit<RememberedAnswer, 'release'> {
  return { body, contentType, summary, tally };
}

/** Throws if the memory of answers is used up. */
function reserveQuota(quotas: AnswerQuotas, requester: string, bytes: number): () => void {
  const quota = quotas.open(requester);
  quota.reserve(bytes);
  return quota.release;
}

/** Whether a memory answered each read. If so, the next time costs and answers the same. */
function isFromMemory(tally: OperationTally): boolean {
  for (const { calls, cacheMisses, shared } of tally.bySource.values())
    if (cacheMisses > 0 || shared > 0 || Object.keys(calls).length > 0) return false;
  return true;
}

function countReads(tally: OperationTally): number {
  let reads = 0;
  for (const { cacheHits, cacheMisses } of tally.bySource.values()) reads += cacheHits + cacheMisses;
  return reads;
}
