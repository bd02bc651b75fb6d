/** The header's signs: how many sources do well or badly, and the name of the worst. */
import { useEffect, useRef } from 'preact/hooks';
import { refusal } from '../graph/session.ts';
import { StatusSign } from '../shared/status-badge.tsx';
import { describeHealth, sortByTrouble, toHealthLook } from '../state/source-health.ts';
import { follow, toLink } from '../state/navigation.ts';
import type { KnownStatus } from '../state/status.ts';
import { useSourcesState, type Source } from './use-sources.ts';

/** Health costs no call of a provider. The first look follows soon: what the page asks for makes it known. */
const firstLook = 2000;
const interval = 15_000;

export function SourceHealth() {
  const { sources, reload } = useSourcesState();
  useLooks(reload);
  if (refusal.value !== null || sources === null || sources.length === 0) return null;
  const signs = countSigns(sources);
  const [worst] = sortByTrouble(sources).filter((source) => toHealthLook(source).trouble > 0);
  return (
    <a
      class="source-health"
      href={toLink({ view: 'sources' })}
      onClick={follow({ view: 'sources' })}
      title={describeHealth(sources)}
    >
      <span class="unseen">Health: {describeHealth(sources)}</span>
      {signs.map(([sign, count]) => (
        <span key={sign} aria-hidden="true">
          <StatusSign status={sign} /> {count}
        </span>
      ))}
      {worst !== undefined && (
        <span class="name" aria-hidden="true">
          {worst.name}
        </span>
      )}
    </a>
  );
}

/** How many sources have each sign, those in trouble first. */
function countSigns(sources: readonly Source[]): readonly (readonly [sign: KnownStatus, count: number])[] {
  const groups = Map.groupBy(sortByTrouble(sources), (source) => toHealthLook(source).sign);
  return [...groups].map(([sign, members]) => [sign, members.length]);
}

function useLooks(reload: () => void): void {
  const look = useRef(reload);
  look.current = reload;
  useEffect(() => {
    const ask = (): void => {
      if (document.visibilityState === 'visible' && refusal.peek() === null) look.current();
    };
    const first = window.setTimeout(ask, firstLook);
    const timer = window.setInterval(ask, interval);
    return () => {
      window.clearTimeout(first);
      window.clearInterval(timer);
    };
  }, []);
}
