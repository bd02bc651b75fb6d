/** The configured sources by name, each on its provider. */
import type { Config, SourceSettings } from './config.ts';
import { findProvider } from './providers.ts';
import { createFactStore } from './upstream/fact-store.ts';
import { createPageStore } from './upstream/list-pages.ts';
import { createSource, type Source, type SourceOptions } from './upstream/source.ts';
import { createTurns } from './upstream/turns.ts';

type GivenOptions = Omit<SourceOptions, 'store' | 'pages' | 'turns'>;

/** Of the bytes that are kept: pages are kept for seconds, jobs for up to an hour. */
const shareOfPages = 0.4;

export function createSources(
  config: Pick<Config, 'sources' | 'cache' | 'list'>,
  given: GivenOptions,
): ReadonlyMap<string, Source> {
  const pageBytes = Math.floor(config.cache.maxBytes * shareOfPages);
  const options: SourceOptions = {
    ...given,
    store: createFactStore({ ...config.cache, maxBytes: config.cache.maxBytes - pageBytes }, given.monotonic),
    pages: createPageStore(
      // A page holds jobs that run: it may be as old as they may.
      { maxBytes: pageBytes, freshMilliseconds: config.cache.runningSeconds * 1000 },
      given.monotonic,
    ),
    turns: createTurns(),
  };
  return new Map(config.sources.map((settings) => [settings.name, toSource(settings, options)]));
}

function toSource(settings: SourceSettings, options: SourceOptions): Source {
  const provider = findProvider(settings.provider);
  // The configuration has checked its name.
  if (provider === undefined) throw new TypeError(`no provider of the name "${settings.provider}" is registered`);
  return createSource(provider, settings, options);
}
