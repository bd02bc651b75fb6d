/** Checks of sources beyond the schema: their surroundings, and files relative to the configuration's folder. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { z } from 'zod';
import { fileKinds, type FileKind } from '../provider/access/secret-files.ts';
import type { Provider } from '../provider/contract/provider.ts';
import { findProvider } from '../providers.ts';
import type { PlacedFault } from '../settings/faults.ts';
import { isSection } from '../settings/kinds.ts';
import type { ConfigPath } from '../settings/paths.ts';
import { formatFileError } from './auth-schema.ts';
import type { Environment } from '../settings/environment.ts';
import { sourceSchema } from './sources-schema.ts';

type SourceSettings = z.output<typeof sourceSchema>;

/** A source completed from its surroundings, with absolute names of files, or its faults. */
export function completeSource(
  source: SourceSettings,
  environment: Environment,
  folder: string,
): { readonly settings: SourceSettings; readonly faults: readonly PlacedFault[] } {
  const provider: Provider | undefined = findProvider(source.provider);
  const { settings = source, faults = [] } = provider?.complete?.(source, environment) ?? {};
  // A provider completes its own settings to such ones.
  return { settings: withFilesIn(folder, settings as SourceSettings), faults };
}

/** The same settings with absolute names of files. */
export function withFilesIn<Settings>(folder: string, settings: Settings): Settings {
  return mapFiles(settings, [], (file) => resolve(folder, file)) as Settings;
}

/** Checked for each valid source, regardless of other faults in the file. */
export function listSourceFaults(tree: unknown, environment: Environment, folder: string): readonly PlacedFault[] {
  const sources: unknown = isSection(tree) ? tree['sources'] : undefined;
  if (!Array.isArray(sources)) return [];
  return sources.flatMap((source: unknown, index) => {
    const { data } = sourceSchema.safeParse(source);
    if (data === undefined) return [];
    const { settings, faults } = completeSource(data, environment, folder);
    const own = faults.map((fault) => ({ ...fault, path: ['sources', index, ...fault.path] }));
    return [...own, ...listFileFaults(settings, folder, ['sources', index])];
  });
}

/** Faults of the files that these settings name, without their contents. */
export function listFileFaults(settings: unknown, folder: string, path: ConfigPath): readonly PlacedFault[] {
  const faults: PlacedFault[] = [];
  mapFiles(settings, path, (file, key, place) => {
    const got = findFault(resolve(folder, file), key);
    if (got !== undefined) faults.push({ path: place, message: `must be ${fileKinds[key].expected}, but got ${got}` });
    return file;
  });
  return faults;
}

type FileKey = keyof typeof fileKinds;

/** A copy in which the names of files are replaced. */
function mapFiles(
  node: unknown,
  path: ConfigPath,
  replace: (file: string, key: FileKey, path: ConfigPath) => string,
): unknown {
  if (!isSection(node)) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => {
      const place = [...path, key];
      const isFile = typeof value === 'string' && Object.hasOwn(fileKinds, key);
      return [key, isFile ? replace(value, key as FileKey, place) : mapFiles(value, place, replace)];
    }),
  );
}

function findFault(file: string, key: FileKey): string | undefined {
  try {
    const text = readFileSync(file, 'utf8');
    if (text.trim() === '') return 'an empty one';
    const kind: FileKind = fileKinds[key];
    return kind.isValid(text) ? undefined : (kind.describe?.(text) ?? 'one of something else');
  } catch (error) {
    return formatFileError(error);
  }
}
