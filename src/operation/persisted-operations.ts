/** Operations by their digest: those that the operator lists or the console sends, and those that clients registered recently. */
import { ConfigError } from '../settings/faults.ts';
import { readDigest, toDigest, type PersistedOperationSettings } from '../config/persisted-operations.ts';
import { createRequestRefusal } from '../errors/graph-error.ts';
import type { TextCache } from './prepared-operation.ts';

/** As the client sent them. */
export type Extensions = Readonly<Record<string, unknown>> | undefined;

/** The operations that are known by their SHA-256 in hexadecimal, the digest. */
export interface PersistedOperations {
  /** The text of a digest. */
  readonly find: (digest: string) => string | undefined;
  /** The text of a request: its own, or that of the digest that it names. Call after `check`. */
  readonly findText: (text: string | undefined, extensions: Extensions) => string | undefined;
  /** Adds operations to those that are listed. */
  readonly allow: (texts: readonly string[]) => void;
  /** Keeps a text that a client registers. */
  readonly register: (digest: string, text: string) => void;
  readonly forget: (digest: string) => boolean;
  /** Throws if only listed operations are answered and the text is not one of them, or if it does not match its digest. */
  readonly check: (text: string | undefined, extensions: Extensions) => void;
}

/** @param registered keeps the operations that clients register */
export function createPersistedOperations(
  { operations, required }: PersistedOperationSettings,
  registered: TextCache,
): PersistedOperations {
  const listed = new Map(operations);
  const find = (digest: string): string | undefined => listed.get(digest) ?? registered.get(digest);
  return {
    find,
    findText: (text, extensions) => {
      if (text !== undefined) return text;
      const extension = extensions?.['persistedQuery'] as { readonly sha256Hash: string } | null | undefined;
      return extension ? find(extension.sha256Hash) : undefined;
    },
    allow: (texts) => {
      for (const text of texts) listed.set(toDigest(text), text);
    },
    register: registered.set,
    forget: registered.delete,
    check: (text, extensions) => {
      const extension = extensions?.['persistedQuery'] ?? undefined;
      // Most requests have no digest and need none.
      if (extension === undefined && !required) return;
      const digest = text === undefined ? undefined : toDigest(text);
      if (extension !== undefined) checkExtension(extension, digest);
      if (required && digest !== undefined && !listed.has(digest)) {
        throw createRequestRefusal('This gateway answers persisted operations only.', 'PERSISTED_OPERATION_REQUIRED');
      }
    },
  };
}

/**
 * Throws `ConfigError` if the operator's list contains operations that would always be refused.
 * @param refuse throws if the operation would be refused
 */
export function checkOperations(operations: ReadonlyMap<string, string>, refuse: (text: string) => void): void {
  const reasons = [...operations].flatMap(([digest, text]) => {
    try {
      refuse(text);
      return [];
    } catch (error) {
      return [`${digest.slice(0, 12)}… (${(error as Error).message})`];
    }
  });
  const [first] = reasons;
  if (first === undefined) return;
  const others = reasons.length === 1 ? '' : `, and ${reasons.length - 1} more that it does not`;
  const message = `must hold operations that the graph answers, but got ${first}${others}`;
  throw new ConfigError([{ path: 'persistedOperations.file', message }]);
}

/**
 * A request's extensions with what its `documentId` stands for: the digest of a persisted operation. Throws if it is no text,
 * or if the request names another operation as well.
 */
export function withDocumentId(documentId: unknown, extensions: Extensions): Extensions {
  if (documentId === undefined || documentId === null) return extensions;
  if (typeof documentId !== 'string') throw createRequestRefusal('`documentId` must be text.', 'BAD_REQUEST');
  const persistedQuery = { version: 1, sha256Hash: readDigest(documentId) };
  const other = extensions?.['persistedQuery'] as Partial<typeof persistedQuery> | null | undefined;
  if (other && other.sha256Hash !== persistedQuery.sha256Hash)
    throw createRequestRefusal(
      '`documentId` and `extensions.persistedQuery.sha256Hash` must name the same operation.',
      'BAD_REQUEST',
    );
  return { ...extensions, persistedQuery: other ?? persistedQuery };
}

/** Apollo Server would treat an invalid extension as a fault of the server. */
function checkExtension(extension: unknown, digest: string | undefined): void {
  const { version, sha256Hash } = extension as { readonly version?: unknown; readonly sha256Hash?: unknown };
  if (version !== 1 || typeof sha256Hash !== 'string') {
    throw createRequestRefusal('`extensions.persistedQuery` must hold `version` 1 and `sha256Hash`.', 'BAD_REQUEST');
  }
  if (digest !== undefined && digest !== sha256Hash) {
    throw createRequestRefusal(
      '`extensions.persistedQuery.sha256Hash`, or `documentId`, must be the SHA-256 of `query`.',
      'BAD_REQUEST',
    );
  }
}
