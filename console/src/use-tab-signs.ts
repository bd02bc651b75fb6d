/** The tab's title says how many jobs failed, and its icon whether, also while the page is not seen: then one count is asked for each minute. */
import { useEffect } from 'preact/hooks';
import { ConsoleFailedCountDocument } from './graph/graphql.generated.ts';
import { graph } from './graph/graph.ts';
import { refusal } from './graph/session.ts';
import type { Address } from './state/address.ts';
import { readClock } from './state/clock.ts';
import { failedCount } from './state/failed-count.ts';
import { address } from './state/navigation.ts';
import { toFailedFilter } from './state/stats-request.ts';
import { toTitleOfTab } from './state/tab-signs.ts';

const minute = 60_000;

export function useTabSigns(present: Address): void {
  const count = failedCount.value;
  useEffect(() => {
    document.title = toTitleOfTab(present, count);
  }, [present.view, present.job, count]);
  const hasFailed = count !== null && count > 0;
  useEffect(() => {
    showIcon(hasFailed);
  }, [hasFailed]);
  useEffect(() => {
    const timer = window.setInterval(() => {
      if (document.visibilityState === 'hidden' && refusal.peek() === null) void countFailed();
    }, minute);
    return () => window.clearInterval(timer);
  }, []);
}

async function countFailed(): Promise<void> {
  const filter = toFailedFilter(address.peek(), readClock());
  const { data } = await graph.peek().ask(ConsoleFailedCountDocument, { filter });
  if (data?.jobStats != null) failedCount.value = data.jobStats.total.value;
}

/** Both icons stand in the page: its policy allows no other. */
function showIcon(hasFailed: boolean): void {
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  const { failed, usual = link?.getAttribute('href') ?? '' } = link?.dataset ?? {};
  if (link === null || failed === undefined) return;
  link.dataset['usual'] = usual;
  link.setAttribute('href', hasFailed ? failed : usual);
}
