/** What hears of changes: the queues and the doors of webhooks that the configuration names. */
import type { Config } from '../config/load.ts';
import type { EventfulSource } from '../jobs/queues/message.ts';
import { createQueues, type QueuesOptions } from '../jobs/queues/queues.ts';
import type { Source } from '../jobs/source.ts';
import { createWebhookDoor, type WebhookDoor } from '../jobs/webhooks/door.ts';
import type { Provider } from '../provider/contract/provider.ts';
import { findProvider } from '../providers.ts';

/** The queues and doors of all sources. */
interface Hearers {
  /** By the source's name. They are shut at first. */
  readonly webhooks: ReadonlyMap<string, WebhookDoor>;
  /** Asks the queues and opens the doors. Call once. */
  readonly begin: () => void;
  readonly close: () => Promise<void>;
}

/** Makes no call until it begins. */
export function createHearers(
  { sources: entries }: Pick<Config, 'sources'>,
  sources: ReadonlyMap<string, Source>,
  options: QueuesOptions,
): Hearers {
  const { now, monotonic } = options;
  const webhooks = new Map<string, WebhookDoor>();
  const eventful: EventfulSource[] = [];
  for (const settings of entries) {
    const { name } = settings;
    const provider: Provider | undefined = findProvider(settings.provider);
    const { pushes, keyFormat } = sources.get(name) ?? {};
    if (pushes?.reader === undefined || keyFormat === undefined) continue;
    const pushed = { name, keyFormat, reader: pushes.reader };
    const events = provider?.toEvents?.(settings);
    const deliveries = provider?.toWebhooks?.(settings, () => new Date(now()));
    if (events !== undefined) eventful.push({ ...pushed, events });
    if (deliveries !== undefined) webhooks.set(name, createWebhookDoor({ ...pushed, webhooks: deliveries, monotonic }));
  }
  const queues = createQueues(eventful, options);
  return {
    webhooks,
    begin: () => {
      queues.begin();
      for (const door of webhooks.values()) door.open();
    },
    close: queues.close,
  };
}
