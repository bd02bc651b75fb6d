/** The only reader of the configuration file and of the environment. */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseDocument } from 'yaml';
import { substituteEnvironment, type Environment } from './config/environment.ts';
import { ConfigError, toFaults } from './config/faults.ts';
import { formatPath, valueAt, withValueAt } from './config/paths.ts';
import { configSchema, type Config } from './config/schema.ts';

export { ConfigError, type ConfigFault } from './config/faults.ts';
export { configSchema, type Config, type SourceSettings } from './config/schema.ts';

/** Reads a YAML or JSON file. Throws `ConfigError` with every fault of it. */
export function loadConfig(file: string, environment: Environment = process.env): Config {
  const config = parseConfig(parseFile(file), environment);
  return config.auth.mode === 'jwt' && config.auth.publicKeyFile !== undefined
    ? { ...config, auth: { ...config.auth, publicKeyFile: readableFile(resolve(dirname(file), config.auth.publicKeyFile)) } }
    : config;
}

/** Checks a tree as the file holds it. Throws `ConfigError` with every fault of it. */
export function parseConfig(tree: unknown, environment: Environment = {}): Config {
  const substituted = substituteEnvironment(tree, environment);
  const result = configSchema.safeParse(coerceSubstituted(substituted.value, substituted.substitutedPaths));
  if (result.success && substituted.faults.length === 0) return result.data;
  const unset = new Set(substituted.faults.map(({ path }) => path));
  const faults = result.success ? [] : toFaults(result.error.issues, substituted).filter(({ path }) => !unset.has(path));
  throw new ConfigError([...substituted.faults, ...faults]);
}

/** The configuration of demo mode, on the demo's own sources. */
export function demoConfig(sources: readonly object[]): Config {
  return parseConfig({
    server: { introspection: true, explorer: true, corsOrigins: ['https://studio.apollographql.com'] },
    auth: { mode: 'none' },
    sources,
  });
}

/** What the environment gives is text; where the file's shape wants a number or a truth value, it is read as one. */
function coerceSubstituted(value: unknown, substitutedPaths: ReadonlySet<string>): unknown {
  const result = configSchema.safeParse(value);
  if (result.success) return value;
  return result.error.issues.reduce((tree, issue) => {
    const text = valueAt(tree, issue.path);
    if (issue.code !== 'invalid_type' || typeof text !== 'string' || !substitutedPaths.has(formatPath(issue.path))) return tree;
    if (issue.expected === 'boolean' && (text === 'true' || text === 'false')) return withValueAt(tree, issue.path, text === 'true');
    const isNumber = (issue.expected === 'number' || issue.expected === 'int') && text.trim() !== '' && Number.isFinite(Number(text));
    return isNumber ? withValueAt(tree, issue.path, Number(text)) : tree;
  }, value);
}

function parseFile(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new ConfigError([{ path: file, message: `must be a readable file (${String((error as NodeJS.ErrnoException).code)})` }]);
  }
  const document = parseDocument(text, { prettyErrors: false });
  if (document.errors.length > 0) {
    throw new ConfigError(
      document.errors.map(({ code, pos }) => ({ path: file, message: `must be YAML or JSON, but is not at line ${toLine(text, pos[0])} (${code})` })),
    );
  }
  return document.toJS({ maxAliasCount: 100 }) as unknown;
}

function toLine(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

function readableFile(file: string): string {
  try {
    readFileSync(file);
    return file;
  } catch {
    throw new ConfigError([{ path: 'auth.publicKeyFile', message: `must be a readable file, but got ${JSON.stringify(file)}` }]);
  }
}
