/** Subscriptions that get equal answers to equal events: the operation runs once for all of them. */
import { LRUCache } from 'lru-cache';
import type { EventGroup, SharedAnswer } from '../run/subscribe.ts';

/** The groups of all running subscriptions. */
interface EventGroups {
  /** @param key everything that the answers depend on beside the events */
  readonly join: (key: string) => EventGroup;
}

interface Members {
  readonly group: Omit<EventGroup, 'leave'>;
  size: number;
}

/** Stands for an answer that is kept. */
interface Kept {
  readonly kind: string;
  /** How many members have not taken it yet. */
  left: number;
}

type Answers = LRUCache<Kept, SharedAnswer>;

/**
 * For the answers that not all members have taken: they take them within moments, but one that is slow or gone never does.
 */
const maxBytes = 16_000_000;
/** For each character of an answer, an upper estimate: its text, and the objects that it was written from. */
const bytesPerCharacter = 8;
const overhead = 1000;

/** A group lives as long as it has members. */
export function createEventGroups(): EventGroups {
  const groups = new Map<string, Members>();
  const answers: Answers = new LRUCache({
    maxSize: maxBytes,
    sizeCalculation: ({ answer }) => bytesPerCharacter * answer.text().length + overhead,
  });
  return {
    join: (key) => {
      const members = groups.get(key) ?? createMembers(answers);
      groups.set(key, members);
      members.size += 1;
      return {
        ...members.group,
        leave: () => {
          members.size -= 1;
          if (members.size === 0) groups.delete(key);
        },
      };
    },
  };
}

/** An answer is kept until all other members have taken it, and no longer than its change. */
function createMembers(answers: Answers): Members {
  const keptOf = new WeakMap<object, Kept>();
  const members: Members = {
    size: 0,
    group: {
      find: ({ change, kind }) => {
        const kept = keptOf.get(change);
        if (kept?.kind !== kind) return undefined;
        const answer = answers.get(kept);
        kept.left -= 1;
        if (kept.left <= 0) answers.delete(kept);
        return answer;
      },
      keep: ({ change, kind }, answer) => {
        if (members.size === 1) return;
        const before = keptOf.get(change);
        if (before !== undefined) answers.delete(before);
        const kept = { kind, left: members.size - 1 };
        keptOf.set(change, kept);
        answers.set(kept, answer);
      },
    },
  };
  return members;
}
