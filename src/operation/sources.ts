/** The configured sources by name, each on its provider. */
import type { Config, SourceSettings } from '../config/load.ts';
import { findProvider } from '../providers.ts';
import { createSource, type Source, type SourceOptions } from '../jobs/source.ts';
import { createYielder } from '../calls/yielder.ts';

/** The sources read their answers in turns that they share. */
export function createSources(
  { sources, checks }: Pick<Config, 'sources' | 'checks'>,
  given: Omit<SourceOptions, 'yielder'>,
): ReadonlyMap<string, Source> {
  const checkMilliseconds = checks.minSeconds * 1000;
  const options: SourceOptions = { ...given, checkMilliseconds, yielder: createYielder() };
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
