/** New jobs come into the list by themselves where they disturb no viewer: while neither the pointer nor the focus is in the table, at its top. */
import { useEffect } from 'preact/hooks';
import { usePoll } from '../shared/use-poll.ts';
import { isLive } from '../state/preferences.ts';
import { address, go } from '../state/navigation.ts';
import type { PlacedSection } from './use-list.ts';
import { reloadSections } from './use-section.ts';

const interval = 15_000;

/** @returns what shows the new jobs now */
export function useLive(sections: readonly PlacedSection[]): () => void {
  const hasNews = sections.some(({ news }) => news.count > 0);
  const moveOn = (): void => {
    if (isLive.peek() && isUndisturbed() && (hasNews || sections.some(hasEndedRow))) reloadSections();
  };
  useEffect(moveOn, [hasNews]);
  usePoll(moveOn, interval);
  return () => {
    go({ cursors: {} });
    reloadSections();
  };
}

/** Rows of what has not ended leave it at the next look. */
function hasEndedRow({ name, jobs, rows }: PlacedSection): boolean {
  return name === 'active' && jobs.some(({ id }) => rows.get(id)?.isTerminal === true);
}

function isUndisturbed(): boolean {
  const isAway = document.querySelector('.jobs:hover, .jobs :focus') === null;
  return isAway && window.scrollY < 8 && Object.keys(address.peek().cursors).length === 0;
}
