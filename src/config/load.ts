/** The only reader of the configuration file and of the environment. */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { z } from 'zod';
import type { AuthSettings } from '../auth/settings.ts';
import { authSchema, formatFileError, listKeyFaults, toAuthSettings } from './auth-schema.ts';
import { toConsoleSettings, type ConsoleSettings } from './console.ts';
import { readDocument, type ConfigDocument } from '../settings/document.ts';
import { coerceValues, substituteEnvironment, type Environment } from '../settings/environment.ts';
import { ConfigError, toConfigError, type PlacedFault } from '../settings/faults.ts';
import { toFaults } from '../settings/issues.ts';
import { toPathKey, valueAt } from '../settings/paths.ts';
import { readPersistedOperations, type PersistedOperationSettings } from './persisted-operations.ts';
import { configSchema } from './schema.ts';
import type { sourceSchema } from './sources-schema.ts';
import { completeSource, listFileFaults, listSourceFaults, withFilesIn } from './sources.ts';
import { readTracingSettings, type TracingSettings } from './tracing.ts';
import { isSection } from '../settings/kinds.ts';

export { ConfigError, type ConfigFault } from '../settings/faults.ts';

/** One entry of `sources`, checked, with its defaults. */
export type SourceSettings = z.output<typeof sourceSchema>;

/** The configuration, checked, with every default. Times are in seconds. */
export type Config = Readonly<
  Omit<z.output<typeof configSchema>, 'auth' | 'console' | 'persistedOperations' | 'sources'>
> & {
  readonly auth: AuthSettings;
  readonly console: ConsoleSettings;
  readonly persistedOperations: PersistedOperationSettings;
  readonly sources: readonly SourceSettings[];
};

/**
 * Reads a YAML or JSON file. `${NAME}` in any value is replaced from the environment; paths in it are relative to its
 * folder. Throws `ConfigError` with all its faults.
 */
export function loadConfig(file: string, environment: Environment = process.env): Config {
  return toConfig(readDocument(readText(file), file), environment, dirname(resolve(file)));
}

/**
 * The standard variables of OpenTelemetry; undefined if traces are off. Throws `ConfigError`.
 * @param onUnsent called with a sentence if traces are wanted and cannot be sent
 */
export function loadTracingSettings(onUnsent: (reason: string) => void): TracingSettings | undefined {
  return readTracingSettings(process.env, onUnsent);
}

/** Checks a tree as the file holds it, the same way. Throws `ConfigError` with all its faults. */
export function parseConfig(tree: unknown, environment: Environment = {}): Config {
  return toConfig({ tree, lineOf: () => 0 }, environment, process.cwd());
}

/**
 * The configuration of demo mode with these entries of `sources`: on loopback, with all pages. Its `auth` lets everyone
 * read jobs; the demo replaces it by its own issuer, whose tokens the console asks for.
 */
export function demoConfig(sources: readonly object[]): Config {
  const config = parseConfig({
    server: {
      host: '127.0.0.1',
      introspection: true,
      explorer: true,
      console: true,
      corsOrigins: ['https://studio.apollographql.com'],
    },
    auth: { mode: 'none' },
    sources,
  });
  return { ...config, console: { signIn: { mode: 'demo' } } };
}

function readText(file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch (cause) {
    const came = cause instanceof TypeError ? 'other bytes' : formatFileError(cause);
    const message = `must be a file of UTF-8 text, but got ${came}`;
    throw new ConfigError([{ path: file.replace(/[\p{Cc}\u2028\u2029]/gu, '?'), message }], { cause });
  }
}

function toConfig(document: ConfigDocument, environment: Environment, folder: string): Config {
  const substituted = substituteEnvironment(document.tree, environment);
  const { tree, faults: found } = substituted;
  coerceValues(substituted, configSchema.safeParse(tree).error?.issues ?? []);
  const result = configSchema.safeParse(tree);
  const issues = result.success ? [] : result.error.issues;
  const context = { tree, variables: substituted.variables, lineOf: document.lineOf };
  const { faults: operationFaults, ...operations } = readPersistedOperations(tree, folder);
  const faults = [
    ...found,
    ...withoutConsequences(toFaults(issues, context), found),
    ...listKeyFaultsOf(tree, folder, found),
    ...withoutConsequences(operationFaults, found),
    ...withoutConsequences(listSourceFaults(tree, environment, folder), found),
    ...withoutConsequences(listFileFaults(valueAt(tree, ['cluster']), folder, ['cluster']), found),
  ];
  if (faults.length > 0 || !result.success) throw toConfigError(faults, document.lineOf);
  const { auth, console, sources, cluster, ...rest } = result.data;
  return {
    ...rest,
    cluster: withFilesIn(folder, cluster),
    auth: toAuthSettings(auth, folder),
    console: toConsoleSettings(console, auth),
    persistedOperations: operations,
    sources: sources.map((source) => completeSource(source, environment, folder).settings),
  };
}

/** Drops the schema's faults about values that could not be substituted: they only repeat that fault. */
function withoutConsequences(faults: readonly PlacedFault[], found: readonly PlacedFault[]): readonly PlacedFault[] {
  const places = new Set(found.map(({ path }) => toPathKey(path)));
  return faults.filter(({ path, isOfKey }) => isOfKey === true || !places.has(toPathKey(path)));
}

/** Tries local keys now, regardless of other faults in the file. */
function listKeyFaultsOf(tree: unknown, folder: string, found: readonly PlacedFault[]): readonly PlacedFault[] {
  const auth = isSection(tree) ? authSchema.safeParse(tree['auth']) : undefined;
  if (auth?.success !== true || found.some(({ path }) => path[0] === 'auth')) return [];
  return listKeyFaults(toAuthSettings(auth.data, folder));
}
