/** Subscriptions that get equal answers to equal events: the operation runs once for all of them. */
import type { EventGroup, SharedAnswer } from '../run/subscribe.ts';

/** The groups of all running subscriptions. */
export interface EventGroups {
  /** @param key everything that the answers depend on beside the events */
  readonly join: (key: string) => EventGroup;
}

interface Members {
  readonly group: Omit<EventGroup, 'leave'>;
  size: number;
}

interface Kept {
  readonly answer: SharedAnswer;
  readonly kind: string;
  /** How many members have not taken it yet. */
  left: number;
}

/** A group lives as long as it has members. */
export function createEventGroups(): EventGroups {
  const groups = new Map<string, Members>();
  return {
    join: (key) => {
      const members = groups.get(key) ?? createMembers();
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
function createMembers(): Members {
  const answers = new WeakMap<object, Kept>();
  const members: Members = {
    size: 0,
    group: {
      find: ({ change, kind }) => {
        const kept = answers.get(change);
        if (kept?.kind !== kind) return undefined;
        kept.left -= 1;
        if (kept.left <= 0) answers.delete(change);
        return kept.answer;
      },
      keep: ({ change, kind }, answer) => {
        if (members.size > 1) answers.set(change, { answer, kind, left: members.size - 1 });
      },
    },
  };
  return members;
}
