/** The operator's list of persisted operations: a JSON file of documents by their SHA-256. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { flag, isSection, section, someText } from '../settings/kinds.ts';
import { formatFileError } from './auth-schema.ts';
import type { PlacedFault } from '../settings/faults.ts';

/** The operations of the file that `persistedOperations.file` names. */
export interface PersistedOperationSettings {
  /** Documents by their SHA-256 in hexadecimal. */
  readonly operations: ReadonlyMap<string, string>;
  /** True: nothing but these operations is answered. */
  readonly required: boolean;
}

/** The schema of the `persistedOperations` section. */
export const persistedOperations = section({
  file: someText('the path of a file')
    .optional()
    .describe(
      'A JSON file of operations by their SHA-256 in hexadecimal, with or without the prefix `sha256:`. Relative to this file’s folder. Default: none.',
    ),
  required: flag().default(false).describe('Whether the gateway answers these operations only.'),
});

interface Read {
  readonly operations: ReadonlyMap<string, string>;
  readonly faults: readonly PlacedFault[];
}

const path = ['persistedOperations', 'file'];

/** Reads the file if the configuration names one. Lists all its faults; `required` without a file is a fault. */
export function readPersistedOperations(
  config: unknown,
  folder: string,
): PersistedOperationSettings & Pick<Read, 'faults'> {
  const settings = persistedOperations.safeParse(isSection(config) ? (config['persistedOperations'] ?? {}) : {});
  // The schema reports other faults of the section.
  const { file, required } = settings.data ?? { required: false };
  if (file === undefined) {
    const faults = required
      ? [{ path, message: 'must be the path of a file where `required` is true, but got nothing' }]
      : [];
    return { operations: new Map(), required, faults };
  }
  return { ...readFile(resolve(folder, file)), required };
}

function readFile(file: string): Read {
  try {
    return readOperations(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    const came = error instanceof SyntaxError ? 'another text' : formatFileError(error);
    return {
      operations: new Map(),
      faults: [{ path, message: `must be a JSON file that can be read, but got ${came}` }],
    };
  }
}

function readOperations(tree: unknown): Read {
  if (!isSection(tree))
    return {
      operations: new Map(),
      faults: [{ path, message: 'must hold a map of operations by their SHA-256, but got another value' }],
    };
  const entries = Object.entries(tree)
    .map(([id, text]) => [readDigest(id), text])
    .filter((entry): entry is [string, string] => typeof entry[1] === 'string' && entry[0] === toDigest(entry[1]));
  const wrong = Object.keys(tree).length - entries.length;
  const fault = {
    path,
    message: `must hold each operation’s text by its SHA-256 in hexadecimal, but got ${wrong} that are not`,
  };
  return { operations: new Map(entries), faults: wrong === 0 ? [] : [fault] };
}

/**
 * The digest in an id of a persisted operation: SHA-256 in hexadecimal, with the prefix `sha256:` or without.
 * https://github.com/graphql/graphql-over-http, Appendix A
 */
export function readDigest(id: string): string {
  return id.replace(/^sha256:/, '');
}

/** The digest of an operation. */
export function toDigest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
