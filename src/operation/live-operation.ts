/** The operation of a subscription, over any transport. */
import type { AnswerQuotas } from './cost/answer-quotas.ts';
import { createOperation, type Operation, type OperationDeadlines, type OperationOptions } from './operation.ts';
import type { WatchSlots } from '../resolvers/watch-slots.ts';
import type { Source } from '../jobs/source.ts';
import type { ListWatcher } from '../jobs/watching/list-watcher.ts';
import type { LogFollowers } from '../jobs/log/followers.ts';
import type { JobWatcher } from '../jobs/watching/watcher.ts';

/** What a subscription uses, beside what each of its events creates. */
interface LiveParts extends Pick<OperationOptions, 'viewer' | 'requester' | 'requestId' | 'now'> {
  readonly sources: ReadonlyMap<string, Source>;
  readonly watcher: JobWatcher;
  readonly lists: ListWatcher;
  readonly watchSlots: WatchSlots;
  readonly logs: LogFollowers;
  /** Of subscriptions that follow a log, and of parts that are followed. */
  readonly logSlots: { readonly followers: WatchSlots; readonly parts: WatchSlots };
  readonly quotas: AnswerQuotas;
  readonly deadlines: OperationDeadlines;
}

/** The subscription itself has no deadline; each of its events does. */
export function createLiveOperation({
  watcher,
  lists,
  watchSlots,
  logs,
  logSlots,
  quotas,
  deadlines,
  ...request
}: LiveParts): Operation {
  const eventOf = { ...request, explains: false };
  const live = {
    watcher,
    lists,
    logs,
    reserveLog: () => logSlots.followers.acquire(request.requester, 1),
    reserveLogPart: () => logSlots.parts.acquire(request.requester, 1),
    reserve: (count: number) => watchSlots.acquire(request.requester, count),
    createEvent: () =>
      createOperation({ ...eventOf, partOf: operation.context, quota: quotas.open(request.requester), deadlines }),
  };
  const operation: Operation = createOperation({
    ...eventOf,
    live,
    quota: quotas.open(request.requester),
    deadlines: undefined,
  });
  return operation;
}
