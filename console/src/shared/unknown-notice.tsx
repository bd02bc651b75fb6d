/** Says what the address asks for and this version does not know. */
import { useState } from 'preact/hooks';
import { listUnknown } from '../state/address.ts';

export function UnknownNotice() {
  const [unknown, setUnknown] = useState(() => listUnknown(window.location.search));
  if (unknown.length === 0) return null;
  return (
    <p class="banner" role="status" data-unknown={unknown.join(' ')}>
      The address says {unknown.join(', ')}, which this page does not know. It is left out.
      <button type="button" class="plain" onClick={() => setUnknown([])}>
        Close
      </button>
    </p>
  );
}
