/** How a transport is given a finished answer again, and how it hands one in. */
import type { DocumentNode } from 'graphql';
import { toViewerKey } from '../resolvers/remembered-fields.ts';
import type { Viewer } from '../auth/viewer.ts';
import type { OperationTally } from '../calls/tally.ts';
import type { OperationRoom } from '../executor/room.ts';
import type { AnswerRooms } from '../limits/answer-room.ts';
import type { JobBudget } from '../limits/budget.ts';
import type { AnswerMemory, FinishedAnswer } from './answer-memory.ts';
import type { Recording } from './recording.ts';

/** Who asks for a finished answer. */
export interface Asker {
  readonly viewer: Viewer;
  /** Whose answers may take only so much room; asked for if the answer takes any. */
  readonly toRequester: () => string;
}

/** A finished answer that is about to be sent again. */
export interface RememberedAnswer extends Pick<FinishedAnswer, 'body' | 'contentType' | 'summary' | 'tally'> {
  /** The answer was sent, or nobody waits for it. */
  readonly leave: () => void;
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

/** An answer that may be kept once its text is written. */
export type KeepableAnswer = Omit<FinishedAnswer, 'body' | 'contentType'>;

/** What a transport uses of the memory of finished answers. */
export interface AnswerDoor {
  /**
   * The answer under this key, if it is what the operation would answer now; then the viewer's budget has paid for it and
   * it has its room. Undefined: the operation must be run.
   */
  readonly take: (key: string, asker: Asker) => RememberedAnswer | undefined;
  /** Undefined for an answer that must not be kept. */
  readonly judge: (made: MadeAnswer) => KeepableAnswer | undefined;
  readonly keep: AnswerMemory['keep'];
}

export interface AnswerDoorOptions {
  readonly memory: AnswerMemory;
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

export function createAnswerDoor({ memory, isRememberable, budget, rooms, isKnown }: AnswerDoorOptions): AnswerDoor {
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
          leave: roomBytes === 0 ? nothingToLeave : takeRoom(rooms, toRequester(), roomBytes),
        };
      } catch {
        return undefined;
      }
    },
    judge: (made) => {
      const { document, viewer, type, name, errorCodes, tally, recording, room, digest } = made;
      const uses = recording.uses();
      const isKeepable =
        type === 'query' &&
        !made.hasDisclosures &&
        !made.isPaced &&
        !recording.spending.isRefused &&
        errorCodes.every((code) => code === notFound) &&
        isFromMemory(tally) &&
        isRememberable(document, viewer);
      if (!isKeepable || uses === undefined || uses.length === 0) return undefined;
      const spent = recording.spending.jobs;
      return { summary: { name, type: 'query', errorCodes }, tally, uses, spent, roomBytes: room.taken(), digest };
    },
    keep: memory.keep,
  };
}

/** What of a viewer an answer without protected fields can depend on. */
export function formatAsker({ viewer }: Pick<Asker, 'viewer'>): string {
  return `${viewer.kind} ${toViewerKey(viewer)}`;
}

function toSent({ body, contentType, summary, tally }: FinishedAnswer): Omit<RememberedAnswer, 'leave'> {
  return { body, contentType, summary, tally };
}

/** Most answers take no room. */
const nothingToLeave = (): void => undefined;

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
  return tally.failures().every(({ code }) => lastingFailures.has(code));
}
