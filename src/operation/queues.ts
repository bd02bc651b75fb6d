/** The queues that the configuration names, and the sources that events from them are about. */
import type { Config } from '../config/load.ts';
import type { Source } from '../jobs/source.ts';
import type { Provider } from '../provider/contract/provider.ts';
import { findProvider } from '../providers.ts';
import type { EventfulSource } from '../jobs/queues/message.ts';
import { createQueues, type Queues, type QueuesOptions } from '../jobs/queues/queues.ts';

/** Makes no call until it begins. */
export function createConfiguredQueues(
  { sources: entries }: Pick<Config, 'sources'>,
  sources: ReadonlyMap<string, Source>,
  options: QueuesOptions,
): Queues {
  const eventful = entries.flatMap((settings): readonly EventfulSource[] => {
    const provider: Provider | undefined = findProvider(settings.provider);
    const events = provider?.toEvents?.(settings);
    const source = sources.get(settings.name);
    const reader = source?.pushes?.reader;
    if (events === undefined || source === undefined || reader === undefined) return [];
    return [{ name: source.name, events, keyFormat: source.keyFormat, reader }];
  });
  return createQueues(eventful, options);
}
