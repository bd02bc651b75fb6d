/** The parts of a request that must be checked before the graph reads it. */
import type { FastifyRequest } from 'fastify';
import type { RequestParts } from '../graph/prepare.ts';

/** Members that are absent or mistyped are undefined: the graph itself refuses those. */
export function readGraphQLRequest({
  method,
  body,
  raw,
}: Pick<FastifyRequest, 'method' | 'body' | 'raw'>): RequestParts {
  if (method === 'GET') return readSearch(new URL(raw.url ?? '/', 'http://localhost').searchParams);
  const { query, extensions } = isMap(body) ? body : {};
  return { query: toText(query), extensions: isMap(extensions) ? extensions : undefined };
}

function readSearch(search: URLSearchParams): RequestParts {
  return { query: search.get('query') ?? undefined, extensions: readJsonMap(search.get('extensions')) };
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
