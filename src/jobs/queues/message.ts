/** What a message of a queue means for the sources that share the queue. */
import { orUnreadable, tellVerdict, type PushedSource } from '../pushes/checked-hints.ts';
import type { DroppedPush } from '../pushes/pushes.ts';
import { BadAnswer } from '../../provider/contract/adapter.ts';
import type { SourceEvents } from '../../provider/contract/events.ts';
import {
  parseJsonObject,
  readObject,
  requireString,
  toObject,
  type JsonObject,
} from '../../provider/decode/json-fields.ts';

/** A source that gets events, and what takes its hints. */
export interface EventfulSource extends PushedSource {
  readonly name: string;
  readonly events: SourceEvents;
}

/** The events of these services are smaller. */
const maxBytes = 262_144;

/** Tells each source what the message means for it. @param onStray for one that fits none of them */
export function passOn(
  body: string | null,
  sources: readonly EventfulSource[],
  onStray: (result: DroppedPush) => void,
): void {
  const event = orUnreadable(() => readEvent(body));
  if (event === 'unreadable') {
    onStray(event);
    return;
  }
  const kinds = sources.flatMap((source) => {
    const kind = source.events.kinds.find((one) => one.source === event.source && one.detailType === event.detailType);
    return kind === undefined ? [] : [{ source, kind }];
  });
  const fitting = kinds.filter(
    ({ source: { events } }) => events.account === event.account && events.region === event.region,
  );
  if (fitting.length === 0) onStray(kinds.length === 0 ? 'ignored' : 'foreign');
  for (const { source, kind } of fitting) tellVerdict(source, () => kind.toVerdict(event.detail));
}

/** The members of an event that are looked at. */
interface QueueEvent {
  readonly source: string;
  readonly detailType: string;
  readonly account: string;
  readonly region: string;
  readonly detail: JsonObject;
}

function readEvent(body: string | null): QueueEvent {
  if (body === null || Buffer.byteLength(body) > maxBytes) throw new BadAnswer('', 'text', 'other text');
  const event = parseJsonObject(Buffer.from(body));
  return {
    source: requireString(event, 'source'),
    detailType: requireString(event, 'detail-type'),
    account: requireString(event, 'account'),
    region: requireString(event, 'region'),
    detail: toObject(readObject(event, 'detail'), 'detail'),
  };
}
