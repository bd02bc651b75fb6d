/** Everything that is cached for documents, with one common limit. The least recently used is evicted first. */
import { Kind, type DocumentNode, type Token } from 'graphql';
import { LRUCache } from 'lru-cache';
import { countRemembered } from '../resolvers/remembered-fields.ts';

/** Texts, parsed documents and what is prepared of them, weighed together. */
export interface DocumentMemory {
  /** Parsed and valid documents, so that the same text is not parsed again. */
  readonly documents: DocumentStore;
  /** The document of a text that is kept. */
  readonly find: (text: string) => DocumentNode | undefined;
  /** Keeps a document that is valid, with the text that it was parsed from. */
  readonly keep: (text: string, document: DocumentNode) => void;
  /** Creates a room for texts with separate keys. */
  readonly createTexts: (name: string) => TextRoom;
  /** Counts prepared fields, which are kept as long as their document. */
  readonly countPrepared: (document: DocumentNode, fields: number) => void;
  /** Of everything together. */
  readonly bytes: () => number;
}

/** A part of the document memory for texts by key. */
export interface TextRoom {
  readonly get: (key: string) => string | undefined;
  readonly set: (key: string, text: string) => void;
  readonly delete: (key: string) => boolean;
}

/** As Apollo Server takes it. */
export interface DocumentStore {
  readonly get: (key: string) => Promise<DocumentNode | undefined>;
  readonly set: (key: string, document: DocumentNode) => Promise<void>;
  readonly delete: (key: string) => Promise<boolean>;
}

interface Remembered {
  readonly value: DocumentNode | string;
  readonly bytes: number;
}

/** Some hundred documents of usual length: a program has a handful, a router for many clients has more. */
const maxBytes = 50_000_000;
/** Measured; Apollo Server's own store weighs documents by their JSON, a small part of what they take. */
const bytesPerToken = 600;
const bytesPerPreparedField = 500;
/** The entry itself. */
const overhead = 200;

/** Of at most 50 MB, by measured weights. */
export function createDocumentMemory(): DocumentMemory {
  const keys = createTextKeys();
  const remembered = new LRUCache<string, Remembered>({
    maxSize: maxBytes,
    dispose: ({ value }, key, reason) => {
      if (reason !== 'set' && typeof value !== 'string') keys.delete(value, key);
    },
    sizeCalculation: ({ bytes }, key) => bytes + 2 * key.length + overhead,
  });
  const keyOf = new WeakMap<DocumentNode, string>();

  /** A document that grows beyond the limit is evicted with everything cached for it. */
  function grow(document: DocumentNode, bytes: number): void {
    const key = keyOf.get(document);
    const known = key === undefined ? undefined : remembered.peek(key);
    if (key === undefined || known?.value !== document) return;
    remembered.set(key, { value: document, bytes: known.bytes + bytes });
  }

  function keep(name: string, document: DocumentNode): void {
    const key = `document ${name}`;
    keyOf.set(document, key);
    remembered.set(key, { value: document, bytes: weighDocument(document) });
    // One that is too large is not kept.
    if (remembered.has(key)) keys.set(document, key);
    countFields(document, grow);
  }

  return {
    documents: {
      get: (key) => Promise.resolve(remembered.get(`document ${key}`)?.value as DocumentNode | undefined),
      set: (key, document) => {
        keep(key, document);
        return Promise.resolve();
      },
      delete: (key) => Promise.resolve(remembered.delete(`document ${key}`)),
    },
    find: (text) => {
      const key = keys.find(text);
      return key === undefined ? undefined : (remembered.get(key)?.value as DocumentNode | undefined);
    },
    keep,
    createTexts: (name) => ({
      get: (key) => remembered.get(`${name} ${key}`)?.value as string | undefined,
      set: (key, text) => {
        remembered.set(`${name} ${key}`, { value: text, bytes: 2 * text.length });
      },
      delete: (key) => remembered.delete(`${name} ${key}`),
    }),
    countPrepared: (document, fields) => {
      grow(document, fields * bytesPerPreparedField);
    },
    bytes: () => remembered.calculatedSize,
  };
}

interface TextKeys {
  readonly find: (text: string) => string | undefined;
  readonly set: (document: DocumentNode, key: string) => void;
  readonly delete: (document: DocumentNode, key: string) => void;
}

/** The keys of documents by their texts, which the documents hold anyway. */
function createTextKeys(): TextKeys {
  const keyOf = new Map<string, string>();
  return {
    find: (text) => keyOf.get(text),
    set: ({ loc }, key) => {
      if (loc !== undefined) keyOf.set(loc.source.body, key);
    },
    delete: ({ loc }, key) => {
      if (loc !== undefined && keyOf.get(loc.source.body) === key) keyOf.delete(loc.source.body);
    },
  };
}

function countFields(document: DocumentNode, grow: (document: DocumentNode, bytes: number) => void): void {
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    countRemembered(definition, (bytes) => {
      grow(document, bytes);
    });
  }
}

function weighDocument({ loc }: DocumentNode): number {
  let tokens = 1;
  for (let token: Token | null = loc?.startToken ?? null; token !== null; token = token.next) tokens += 1;
  return tokens * bytesPerToken + 2 * (loc?.source.body.length ?? 0);
}
