/** The configured sources by name, each on its provider. */
import type { Config, SourceSettings } from '../config/load.ts';
import { findProvider } from '../providers.ts';
import { createSource, type Source, type SourceOptions } from '../jobs/source.ts';

/** Each source is made once. */
export function createSources(
  { sources, checks }: Pick<Config, 'sources' | 'checks'>,
  given: SourceOptions,
): ReadonlyMap<string, Source> {
  const checkMilliseconds = checks.minSeconds * 1000;
  const options: SourceOptions = { ...given, checkMilliseconds };
  return new Map(
    sources.map((settings, index) => [settings.name, toSource(settings, { ...options, path: `sources[${index}]` })]),
  );
}

function toSource(settings: SourceSettings, options: SourceOptions): Source {
  const provider = findProvider(settings.provider);
  // The configuration has checked its name.
  if (provider === undefined) throw new TypeError(`no provider of the name "${settings.provider}" is registered`);
  return createSource(provider, settings, options);
}
