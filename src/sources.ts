/** The configured sources by name, each on its provider. */
import type { Config, SourceSettings } from './config.ts';
import { providers } from './providers.ts';
import { createFactStore } from './upstream/fact-store.ts';
import type { Provider } from './upstream/provider.ts';
import { createSource, type Source, type SourceOptions } from './upstream/source.ts';

export function createSources(config: Pick<Config, 'sources' | 'cache'>, options: Omit<SourceOptions, 'store'>): ReadonlyMap<string, Source> {
  const store = createFactStore(config.cache, options.now);
  return new Map(config.sources.map((settings) => [settings.name, createSource(toProvider(settings), settings, { ...options, store })]));
}

/** The registry's entry for these settings: the union of settings is keyed by the provider's name, which the type cannot say. */
function toProvider(settings: SourceSettings): Provider<SourceSettings> {
  return providers[settings.provider] as unknown as Provider<SourceSettings>;
}
