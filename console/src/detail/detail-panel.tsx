/** One job in full, beside the list. */
import { go } from '../state/navigation.ts';

export function DetailPanel({ id }: { readonly id: string }) {
  return (
    <aside class="panel" aria-labelledby="panel-title">
      <h2 id="panel-title" tabIndex={-1}>
        {id}
      </h2>
      <button type="button" onClick={() => go({ job: null })}>
        Close
      </button>
    </aside>
  );
}
