/** The search of a log, and the buttons that lead from error to error. */
import { Icon } from '../shared/icon.tsx';
import type { Steps } from './use-steps.ts';

export function SearchField({ steps: { search, hitCount, toHit } }: { readonly steps: Steps }) {
  return (
    <span class="log-search" role="search">
      <input
        type="search"
        aria-label="Search these lines"
        placeholder="Search these lines"
        value={search.value}
        onInput={({ currentTarget }) => {
          search.value = currentTarget.value;
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          toHit(event.shiftKey ? -1 : 1);
        }}
      />
      {search.value !== '' && (
        <>
          <span class="log-count">{hitCount.value}</span>
          <button type="button" onClick={() => toHit(-1)} aria-label="Hit before" title="Hit before (N)">
            <Icon name="left" />
          </button>
          <button type="button" onClick={() => toHit(1)} aria-label="Next hit" title="Next hit (n)">
            <Icon name="right" />
          </button>
        </>
      )}
    </span>
  );
}

export function ErrorSteps({ steps: { found, toError } }: { readonly steps: Steps }) {
  return (
    <span class="log-errors">
      <button type="button" onClick={() => toError(-1)} aria-label="Error before" title="Error before (E)">
        <Icon name="left" />
      </button>
      <button type="button" onClick={() => toError(1)} title="Next error (e)">
        Next error
      </button>
      {found.value !== '' && <span class="log-found">{found.value}</span>}
    </span>
  );
}
