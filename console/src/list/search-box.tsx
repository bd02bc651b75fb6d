/** The search: words that jobs must have, or a job's id. It follows the typing after a short rest. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../shared/icon.tsx';
import { address, go } from '../state/navigation.ts';

/** Milliseconds without a letter before the graph is asked. */
const rest = 300;

export function SearchBox({ text }: { readonly text: string }) {
  const [draft, setDraft] = useState(text);
  const timer = useRef<number>(undefined);
  // The first letter is a step for Back and Forward, those after it are the same step.
  const isTyping = useRef(false);
  const settle = (value: string): void => {
    window.clearTimeout(timer.current);
    search(value, isTyping.current ? 'replace' : 'push');
    isTyping.current = true;
  };
  useEffect(() => {
    setDraft(text);
  }, [text]);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  return (
    <span class="search">
      <Icon name="search" />
      <input
        type="search"
        id="search"
        value={draft}
        maxLength={2000}
        placeholder="Search words, paste an id or an address"
        aria-label="Search"
        aria-keyshortcuts="/"
        autoComplete="off"
        spellcheck={false}
        onInput={({ currentTarget: { value } }) => {
          setDraft(value);
          window.clearTimeout(timer.current);
          timer.current = window.setTimeout(() => settle(value), rest);
        }}
        onKeyDown={({ key }) => {
          if (key !== 'Enter') return;
          settle(draft);
          isTyping.current = false;
        }}
        onBlur={() => {
          isTyping.current = false;
        }}
      />
      <kbd aria-hidden="true">/</kbd>
    </span>
  );
}

/** The view of the sources shows no job. */
function search(value: string, kind: 'push' | 'replace'): void {
  const { view } = address.peek();
  go({ text: value.trim(), view: view === 'sources' ? 'all' : view }, kind);
}
