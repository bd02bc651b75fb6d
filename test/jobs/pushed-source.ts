/** A source whose pushes a test sends by hand. */
import type { JobFacts } from '../../src/provider/contract/job.ts';
import { createListeners, everyJob } from '../../src/jobs/pushes/listeners.ts';
import type { Pushes } from '../../src/jobs/pushes/pushes.ts';
import type { ReadContext } from '../../src/calls/read-context.ts';
import type { Source } from '../../src/jobs/source.ts';

export interface Push {
  /** A job may have changed. */
  readonly hint: (key: string, word?: string | null) => void;
  /** Since then each change is pushed; undefined: no longer. */
  readonly setLive: (since: number | undefined) => void;
  readonly pushes: Pushes;
}

/** Words are versions: an earlier one than that of `statusMessage` is not behind. */
export function createPush(): Push {
  const listeners = createListeners();
  let liveSince: number | undefined;
  return {
    hint: (key, word = null) => {
      listeners.tell(key, { word, at: Date.now(), inStore: undefined });
    },
    setLive: (since) => {
      liveSince = since;
      if (since === undefined) listeners.tellLost();
    },
    pushes: {
      follow: (key, listener) => ({
        liveSince: () => liveSince,
        noteFacts: () => undefined,
        leave: listeners.add(key, listener),
      }),
      followAll: (onHint) => listeners.add(everyJob, { onHint, onLost: () => undefined }),
      isBehind: ({ statusMessage }, word) => Number(statusMessage) < Number(word),
      safetyMilliseconds: 300_000,
      health: () => ({ state: 'LIVE', lastEventAt: null, lastErrorAt: null, lastErrorCode: null }),
      noteMissed: () => undefined,
      noteRead: () => undefined,
      reader: undefined,
      close: () => undefined,
    },
  };
}

export interface PushedSource extends Push {
  readonly source: Source;
  /** What each read gives. */
  readonly world: { status: JobFacts['status']; version: number; milliseconds: number; isDown: boolean };
  /** When each read began, and whether it was answered by no memory. */
  readonly reads: { readonly key: string; readonly at: number; readonly isAfresh: boolean }[];
  /** When, to ten milliseconds: reads for hints of one turn of the event loop are gathered. */
  readonly times: () => readonly number[];
}

/** Reads take `world.milliseconds`, and give what was so when they began. By the fake clock. */
export function startPushedSource(requestsPerSecond = 1000, maxKeys = 1): PushedSource {
  const push = createPush();
  const reads: PushedSource['reads'] = [];
  const world: PushedSource['world'] = { status: 'RUNNING', version: 1, milliseconds: 0, isDown: false };
  const read = async ({ key }: { readonly key: string }, { isAfresh = false }: ReadContext) => {
    reads.push({ key, at: Date.now(), isAfresh });
    const { status, version, milliseconds, isDown } = world;
    if (milliseconds > 0) await new Promise((resolve) => setTimeout(resolve, milliseconds));
    if (isDown) throw new Error('down');
    const facts = { status, statusMessage: String(version), updatedAt: null, createdAt: null } as JobFacts;
    return { facts, secrets: {}, fetchedAt: new Date(0).toISOString() };
  };
  const source = { requestsPerSecond, adapter: { describe: { maxKeys } }, reader: { read }, pushes: push.pushes };
  return {
    ...push,
    source: source as unknown as Source,
    world,
    reads,
    times: () => reads.map(({ at }) => Math.floor(at / 10) * 10),
  };
}
