/** How a transport is given a finished answer again, or that of an equal operation under way, and how it hands one in. */
import type { DocumentNode } from 'graphql';
import { toViewerKey } from '../resolvers/remembered-fields.ts';
import type { Viewer } from '../auth/viewer.ts';
import type { OperationTally } from '../calls/tally.ts';
import type { OperationRoom } from '../executor/room.ts';
import type { AnswerRooms } from '../limits/answer-room.ts';
import type { JobBudget } from '../limits/budget.ts';
import { longestAnswer, type AnswerMemory, type FinishedAnswer } from './answer-memory.ts';
import { countJoined, type Recording } from './recording.ts';
import type { RunningAnswer, RunningAnswers } from './running-answers.ts';

/** Who asks for a finished answer. */
export interface Asker {
  readonly viewer: Viewer;
  /** Whose answers may take only so much room; asked for if the answer takes any. */
  readonly toRequester: () => string;
}

/** A finished answer that is about to be sent again. */
export interface RememberedAnswer extends Pick<FinishedAnswer, 'body' | 'contentType' | 'summary' | 'tally'> {
  /** The answer was sent, or nobody waits for it. Undefined for one that takes no room. */
  readonly leave: (() => void) | undefined;
}

/** An answer as its operation made it. */
export interface MadeAnswer {
  readonly document: DocumentNode;
  readonly type: string;
  readonly name: string | null;
  /** Each once. */
  readonly errorCodes: readonly string[];
  readonly viewer: Viewer;
  readonly tally: OperationTally;
  readonly recording: Recording;
  readonly room: OperationRoom;
  readonly hasDisclosures: boolean;
  readonly isPaced: boolean;
  /** Of the persisted operation that the client named instead of a text. */
  readonly digest: string | undefined;
}

/** An answer that another operation may be given too, once its text is written. */
export type JudgedAnswer = Omit<FinishedAnswer, 'body' | 'contentType'>;

/** An operation that has begun, and may be given the answer of another one. */
export interface Follower {
  readonly viewer: Viewer;
  readonly tally: OperationTally;
  readonly room: OperationRoom;
  readonly signal: AbortSignal;
}

/** `again`: the operation that it followed ended before its time, another one may lead. `alone`: it must be run. */
export type Followed = SentAnswer | 'again' | 'alone';

export type SentAnswer = Pick<FinishedAnswer, 'body' | 'contentType' | 'summary'>;

/** What a transport uses of the memory of finished answers. */
export interface AnswerDoor {
  /**
   * The answer under this key, if it is what the operation would answer now; then the viewer's budget has paid for it and
   * it has its room. Undefined: the operation must be run.
   */
  readonly take: (key: string, asker: Asker) => RememberedAnswer | undefined;
  /** Operations under way, by the same keys as answers. */
  readonly running: RunningAnswers;
  /** The answer of the operation under way: then the follower's budget, room and tally are as if it had been run. */
  readonly follow: (running: RunningAnswer, follower: Follower) => Promise<Followed>;
  /** Undefined for an answer that no other operation may be given. */
  readonly judge: (made: MadeAnswer) => JudgedAnswer | undefined;
  /** Keeps the answer if it came from memory alone. False for one that is too large to be given to others. */
  readonly keep: (key: string, answer: FinishedAnswer) => boolean;
}

export interface AnswerDoorOptions {
  readonly memory: AnswerMemory;
  readonly running: RunningAnswers;
  readonly isRememberable: (document: DocumentNode, viewer: Viewer) => boolean;
  readonly budget: JobBudget;
  readonly rooms: AnswerRooms;
  /** Whether a client may still name the operation by this digest. */
  readonly isKnown: (digest: string) => boolean;
}

/** The only error with which an answer is kept: the memory of jobs keeps it too. */
const notFound = 'JOB_NOT_FOUND';
/** Issues that are about the list and do not depend on the state of its sources. */
const lastingFailures: ReadonlySet<string> = new Set(['LIST_NOT_SUPPORTED', 'LIST_TRUNCATED']);

