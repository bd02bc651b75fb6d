/** The configured sources by name, each on its provider. */
import type { Config, SourceSettings } from './config.ts';
import { providers } from './providers.ts';
import { createFactStore } from './upstream/fact-store.ts';
import type { Provider } from './upstream/provider.ts';
import { createSource, type Source, type SourceOptions } from './upstream/source.ts';

type GivenOptions = Omit<SourceOptions, 'store' | 'maxListPages' | 'listFreshMilliseconds'>;

export function createSources(
  config: Pick<Config, 'sources' | 'cache' | 'list'>,
  given: GivenOptions,
): ReadonlyMap<string, Source> {
  const options: SourceOptions = {
    ...given,
    store: createFactStore(config.cache, given.monotonic),
    maxListPages: config.list.maxPagesPerSource,
    // A page holds jobs that run: it may be as old as they may.
    listFreshMilliseconds: config.cache.runningSeconds * 1000,
  };
  return new Map(
    config.sources.map((settings) => [settings.name, createSource(toProvider(settings), settings, options)]),
  );
}

/** The registry's entry for these settings: the union of settings is keyed by the provider's name, which the type cannot say. */
function toProvider(settings: SourceSettings): Provider<SourceSettings> {
  return providers[settings.provider] as unknown as Provider<SourceSettings>;
}
