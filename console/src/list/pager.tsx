/** The way to the pages before and after. */
import { Icon } from '../shared/icon.tsx';
import type { ConsoleJobsQuery } from '../graph/graphql.generated.ts';
import { address, follow, toLink } from '../state/navigation.ts';

export interface PagerProps {
  readonly pageInfo: NonNullable<ConsoleJobsQuery['jobs']>['pageInfo'];
  /** False where nothing follows that the view shows. */
  readonly hasMore: boolean;
}

export function Pager({ pageInfo, hasMore }: PagerProps) {
  const { hasPreviousPage, startCursor, endCursor } = pageInfo;
  const isFirst = address.value.cursor === null;
  const newer = hasPreviousPage && startCursor !== null ? `before:${startCursor}` : null;
  if (isFirst && !hasMore) return null;
  return (
    <nav class="pager" aria-label="Pages">
      {!isFirst && (
        <a href={toLink({ cursor: null })} onClick={follow({ cursor: null })}>
          First page
        </a>
      )}
      {newer !== null && (
        <a href={toLink({ cursor: newer })} onClick={follow({ cursor: newer })} rel="prev">
          <Icon name="left" /> Previous
        </a>
      )}
      {hasMore && (
        <a href={toLink({ cursor: endCursor })} onClick={follow({ cursor: endCursor })} rel="next">
          Next <Icon name="right" />
        </a>
      )}
    </nav>
  );
}
