/** The operation of a subscription, over any transport. */
import type { AnswerRooms } from '../limits/answer-room.ts';
import type { OperationDeadlines } from './operation-deadlines.ts';
import { createOperation, type Operation, type OperationOptions } from './operation.ts';
import type { WatchPlaces } from '../resolvers/watch-places.ts';
import type { Source } from '../jobs/source.ts';
import type { JobWatcher } from '../jobs/watcher.ts';

export interface LiveParts extends Pick<OperationOptions, 'viewer' | 'asker' | 'requestId'> {
  readonly sources: ReadonlyMap<string, Source>;
  readonly watcher: JobWatcher;
  readonly watchPlaces: WatchPlaces;
  readonly rooms: AnswerRooms;
  readonly deadlines: OperationDeadlines;
}

/** The subscription itself has no deadline; each of its events does. */
export function createLiveOperation({ watcher, watchPlaces, rooms, deadlines, ...request }: LiveParts): Operation {
  const eventOf = { ...request, explains: false };
  const live = {
    watcher,
    reserve: (count: number) => watchPlaces.take(request.asker, count),
    createEvent: () =>
      createOperation({ ...eventOf, partOf: operation.context, room: rooms.open(request.asker), deadlines }),
  };
  const operation: Operation = createOperation({
    ...eventOf,
    live,
    room: rooms.open(request.asker),
    deadlines: undefined,
  });
  return operation;
}
