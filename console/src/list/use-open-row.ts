/** The row of the open job is brought into view once for each list. */
import { useEffect } from 'preact/hooks';
import { formatAddress, type Address } from '../state/address.ts';

export function useOpenRow(address: Address): void {
  const { job } = address;
  const key = formatAddress({ ...address, job: null, open: null });
  useEffect(() => {
    if (job === null) return undefined;
    const show = (): boolean => {
      const row = document.querySelector(`[data-job-id="${CSS.escape(job)}"]`);
      row?.scrollIntoView({ block: 'nearest' });
      return row !== null;
    };
    if (show()) return undefined;
    // The row comes with the list, unless the viewer has moved on before.
    const stop = new AbortController();
    const watch = new MutationObserver(() => {
      if (show()) stop.abort();
    });
    stop.signal.addEventListener('abort', () => watch.disconnect());
    for (const name of ['wheel', 'pointerdown', 'keydown'])
      window.addEventListener(name, () => stop.abort(), { signal: stop.signal, passive: true });
    watch.observe(document.getElementById('main') ?? document.body, { childList: true, subtree: true });
    return () => stop.abort();
  }, [key]);
}
