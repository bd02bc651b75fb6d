/** What a message of a queue means for the sources that share the queue. */
import type { DroppedPush, PushReader } from '../pushes/pushes.ts';
import { BadAnswer, type KeyFormat } from '../../provider/contract/adapter.ts';
import type { EventHint, EventKind, SourceEvents } from '../../provider/contract/events.ts';
import {
  parseJsonObject,
  readObject,
  requireString,
  toObject,
  type JsonObject,
} from '../../provider/decode/json-fields.ts';

/** A source that gets events, and who is told of its hints. */
export interface EventfulSource {
  readonly name: string;
  readonly events: SourceEvents;
  readonly keyFormat: Pick<KeyFormat, 'pattern'>;
  readonly reader: PushReader;
}

/** The events of these services are smaller. */
const maxBytes = 262_144;

/** Tells each source what the message means for it. @param onStray for one that fits none of them */
export function passOn(
  body: string | null,
  sources: readonly EventfulSource[],
  onStray: (result: DroppedPush) => void,
): void {
  const event = readOr(() => readEvent(body));
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
  for (const { source, kind } of fitting) tell(source, kind, event.detail);
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
  // A text has at least as many bytes as characters.
  if (body === null || body.length > maxBytes) throw new BadAnswer('', 'text', 'other text');
  const bytes = Buffer.from(body);
  if (bytes.length > maxBytes) throw new BadAnswer('', 'text', 'other text');
  const event = parseJsonObject(bytes);
  return {
    source: requireString(event, 'source'),
    detailType: requireString(event, 'detail-type'),
    account: requireString(event, 'account'),
    region: requireString(event, 'region'),
    detail: toObject(readObject(event, 'detail'), 'detail'),
  };
}

function tell({ keyFormat, reader }: EventfulSource, kind: EventKind, detail: JsonObject): void {
  const verdict = readOr(() => kind.toVerdict(detail));
  const isKey = ({ job }: EventHint): boolean => typeof job !== 'string' || keyFormat.pattern.test(job);
  if (typeof verdict === 'string') reader.dropped(verdict);
  else if (!verdict.every(isKey)) reader.dropped('unreadable');
  else for (const hint of verdict) reader.hint(hint);
}

function readOr<T>(read: () => T): T | 'unreadable' {
  try {
    return read();
  } catch (error) {
    if (error instanceof BadAnswer) return 'unreadable';
    throw error;
  }
}
