/** The demo's queue, and the events that the changes of its jobs send there. */
import { demoAccount, startEventSender, type EventfulState } from '../kit/events.ts';
import type { DemoSetting } from '../kit/moment.ts';
import { demoAwsKeys } from '../kit/provider-demo.ts';
import { createSqsEmulator } from '../sqs/emulator.ts';
import { createEmulatedQueue } from '../sqs/queue.ts';

/** A source of the demo whose jobs may have events. */
export interface EventfulSource {
  /** Its entry in the configuration. */
  readonly entry: object;
  /** Undefined: its provider has no events. */
  readonly listEventful?: (() => readonly EventfulState[]) | undefined;
}

/** The running queue. */
interface DemoEvents {
  /** The key `events` of each source that has any. */
  readonly settings: object;
  readonly close: () => Promise<void>;
}

const queueUrl = `https://sqs.us-east-1.amazonaws.com/${demoAccount}/jobgraph`;
/** Shorter than usual: some of what moves in the demo has no event, as with the providers. */
const safetySeconds = 30;

/** Starts the queue and what sends to it. The caller closes both. */
export async function startEvents(
  sources: readonly EventfulSource[],
  { clock: { now }, random }: DemoSetting,
): Promise<DemoEvents> {
  const queue = createEmulatedQueue({ now });
  const queues = (url: string): typeof queue | undefined => (url === queueUrl ? queue : undefined);
  const emulator = await createSqsEmulator({ credentials: demoAwsKeys, now, recordedCalls: 100, queues });
  const endings = sources.flatMap(({ entry, listEventful: list }) => {
    if (list === undefined || !('region' in entry)) return [];
    const region = String(entry.region);
    return [startEventSender({ list, region, now, createId: () => random.uuid(), send: queue.send })];
  });
  return {
    settings: { queueUrl, endpoint: emulator.url, account: demoAccount, safetySeconds },
    close: async () => {
      for (const end of endings) end();
      await emulator.close();
    },
  };
}
