/**
 * What a subscription tells of a job changes every query that shows this job, in place and without a request. This is the part
 * of a normalised cache that the page needs; the gateway keeps answers itself, as long as they are true.
 */
import type { Exchange, OperationResult } from '@urql/core';
import { makeSubject, merge, pipe, tap } from 'wonka';
import { collectEntities, mergeEntities } from './merge.ts';

export const liveExchange: Exchange = ({ forward }) => {
  const changed = makeSubject<OperationResult>();
  /** The latest result of each query that is shown. */
  const shown = new Map<number, OperationResult>();

  const tell = (event: unknown): void => {
    const entities = collectEntities(event);
    for (const [key, result] of shown) {
      const data: unknown = mergeEntities(result.data as unknown, entities);
      if (data === result.data) continue;
      const next = { ...result, data };
      shown.set(key, next);
      changed.next(next);
    }
  };

  return (operations) => {
    const results = pipe(
      operations,
      tap(({ kind, key }) => {
        if (kind === 'teardown') shown.delete(key);
      }),
      forward,
      tap((result) => {
        if (result.operation.kind === 'query') shown.set(result.operation.key, result);
        // An event whose fields could not be read says nothing about the job.
        else if (result.operation.kind === 'subscription' && result.error === undefined) tell(result.data);
      }),
    );
    return merge([results, changed.source]);
  };
};
