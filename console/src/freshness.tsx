/** How fresh is what the page shows: always said, always true. A press stops and starts what comes into the list by itself. */
import { useEffect, useRef } from 'preact/hooks';
import { nextTryAt, retryNow } from './graph/retry.ts';
import { answeredAt, connection, lostSince, refusal } from './graph/session.ts';
import { reloadSections } from './list/use-section.ts';
import { announce } from './state/announcement.ts';
import { now } from './state/clock.ts';
import { isLive, timeForm } from './state/preferences.ts';
import { formatShort, formatSpan } from './state/time.ts';

export function Freshness() {
  useAnnouncement();
  if (refusal.value !== null || (answeredAt.value === null && lostSince.value === null)) return null;
  return lostSince.value === null ? <Fresh /> : <Lost since={lostSince.value} />;
}

function Fresh() {
  const age = formatSpan(Math.max(0, now.value - (answeredAt.value ?? now.value)));
  const isPushed = connection.value !== 'lost';
  const word = isLive.value ? (isPushed ? 'Live' : 'Polling') : 'Paused';
  return (
    <button
      type="button"
      class={`freshness ${word.toLowerCase()}`}
      data-freshness={word.toLowerCase()}
      aria-pressed={isLive.value}
      title={`${isPushed ? '' : 'Changes are not pushed, and are asked for. '}The graph last answered ${age} ago. New jobs ${isLive.value ? 'come into the list by themselves while you are not in it' : 'wait for you'}.`}
      onClick={() => {
        isLive.value = !isLive.value;
      }}
    >
      <span class="light" aria-hidden="true" />
      <span>
        {word} · {age}
      </span>
    </button>
  );
}

function Lost({ since }: { readonly since: number }) {
  const at = formatShort(new Date(since).toISOString(), timeForm.value === 'utc' ? 'utc' : 'local', now.value);
  const wait = nextTryAt.value === null ? 0 : Math.max(0, nextTryAt.value - now.value);
  const next = wait < 1000 ? 'trying again' : `trying again in ${formatSpan(wait)}`;
  return (
    <span class="freshness lost" data-freshness="lost" data-state="stale">
      <span class="light" aria-hidden="true" />
      <span>
        <span class="unseen">The gateway does not answer. </span>
        Not connected since {at} · {next}
      </span>
      <button
        type="button"
        class="plain"
        onClick={() => {
          retryNow();
          reloadSections();
        }}
      >
        Try now
      </button>
    </span>
  );
}

/** For those who cannot see the header. */
function useAnnouncement(): void {
  const isLost = lostSince.value !== null;
  const wasLost = useRef(isLost);
  useEffect(() => {
    if (isLost) announce('The gateway does not answer. What is shown may be old.');
    else if (wasLost.current) announce('The gateway answers again.');
    wasLost.current = isLost;
  }, [isLost]);
}
