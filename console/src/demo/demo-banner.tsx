/** Says that the page is a demo, and what can be tried in it. */
import { signal } from '@preact/signals';
import type { Tries } from '../settings.ts';
import { readTab, writeTab } from '../sign-in/tab-storage.ts';
import { useSources } from '../sources/use-sources.ts';
import { home, type Address } from '../state/address.ts';
import { follow, toLink } from '../state/navigation.ts';
import './demo.css';

const isClosed = signal(readTab('jobgraph-demo') !== null);

export interface DemoBannerProps {
  readonly tries: Tries;
}

export function DemoBanner({ tries: { failed, secret, providerJobId } }: DemoBannerProps) {
  const { length } = useSources();
  if (isClosed.value) return null;
  return (
    <aside class="demo-banner" aria-label="Demo">
      <p>
        <strong>Demo:</strong> {length === 0 ? '' : `${length} `}emulated providers on this machine. Try:{' '}
        <Try to={{ job: failed }}>a failure</Try> · <Try to={{ job: secret }}>reveal a secret</Try> ·{' '}
        <Try to={{ view: 'all', text: providerJobId }}>find an id</Try>
      </p>
      <button
        type="button"
        class="plain"
        onClick={() => {
          isClosed.value = true;
          writeTab('jobgraph-demo', 'closed');
        }}
      >
        Close
      </button>
    </aside>
  );
}

interface TryProps {
  readonly to: Partial<Address>;
  readonly children: string;
}

function Try({ to, children }: TryProps) {
  const change = { ...home, ...to };
  return (
    <a href={toLink(change)} onClick={follow(change)}>
      {children}
    </a>
  );
}
