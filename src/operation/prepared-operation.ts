/**
 * What limits, executor, resolvers and transports know of an operation, made once for a text and the operation's name; and
 * the memory of all, with one common limit: the least recently used is evicted first.
 */
import {
  type DocumentNode,
  getNamedType,
  type GraphQLField,
  type GraphQLSchema,
  isAbstractType,
  isObjectType,
  type OperationDefinitionNode,
  type OperationTypeNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { publicScope } from '../auth/viewer.ts';
import { LRUCache } from 'lru-cache';
import { createPlans, type PlannedOperation } from './run/plans.ts';

/** An operation of a valid document. */
export interface PreparedOperation extends PlannedOperation {
  readonly document: DocumentNode;
  readonly name: string | null;
  readonly kind: OperationTypeNode;
  /** Unused parts of the document count, too. */
  readonly traits: () => OperationTraits;
  readonly errors?: undefined;
}

/** What decides where an operation's answer may be sent and kept. */
interface OperationTraits {
  readonly holdsProtectedField: boolean;
  /** No field is protected, and none is live. */
  readonly isCacheable: boolean;
}

/** Types whose values may differ at the next request, or for another viewer with the same scopes. */
const liveTypes: ReadonlySet<string> = new Set(['JobSourceHealth', 'JobTimeSpanCount', 'JobViewer']);

/** @param onGrowth called with the bytes that are kept with the operation */
export function createPreparedOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  onGrowth: (bytes: number) => void,
): PreparedOperation {
  let traits: OperationTraits | undefined;
  return {
    document,
    operation,
    name: operation.name?.value ?? null,
    kind: operation.operation,
    traits: () => (traits ??= readTraits(schema, document)),
    planOf: createPlans(schema, document, operation, onGrowth),
  };
}

function readTraits(schema: GraphQLSchema, document: DocumentNode): OperationTraits {
  const typeInfo = new TypeInfo(schema);
  let [holdsProtectedField, holdsLiveField] = [false, false];
  visit(
    document,
    visitWithTypeInfo(typeInfo, {
      Field: () => {
        const field = typeInfo.getFieldDef();
        holdsProtectedField ||= field != null && isProtected(field);
        holdsLiveField ||= field == null || isLive(schema, field);
      },
    }),
  );
  return { holdsProtectedField, isCacheable: !holdsProtectedField && !holdsLiveField };
}

function isProtected(field: GraphQLField<unknown, unknown>): boolean {
  return field.extensions.requiredScopes?.some((all) => all.some((scope) => scope !== publicScope)) === true;
}

function isLive(schema: GraphQLSchema, { type }: GraphQLField<unknown, unknown>): boolean {
  const named = getNamedType(type);
  if (isAbstractType(named)) return schema.getPossibleTypes(named).some(({ name }) => liveTypes.has(name));
  return isObjectType(named) && liveTypes.has(named.name);
}

/** A valid text with its operations. */
export interface KnownText {
  readonly document: DocumentNode;
  /** The operations that were requested, by the name that was sent. */
  readonly operations: Map<string | null, PreparedOperation>;
  /** Counts bytes that are kept with the text. One that grows too large is evicted. */
  readonly grow: (bytes: number) => void;
}

/** Valid texts and registered ones, weighed together. */
export interface OperationMemory {
  readonly find: (text: string) => KnownText | undefined;
  /** @param tokens of the text */
  readonly keep: (text: string, document: DocumentNode, tokens: number) => KnownText;
  /** Texts that clients registered, by their digest. */
  readonly registered: TextCache;
  /** Of everything together. */
  readonly bytes: () => number;
}

/** Texts by a key. */
export interface TextCache {
  readonly get: (key: string) => string | undefined;
  readonly set: (key: string, text: string) => void;
  readonly delete: (key: string) => boolean;
}

type Entry = { readonly bytes: number } & (
  { readonly known: KnownText; readonly text?: undefined } | { readonly text: string; readonly known?: undefined }
);

/** Some hundred documents of usual length: a program has a handful, a router for many clients has more. */
const maxBytes = 50_000_000;
/** Measured, of a parsed document. */
const bytesPerToken = 600;
/** The entry itself. */
const overhead = 200;

/** Of at most 50 MB, by measured weights. */
export function createOperationMemory(): OperationMemory {
  const entries = new LRUCache<string, Entry>({
    maxSize: maxBytes,
    sizeCalculation: ({ bytes }, key) => bytes + 2 * key.length + overhead,
  });
  const toKey = (digest: string): string => `registered ${digest}`;

  return {
    // No operation's text is a key of a registered one: those keys are not GraphQL.
    find: (text) => entries.get(text)?.known,
    keep: (text, document, tokens) => {
      const known: KnownText = {
        document,
        operations: new Map(),
        grow: (bytes) => {
          const entry = entries.peek(text);
          if (entry?.known === known) entries.set(text, { known, bytes: entry.bytes + bytes });
        },
      };
      entries.set(text, { known, bytes: tokens * bytesPerToken });
      return known;
    },
    registered: {
      get: (digest) => entries.get(toKey(digest))?.text,
      set: (digest, text) => {
        entries.set(toKey(digest), { text, bytes: 2 * text.length });
      },
      delete: (digest) => entries.delete(toKey(digest)),
    },
    bytes: () => entries.calculatedSize,
  };
}
