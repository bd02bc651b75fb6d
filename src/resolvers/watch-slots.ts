/** Limits how many jobs are watched: each costs memory for as long as its subscription lives. */
import type { GraphQLError } from 'graphql';
import { createGraphError } from '../errors/graph-error.ts';

/** Limits how many jobs and lists are watched at once, in all and by one viewer. */
export interface WatchSlots {
  /** Takes `count` slots. Throws if too few are free, for this viewer or in total. Returns a function that releases them. */
  readonly take: (requester: string, count: number) => () => void;
}

/** @param total a job counts once per subscription that watches it; one viewer may have half of the total */
export function createWatchSlots(total: number): WatchSlots {
  const ofOneViewer = Math.ceil(total / 2);
  const byRequester = new Map<string, number>();
  let taken = 0;

  function change(requester: string, count: number): void {
    const present = (byRequester.get(requester) ?? 0) + count;
    if (present === 0) byRequester.delete(requester);
    else byRequester.set(requester, present);
    taken += count;
  }

  return {
    take: (requester, count) => {
      if ((byRequester.get(requester) ?? 0) + count > ofOneViewer)
        throw tooMany(`One viewer may watch at most ${ofOneViewer} jobs at once, in all subscriptions together.`);
      if (taken + count > total) throw tooMany(`At most ${total} jobs are watched at once, for all viewers together.`);
      change(requester, count);
      let isTaken = true;
      return () => {
        if (isTaken) change(requester, -count);
        isTaken = false;
      };
    },
  };
}

function tooMany(message: string): GraphQLError {
  return createGraphError('TOO_MANY_SUBSCRIPTIONS', message);
}
