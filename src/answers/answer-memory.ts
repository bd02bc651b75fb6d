/**
 * Keeps finished answers. One is given again only while each entry that it was made of is still what its memory would
 * answer with: so it says what the operation itself would say now.
 */
import { LRUCache } from 'lru-cache';
import type { OperationTally } from '../calls/tally.ts';
import { createStanding, type Use } from './recording.ts';

/** An answer as it was sent, with what it was made of. */
export interface FinishedAnswer {
  /** As it was sent. */
  readonly body: string;
  readonly contentType: string;
  /** What the log and the metrics say of the operation. */
  readonly summary: AnswerSummary;
  /** Nothing but hits, and the same for each time that the answer is given. */
  readonly tally: OperationTally;
  readonly uses: readonly Use[];
  /** The jobs that it takes from the viewer's budget each time. */
  readonly spent: ReadonlySet<string>;
  /** The memory that it takes until it is sent, each time. */
  readonly roomBytes: number;
  /** Of the persisted operation that the client named instead of a text. */
  readonly digest: string | undefined;
}

/** What the log and the metrics say of a remembered operation. */
export interface AnswerSummary {
  readonly name: string | null;
  readonly type: 'query';
  readonly errorCodes: readonly string[];
}

/** Keeps finished answers. A `find` answers only with what the operation would answer now. */
export interface AnswerMemory {
  /** The answer under this key, if every entry that it was made of is unchanged and fresh. */
  readonly find: (key: string) => FinishedAnswer | undefined;
  /** @param key everything else that the answer depends on */
  readonly keep: (key: string, answer: FinishedAnswer) => void;
  readonly size: () => number;
  /** Counted as `maxBytes` counts them. */
  readonly bytes: () => number;
}

/** Bounds of an `AnswerMemory`; the least recently used answer is evicted first. */
export interface AnswerMemorySettings {
  /** Of answers, their keys, and what is noted of what they were made of. */
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
const bytesPerUse = 250;
const bytesPerName = 150;

interface Kept {
  readonly answer: FinishedAnswer;
  readonly stands: () => boolean;
}

/** Forgets the least recently used answers first. */
export function createAnswerMemory({
  maxBytes,
  monotonic,
  maxAnswers = 10_000,
  maxAnswerLength = longestAnswer,
}: AnswerMemorySettings): AnswerMemory {
  const answers = new LRUCache<string, Kept>({
    max: maxAnswers,
    maxSize: Math.max(1, maxBytes),
    sizeCalculation: ({ answer }, key) => weigh(answer) + 2 * key.length,
  });

  return {
    find: (key) => {
      const kept = answers.get(key);
      if (kept === undefined || kept.stands()) return kept?.answer;
      answers.delete(key);
      return undefined;
    },
    keep: (key, answer) => {
      if (answer.body.length <= maxAnswerLength && key.length <= maxKeyLength)
        answers.set(key, { answer, stands: createStanding(answer.uses, monotonic) });
      else answers.delete(key);
    },
    size: () => answers.size,
    bytes: () => answers.calculatedSize,
  };
}

function weigh({ body, uses, spent }: FinishedAnswer): number {
  return 2 * body.length + uses.length * bytesPerUse + spent.size * bytesPerName + overhead;
}
