/** Reads the parts of an HTTP request that name its operation. */
import type { FastifyRequest } from 'fastify';
import { withDocumentId } from '../../operation/persisted-operations.ts';
import type { RequestParts } from '../../operation/prepare.ts';

/** The parts of a request; a text may be named by its digest instead. */
export type NamedOperation = Omit<RequestParts, 'query'> & { readonly query: string | undefined };

/**
 * Members that are absent or mistyped are undefined: the graph itself refuses those. Throws for an invalid
 * `documentId`.
 */
export function readNamedOperation({
  method,
  body,
  url,
}: Pick<FastifyRequest, 'method' | 'body' | 'url'>): NamedOperation {
  if (method === 'GET') return readSearch(new URL(url, 'http://localhost').searchParams);
  const { query, operationName, extensions, documentId } = isMap(body) ? body : {};
  return {
    query: toText(query),
    operationName: toText(operationName),
    extensions: withDocumentId(documentId, isMap(extensions) ? extensions : undefined),
  };
}

function readSearch(search: URLSearchParams): NamedOperation {
  return {
    query: search.get('query') ?? undefined,
    operationName: search.get('operationName'),
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

/** A POST that holds nothing but an operation. */
export interface PlainRequest extends RequestParts {
  readonly variables: Readonly<Record<string, unknown>> | null | undefined;
}

/** Undefined for a body of another form, and for one that names a digest, which may have to be compared or kept. */
export function readPlainBody(body: unknown): PlainRequest | undefined {
  if (!isMap(body)) return undefined;
  const { query, operationName, variables, extensions, documentId } = body;
  if (typeof query !== 'string' || query === '' || documentId !== undefined) return undefined;
  if (operationName !== undefined && operationName !== null && typeof operationName !== 'string') return undefined;
  if (!isMapOrNone(variables) || !isMapOrNone(extensions) || extensions?.['persistedQuery'] !== undefined)
    return undefined;
  return { query, operationName, variables, extensions: extensions ?? undefined };
}

function isMapOrNone(value: unknown): value is Readonly<Record<string, unknown>> | null | undefined {
  return value === undefined || value === null || isMap(value);
}
