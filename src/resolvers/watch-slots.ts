/** Limits how many jobs are watched: each costs memory for as long as its subscription lives. */
import type { GraphQLError } from 'graphql';
import { createGraphError } from '../errors/graph-error.ts';
import { Usage } from '../platform/usage.ts';

/** Limits how many jobs and lists are watched at once, in all and by one viewer. */
export interface WatchSlots {
  /** Takes `count` slots. Throws if too few are free, for this viewer or in total. Returns a function that releases them. */
  readonly acquire: (requester: string, count: number) => () => void;
}

/**
 * @param total a job counts once per subscription that watches it; one viewer may have half of the total
 * @param of what they are slots of, in the words of its errors. Default: jobs
 */
export function createWatchSlots(
  total: number,
  { verb, noun }: { readonly verb: 'watch' | 'follow'; readonly noun: string } = { verb: 'watch', noun: 'jobs' },
): WatchSlots {
  const ofOneViewer = Math.ceil(total / 2);
  const usage = new Usage();
  return {
    acquire: (requester, count) => {
      if (usage.of(requester) + count > ofOneViewer)
        throw tooMany(
          `One viewer may ${verb} at most ${ofOneViewer} ${noun} at once, in all subscriptions together`,
          count,
        );
      if (usage.total + count > total)
        throw tooMany(`At most ${total} ${noun} are ${verb}ed at once, for all viewers together`, count);
      usage.add(requester, count);
      let isTaken = true;
      return () => {
        if (isTaken) usage.add(requester, -count);
        isTaken = false;
      };
    },
  };
}

function tooMany(bound: string, count: number): GraphQLError {
  return createGraphError('TOO_MANY_SUBSCRIPTIONS', `${bound}; this subscription counts as ${count}.`);
}
