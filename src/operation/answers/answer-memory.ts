/**
 * Keeps finished answers. An answer is given again only while every entry that it used is still the one that the
 * entry's memory would return. So it equals what the operation would answer now.
 */
import { LRUCache } from 'lru-cache';
import type { OperationTally } from '../../calls/tally.ts';
import { createFreshnessCheck, type Dependency } from './dependency-tracker.ts';

/** An answer as it was sent, with the entries that it used. */
export interface FinishedAnswer {
  /** As it was sent. */
  readonly body: string;
  readonly contentType: string;
  /** What the log and the metrics say about the operation. */
  readonly summary: AnswerSummary;
  /** Holds only hits, and is the same each time that the answer is given. */
  readonly tally: OperationTally;
  readonly dependencies: readonly Dependency[];
  /** The jobs that it takes from the viewer's budget each time. */
  readonly spent: ReadonlySet<string>;
  /** The memory that it takes until it is sent, each time. */
  readonly quotaBytes: number;
  /** Of the persisted operation that the client named instead of a text. */
  readonly digest: string | undefined;
}

/** What the log and the metrics say about a remembered operation. */
interface AnswerSummary {
  readonly name: string | null;
  readonly type: 'query';
  readonly errorCodes: readonly string[];
}

/** Keeps finished answers. `find` returns only what the operation would answer now. */
export interface AnswerMemory {
  /** The answer under this key, if every entry that it used is unchanged and fresh. */
  readonly find: (key: string) => FinishedAnswer | undefined;
  /** @param key everything else that the answer depends on */
  readonly keep: (key: string, answer: FinishedAnswer) => void;
  readonly size: () => number;
  /** Counted as `maxBytes` counts them. */
  readonly bytes: () => number;
}

/** Bounds of an `AnswerMemory`; the least recently used answer is evicted first. */
export interface AnswerMemorySettings {
  /** Bytes of answers, their keys, and the records of the entries that they used. */
  readonly maxBytes: number;
  /** Default 10,000. */
  readonly maxAnswers?: number;
  /** Milliseconds of the clock by which entries are fresh. */
  readonly monotonic: () => number;
  /** Characters of one answer; longer ones are not kept. Default `longestAnswer`. */
  readonly maxAnswerLength?: number;
}

/** In characters: longer answers are neither kept nor shared. */
export const longestAnswer = 262_144;

/** Of an operation's text and variables: what a dashboard sends is far shorter. */
export const maxKeyLength = 65_536;

/** In bytes, measured: an entry of the memory with its summary and tally, a note of one use, and one job's name. */
const overhead = 2300;
const bytesPerDependency = 250;
const bytesPerName = 150;

interface CachedAnswer {
  readonly answer: FinishedAnswer;
  readonly isCurrent: () => boolean;
}

/** Forgets the least recently used answers first. */
export function createAnswerMemory({
  maxBytes,
  monotonic,
  maxAnswers = 10_000,
  maxAnswerLength = longestAnswer,
}: AnswerMemorySettings): AnswerMemory {
  const answers = new LRUCache<string, CachedAnswer>({
    max: maxAnswers,
    maxSize: Math.max(1, maxBytes),
    sizeCalculation: ({ answer }, key) => weigh(answer) + 2 * key.length,
  });

  return {
    find: (key) => {
      const cached = answers.get(key);
      if (cached === undefined || cached.isCurrent()) return cached?.answer;
      answers.delete(key);
      return undefined;
    },
    keep: (key, answer) => {
      if (answer.body.length <= maxAnswerLength && key.length <= maxKeyLength)
        answers.set(key, { answer, isCurrent: createFreshnessCheck(answer.dependencies, monotonic) });
      else answers.delete(key);
    },
    size: () => answers.size,
    bytes: () => answers.calculatedSize,
  };
}

function weigh({ body, dependencies, spent }: FinishedAnswer): number {
  return 2 * body.length + dependencies.length * bytesPerDependency + spent.size * bytesPerName + overhead;
}
