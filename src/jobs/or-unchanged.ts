import type { Read } from '../provider/adapter.ts';

/**
 * The same read, which asks only for what changed since `held` was answered (RFC 9110 section 13.1.2).
 * @param etag of the answer that `held` was read from
 */
export function orUnchanged<T, Held>(read: Read<T>, held: Held, etag: string): Read<T | Held> {
  const { request } = read;
  return {
    ...read,
    request: { ...request, headers: { ...request.headers, 'if-none-match': etag } },
    alsoReads: [...(read.alsoReads ?? []), 304],
    toResult: (answer) => (answer.status === 304 ? held : read.toResult(answer)),
  };
}
