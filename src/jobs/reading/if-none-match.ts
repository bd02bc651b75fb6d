import type { Read } from '../../provider/contract/adapter.ts';

/**
 * The same read, which asks only for what changed since `held` was answered (RFC 9110 section 13.1.2).
 * @param etag of the answer that `held` was read from
 */
export function withIfNoneMatch<T, Stale>(read: Read<T>, stale: Stale, etag: string): Read<T | Stale> {
  const { request } = read;
  return {
    ...read,
    request: { ...request, headers: { ...request.headers, 'if-none-match': etag } },
    alsoReads: [...(read.alsoReads ?? []), 304],
    toResult: (answer, onUnreadable) => (answer.status === 304 ? stale : read.toResult(answer, onUnreadable)),
  };
}
