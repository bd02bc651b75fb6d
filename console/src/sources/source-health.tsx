/** The header's signs: how the sources are doing, with those in trouble by name. */
import { useEffect, useRef } from 'preact/hooks';
import { refusal } from '../graph/session.ts';
import { StatusSign } from '../shared/status-badge.tsx';
import { describeHealth, sortByTrouble, toHealthLook } from '../state/source-health.ts';
import { follow, toLink } from '../state/navigation.ts';
import { useSourcesState } from './use-sources.ts';

/** Signs, and names of sources in trouble, that the header has room for. */
const shownSigns = 5;
const shownNames = 1;

/** Health costs no call of a provider. The first look follows soon: what the page asks for makes it known. */
const firstLook = 2000;
const interval = 15_000;

export function SourceHealth() {
  const { sources, reload } = useSourcesState();
  useLooks(reload);
  if (refusal.value !== null || sources === null || sources.length === 0) return null;
  const sorted = sortByTrouble(sources);
  const troubled = sorted.filter((source) => toHealthLook(source).trouble > 0);
  return (
    <a
      class="source-health"
      href={toLink({ view: 'sources' })}
      onClick={follow({ view: 'sources' })}
      aria-label={`Health: ${describeHealth(sources)}`}
      title={describeHealth(sources)}
      // The view of the sources is a stop of the Tab key already.
      tabIndex={-1}
      data-troubled={troubled.length}
    >
      {sorted.slice(0, shownSigns).map((source) => (
        <StatusSign key={source.name} status={toHealthLook(source).sign} />
      ))}
      {sorted.length > shownSigns && <span class="sub">+{sorted.length - shownSigns}</span>}
      {troubled.slice(0, shownNames).map(({ name }) => (
        <span key={name} class="name">
          {name}
        </span>
      ))}
    </a>
  );
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
