/** The operation of a subscription, over any transport. */
import type { AnswerRooms } from '../limits/answer-room.ts';
import type { OperationDeadlines } from './operation-deadlines.ts';
import { createOperation, type Operation, type OperationOptions } from './operation.ts';
import type { WatchSlots } from '../resolvers/watch-slots.ts';
import type { Source } from '../jobs/source.ts';
import type { ListWatcher } from '../jobs/list-watcher.ts';
import type { JobWatcher } from '../jobs/watcher.ts';

/** What a subscription uses, beside what each of its events creates. */
export interface LiveParts extends Pick<OperationOptions, 'viewer' | 'requester' | 'requestId' | 'now'> {
  readonly sources: ReadonlyMap<string, Source>;
  readonly watcher: JobWatcher;
  readonly lists: ListWatcher;
  readonly watchSlots: WatchSlots;
  readonly rooms: AnswerRooms;
  readonly deadlines: OperationDeadlines;
}

/** The subscription itself has no deadline; each of its events does. */
export function createLiveOperation({
  watcher,
  lists,
  watchSlots,
  rooms,
  deadlines,
  ...request
}: LiveParts): Operation {
  const eventOf = { ...request, explains: false };
  const live = {
    watcher,
    lists,
    reserve: (count: number) => watchSlots.take(request.requester, count),
    createEvent: () =>
      createOperation({ ...eventOf, partOf: operation.context, room: rooms.open(request.requester), deadlines }),
  };
  const operation: Operation = createOperation({
    ...eventOf,
    live,
    room: rooms.open(request.requester),
    deadlines: undefined,
  });
  return operation;
}
