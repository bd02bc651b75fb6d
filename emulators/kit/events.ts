/** Events of EventBridge about the jobs of a demo's world: one for each change, sent soon after it. */
import { watchChanges } from './changes.ts';
import type { JsonValue } from './json.ts';

/** An event without what EventBridge adds to it. */
export interface DemoEvent {
  readonly source: string;
  readonly 'detail-type': string;
  readonly detail: object;
}

/** What of a job an event would tell: when `state` changes, the event is sent. */
export interface EventfulState {
  /** The same for the same job and kind of event. */
  readonly id: string;
  readonly state: JsonValue | undefined;
  readonly event: DemoEvent;
}

/** How events of a world are sent. */
export interface EventSenderOptions {
  /** Of all jobs, as they are now. */
  readonly list: () => readonly EventfulState[];
  readonly region: string;
  readonly now: () => Date;
  readonly createId: () => string;
  readonly send: (body: string) => void;
}

export const demoAccount = '123456789012';

/** The first look sends nothing. Returns what ends it. */
export function startEventSender({ list, region, now, createId, send }: EventSenderOptions): () => void {
  return watchChanges(list, ({ event }) => {
    const envelope = { version: '0', id: createId(), account: demoAccount, region, time: now().toISOString() };
    send(JSON.stringify({ ...envelope, resources: [], ...event }));
  });
}
