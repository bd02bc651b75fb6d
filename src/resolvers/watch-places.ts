/** Limits how many jobs are watched: each costs memory for as long as its subscription lives. */
import type { GraphQLError } from 'graphql';
import { createGraphError } from '../errors/graph-error.ts';

export interface WatchPlaces {
  /** Takes `count` slots. Throws if too few are free, for this viewer or in total. Returns a function that releases them. */
  readonly take: (asker: string, count: number) => () => void;
}

/** @param total a job counts once per subscription that watches it; one viewer may have half of the total */
export function createWatchPlaces(total: number): WatchPlaces {
  const ofOneViewer = Math.ceil(total / 2);
  const byAsker = new Map<string, number>();
  let taken = 0;

  function change(asker: string, count: number): void {
    const present = (byAsker.get(asker) ?? 0) + count;
    if (present === 0) byAsker.delete(asker);
    else byAsker.set(asker, present);
    taken += count;
  }

  return {
    take: (asker, count) => {
      if ((byAsker.get(asker) ?? 0) + count > ofOneViewer)
        throw tooMany(`One viewer may watch at most ${ofOneViewer} jobs at once, in all subscriptions together.`);
      if (taken + count > total) throw tooMany(`At most ${total} jobs are watched at once, for all viewers together.`);
      change(asker, count);
      let isTaken = true;
      return () => {
        if (isTaken) change(asker, -count);
        isTaken = false;
      };
    },
  };
}

function tooMany(message: string): GraphQLError {
  return createGraphError('TOO_MANY_SUBSCRIPTIONS', message);
}
