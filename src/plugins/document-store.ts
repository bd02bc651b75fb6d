/** Documents that were parsed and found valid, so that the same text is not parsed again: as many as a bound on their size lets in. */
import type { DocumentNode, Token } from 'graphql';
import { LRUCache } from 'lru-cache';

export interface DocumentStore {
  readonly get: (key: string) => Promise<DocumentNode | undefined>;
  readonly set: (key: string, document: DocumentNode) => Promise<void>;
  readonly delete: (key: string) => Promise<boolean>;
}

/** Each takes some 600 bytes. Apollo Server’s own store weighs documents by their JSON, a small part of what they take. */
const mostTokens = 50_000;

export function createDocumentStore(): DocumentStore {
  const documents = new LRUCache<string, DocumentNode>({ maxSize: mostTokens, sizeCalculation: countTokens });
  return {
    get: (key) => Promise.resolve(documents.get(key)),
    set: (key, document) => {
      documents.set(key, document);
      return Promise.resolve();
    },
    delete: (key) => Promise.resolve(documents.delete(key)),
  };
}

function countTokens({ loc }: DocumentNode): number {
  let count = 1;
  for (let token: Token | null = loc?.startToken ?? null; token !== null; token = token.next) count += 1;
  return count;
}
