/** Events of EventBridge about the jobs of a demo's world: one for each change, sent soon after it. */

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

/** How often the world is looked at. */
const lookMilliseconds = 250;
export const demoAccount = '123456789012';

/** The first look sends nothing. Returns what ends it. */
export function startEventSender({ list, region, now, createId, send }: EventSenderOptions): () => void {
  let known = toStates(list());
  const timer = setInterval(() => {
    const present = list();
    for (const { id, state, event } of present) {
      if (known.get(id) === state) continue;
      const envelope = { version: '0', id: createId(), account: demoAccount, region, time: now().toISOString() };
      send(JSON.stringify({ ...envelope, resources: [], ...event }));
    }
    // Of jobs that are no longer there, nothing is kept.
    known = toStates(present);
  }, lookMilliseconds);
  return () => {
    clearInterval(timer);
  };
}

function toStates(states: readonly EventfulState[]): ReadonlyMap<string, EventfulState['state']> {
  return new Map(states.map(({ id, state }) => [id, state]));
}
