/** The parts of a request that must be checked before the graph reads it. */
import type { HTTPGraphQLRequest } from '@apollo/server';
import { withDocumentId } from '../graph/persisted-operations.ts';
import type { RequestParts } from '../graph/prepare.ts';

/**
 * Members that are absent or mistyped are undefined: the graph itself refuses those. Throws for a `documentId` that cannot be
 * one.
 */
export function readGraphQLRequest({
  method,
  body,
  search,
}: Pick<HTTPGraphQLRequest, 'method' | 'body' | 'search'>): RequestParts {
  if (method === 'GET') return readSearch(new URLSearchParams(search));
  const { query, extensions, documentId } = isMap(body) ? body : {};
  return {
    query: toText(query),
    extensions: withDocumentId(documentId, isMap(extensions) ? extensions : undefined),
  };
}

function readSearch(search: URLSearchParams): RequestParts {
  return {
    query: search.get('query') ?? undefined,
    extensions: withDocumentId(search.get('documentId'), readJsonMap(search.get('extensions'))),
  };
}

function readJsonMap(text: string | null): Readonly<Record<string, unknown>> | undefined {
  if (text === null) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isMap(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function toText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
