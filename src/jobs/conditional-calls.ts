/** Second reads that a provider answers with 304 where nothing has changed. */
import type { Call, Read } from '../provider/adapter.ts';
import type { Clock } from '../clock.ts';
import type { PageStore } from './list-pages.ts';
import { orUnchanged } from './or-unchanged.ts';
import { weighed } from './weighed.ts';

/** The source's name, which begins the ids of its results, and where these are held. */
export interface ConditionalCallsOptions extends Clock {
  readonly source: string;
  readonly pages: PageStore;
}

/** Remembers the results of reads that revalidate only to compare: each is asked for again. */
export function withConditionalReads({ source, pages, now, monotonic }: ConditionalCallsOptions, call: Call): Call {
  return async <T>(read: Read<T>): Promise<T> => {
    if (read.revalidates !== true) return call(read);
    const id = `${source} ${read.operation} ${JSON.stringify(read.request)}`;
    const held = pages.held(id);
    const came = await call(held?.etag === undefined ? weighed(read) : orUnchanged(weighed(read), held, held.etag));
    pages.set(id, { ...came, fetchedAt: new Date(now()).toISOString(), readAt: monotonic() });
    // What is held under a request is that of the same request's read.
    return came.result as T;
  };
}
