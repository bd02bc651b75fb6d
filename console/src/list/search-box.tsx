/** The search: words that jobs must have, or a job's id. It follows the typing after a short rest. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../shared/icon.tsx';
import { go } from '../state/navigation.ts';

/** Milliseconds without a letter before the graph is asked. */
const rest = 300;

export function SearchBox({ text }: { readonly text: string }) {
  const [draft, setDraft] = useState(text);
  const timer = useRef<number>(undefined);
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
        maxLength={100}
        placeholder="Search words, or an id"
        aria-label="Search"
        aria-keyshortcuts="/"
        autoComplete="off"
        spellcheck={false}
        onInput={({ currentTarget: { value } }) => {
          setDraft(value);
          window.clearTimeout(timer.current);
          timer.current = window.setTimeout(() => go({ text: value.trim() }, 'replace'), rest);
        }}
        onKeyDown={({ key }) => {
          if (key !== 'Enter') return;
          window.clearTimeout(timer.current);
          go({ text: draft.trim() });
        }}
      />
      <kbd aria-hidden="true">/</kbd>
    </span>
  );
}
