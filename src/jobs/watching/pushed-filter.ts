import type { ListFilter, Listing } from '../../provider/contract/adapter.ts';

const parts = ['statuses', 'createdAfter', 'createdBefore'] as const satisfies readonly (keyof ListFilter)[];

/** The filter without the parts that make no difference to what the provider is asked. */
export function toPushedFilter(listing: Listing, filter: ListFilter): ListFilter {
  let pushed: ListFilter = filter;
  for (const part of parts) {
    const { [part]: _left, ...others } = pushed;
    if (formatRequest(listing, others) === formatRequest(listing, pushed)) pushed = others;
  }
  return pushed;
}

/** For the first page of any container. */
function formatRequest({ containers, maxPageSize, page }: Listing, filter: ListFilter): string {
  const container = 'list' in containers ? '' : (containers[0] ?? null);
  return JSON.stringify(page({ container, after: null, size: maxPageSize, filter }).request);
}
