/** Reads all lines of a part, page by page, in either direction. */
import { expect } from 'vitest';
import type { GatewayUnderTest } from '../gateway.ts';

export interface ShownLine {
  readonly time: string | null;
  readonly text: string;
  readonly rawText: string;
  readonly kind: string;
  readonly isTruncated: boolean;
}

interface Walk {
  readonly gateway: GatewayUnderTest;
  readonly token: string;
  readonly id: string;
  readonly part?: string;
  readonly direction: 'first' | 'last';
  /** Lines of the page with this number. */
  readonly toSize: (page: number) => number;
}

/** In the log's order. */
export async function walkLog({ gateway, token, id, part, direction, toSize }: Walk): Promise<readonly ShownLine[]> {
  const pages: (readonly ShownLine[])[] = [];
  const isForward = direction === 'first';
  let cursor: string | null = null;
  for (let page = 0; page < 2000; page += 1) {
    const { data, errors } = await gateway.query(
      `query ($id: ID!, $part: ID, $count: Int, $cursor: String) {
        jobLog(id: $id, part: $part, ${direction}: $count, ${isForward ? 'after' : 'before'}: $cursor) {
          lines { time text rawText kind isTruncated }
          pageInfo { hasPreviousPage hasNextPage startCursor endCursor }
          issues { code }
        }
      }`,
      { token, variables: { id, part: part ?? null, count: toSize(page), cursor } },
    );
    expect([errors, data.jobLog.issues]).toEqual([[], []]);
    const { lines, pageInfo } = data.jobLog;
    pages.push(lines as readonly ShownLine[]);
    if (!(isForward ? pageInfo.hasNextPage : pageInfo.hasPreviousPage)) break;
    cursor = (isForward ? pageInfo.endCursor : pageInfo.startCursor) as string;
  }
  return (isForward ? pages : pages.toReversed()).flat();
}
