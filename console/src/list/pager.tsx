/** The way to a section's pages before and after. */
import { Icon } from '../shared/icon.tsx';
import type { ConsoleJobsQuery } from '../graph/graphql.generated.ts';
import type { Address } from '../state/address.ts';
import { address, follow, toLink } from '../state/navigation.ts';
import type { SectionName } from '../state/sections.ts';
import { columnCount } from './columns.ts';

export interface PagerProps {
  readonly section: SectionName;
  readonly pageInfo: NonNullable<ConsoleJobsQuery['jobs']>['pageInfo'];
  /** False where nothing follows that the section shows. */
  readonly hasMore: boolean;
}

export function Pager({ section, pageInfo, hasMore }: PagerProps) {
  const { hasPreviousPage, startCursor, endCursor } = pageInfo;
  const { cursors } = address.value;
  const { [section]: present, ...others } = cursors;
  const isFirst = present === undefined;
  const at = (cursor: string): Partial<Address> => ({ cursors: { ...cursors, [section]: cursor } });
  if (isFirst && !hasMore) return null;
  return (
    <tr class="aside-row">
      <td colSpan={columnCount}>
        <nav class="pager" aria-label={section === 'all' ? 'Pages' : `Pages: ${section}`}>
          {!isFirst && (
            <a href={toLink({ cursors: others })} onClick={follow({ cursors: others })}>
              First page
            </a>
          )}
          {hasPreviousPage && startCursor !== null && !isFirst && (
            <a href={toLink(at(`before:${startCursor}`))} onClick={follow(at(`before:${startCursor}`))} rel="prev">
              <Icon name="left" /> Previous
            </a>
          )}
          {hasMore && endCursor !== null && (
            <a href={toLink(at(endCursor))} onClick={follow(at(endCursor))} rel="next">
              Next <Icon name="right" />
            </a>
          )}
        </nav>
      </td>
    </tr>
  );
}
