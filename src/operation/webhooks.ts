/** The doors of the sources whose settings ask for webhooks. */
import type { Config } from '../config/load.ts';
import type { Clock } from '../platform/clock.ts';
import type { Source } from '../jobs/source.ts';
import type { Provider } from '../provider/contract/provider.ts';
import { findProvider } from '../providers.ts';
import { createWebhookDoor, type WebhookDoor } from '../jobs/webhooks/door.ts';

/** By the source's name. They are shut at first. */
export function createConfiguredWebhooks(
  { sources: entries }: Pick<Config, 'sources'>,
  sources: ReadonlyMap<string, Source>,
  { now, monotonic }: Clock,
): ReadonlyMap<string, WebhookDoor> {
  const doors = entries.flatMap((settings): readonly (readonly [string, WebhookDoor])[] => {
    const provider: Provider | undefined = findProvider(settings.provider);
    const webhooks = provider?.toWebhooks?.(settings, () => new Date(now()));
    const source = sources.get(settings.name);
    const reader = source?.pushes?.reader;
    if (webhooks === undefined || source === undefined || reader === undefined) return [];
    return [[source.name, createWebhookDoor({ webhooks, keyFormat: source.keyFormat, reader, monotonic })]];
  });
  return new Map(doors);
}