export function createAnswerDoor(options: AnswerDoorOptions): AnswerDoor {
  const { memory, running, isRememberable, budget, rooms, isKnown } = options;
  return {
    take: (key, { viewer, toRequester }) => {
      const answer = memory.find(key);
      if (answer === undefined) return undefined;
      const { digest, spent, roomBytes } = answer;
      if (digest !== undefined && !isKnown(digest)) return undefined;
      // What refuses it here refuses the operation too, which says why.
      try {
        if (spent.size > 0) budget.spend(viewer, spent);
        return {
          ...toSent(answer),
          leave: roomBytes === 0 ? undefined : takeRoom(rooms, toRequester(), roomBytes),
        };
      } catch {
        return undefined;
      }
    },
    judge: (made) => {
      const { document, viewer, type, name, errorCodes, tally, recording, room, digest } = made;
      const uses = recording.uses();
      const isPlain =
        type === 'query' &&
        !made.hasDisclosures &&
        !made.isPaced &&
        !recording.spending.isRefused &&
        errorCodes.every((code) => code === notFound) &&
        tally.failures().every(({ code: failure }) => lastingFailures.has(failure)) &&
        isRememberable(document, viewer);
      // What was read and not noted may be for one viewer only.
      const isNoted = uses !== undefined && uses.length > 0 && uses.length === countReads(tally);
      if (!isPlain || !isNoted) return undefined;
      const spent = recording.spending.jobs;
      return { summary: { name, type: 'query', errorCodes }, tally, uses, spent, roomBytes: room.taken(), digest };
    },
    keep: (key, answer) => {
      if (isFromMemory(answer.tally)) memory.keep(key, answer);
      return answer.body.length <= longestAnswer;
    },
    running,
    follow: createFollow(options),
  };
}

function createFollow({ budget, isKnown }: AnswerDoorOptions): AnswerDoor['follow'] {
  return async ({ recording, follow }, { viewer, tally, room, signal }) => {
    const { jobs } = recording.spending;
    const known = recording.uses()?.length ?? 0;
    try {
      // As the operation would when it begins. What refuses it here refuses the operation too, which says why.
      const named = new Set(jobs);
      budget.spend(viewer, named);
      const outcome = await follow(signal);
      if (typeof outcome === 'string') return outcome === 'ended' ? 'again' : 'alone';
      const { body, contentType, summary, uses, digest, roomBytes } = outcome;
      if (digest !== undefined && !isKnown(digest)) return 'alone';
      budget.spend(viewer, outcome.spent.difference(named));
      if (roomBytes > 0) room.take(roomBytes);
      countJoined(uses, known, tally);
      for (const { source, code, cause } of outcome.tally.failures()) tally.failed(source, { code, causeKind: cause });
      return { body, contentType, summary };
    } catch {
      return 'alone';
    }
  };
}

/** What of a viewer an answer without protected fields can depend on. */
export function formatAsker({ viewer }: Pick<Asker, 'viewer'>): string {
  return `${viewer.kind} ${toViewerKey(viewer)}`;
}

function toSent({ body, contentType, summary, tally }: FinishedAnswer): Omit<RememberedAnswer, 'leave'> {
  return { body, contentType, summary, tally };
}

/** Throws if there is no room. */
function takeRoom(rooms: AnswerRooms, requester: string, bytes: number): () => void {
  const room = rooms.open(requester);
  room.take(bytes);
  return room.leave;
}

/** Whether a memory answered each read: then the next time costs and says the same. */
function isFromMemory(tally: OperationTally): boolean {
  for (const { calls, cacheMisses, shared } of tally.bySource().values())
    if (cacheMisses > 0 || shared > 0 || Object.keys(calls).length > 0) return false;
  return true;
}

function countReads(tally: OperationTally): number {
  let reads = 0;
  for (const { cacheHits, cacheMisses } of tally.bySource().values()) reads += cacheHits + cacheMisses;
  return reads;
}
