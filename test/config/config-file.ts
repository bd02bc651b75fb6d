/** Configuration files for tests, in the folder that goes when all tests are over. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import { ConfigError, loadConfig, type Config } from '../../src/config/load.ts';
import { configSchema } from '../../src/config/schema.ts';

type Environment = Readonly<Record<string, string>>;

export const folder = mkdtempSync(join(inject('scratchFolder'), 'config-'));

/** What a file must at least have. */
export const minimal = `auth: { mode: none }
sources: [{ name: devices, provider: importexport }]
`;

export function write(name: string, content: string | Uint8Array): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

export function load(text: string, environment: Environment = {}): Config {
  return loadConfig(write('jobgraph.yaml', text), environment);
}

/** The error of a file that cannot be used. */
export function errorOf(text: string, environment: Environment = {}): ConfigError {
  try {
    load(text, environment);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('the file was taken');
}

/** Its faults, one per line. */
export function faultsOf(text: string, environment: Environment = {}): readonly string[] {
  return errorOf(text, environment).message.split('\n');
}

/** The keys that a file and its `server` can have, as faults list them: which ones is not what their tests are about. */
export const knownKeys = {
  file: Object.keys(configSchema.shape).join(', '),
  server: Object.keys(configSchema.shape.server.unwrap().shape).join(', '),
};
