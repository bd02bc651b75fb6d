/** The configured sources by name, each on its provider. */
import type { Config, SourceSettings } from '../config/load.ts';
import { findProvider } from '../providers.ts';
import { createSource, type Source, type SourceOptions } from '../jobs/source.ts';
import { createTurns } from '../calls/turns.ts';

/** The sources read their answers in turns that they share. */
export function createSources(
  { sources }: Pick<Config, 'sources'>,
  given: Omit<SourceOptions, 'turns'>,
): ReadonlyMap<string, Source> {
  const options: SourceOptions = { ...given, turns: createTurns() };
  return new Map(sources.map((settings) => [settings.name, toSource(settings, options)]));
}

function toSource(settings: SourceSettings, options: SourceOptions): Source {
  const provider = findProvider(settings.provider);
  // The configuration has checked its name.
  if (provider === undefined) throw new TypeError(`no provider of the name "${settings.provider}" is registered`);
  return createSource(provider, settings, options);
}
