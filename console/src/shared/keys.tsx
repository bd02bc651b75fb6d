/** The page by keyboard alone. Keys that a field or a dialog needs are left to it. */
import { useEffect, useRef } from 'preact/hooks';
import { address, go } from '../state/navigation.ts';
import { copy } from './copy-button.tsx';

const help: readonly (readonly [keys: string, does: string])[] = [
  ['/', 'Search'],
  ['j', 'Next job'],
  ['k', 'Job before'],
  ['Enter', 'Details of the job'],
  ['y', 'Copy the job’s id'],
  ['Esc', 'Close details, a menu or this help'],
  ['?', 'This help'],
];

export function Keys() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || isTaken(event)) return;
      if (act(event.key, dialog.current)) event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return (
    <dialog class="keys" ref={dialog} aria-labelledby="keys-title">
      <h2 id="keys-title">Keys</h2>
      <dl>
        {help.map(([keys, does]) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <button type="button" onClick={() => dialog.current?.close()}>
        Close
      </button>
    </dialog>
  );
}

/** True if the key did something. */
function act(key: string, dialog: HTMLDialogElement | null): boolean {
  switch (key) {
    case '/': {
      const search = document.getElementById('search') as HTMLInputElement | null;
      search?.focus();
      search?.select();
      return search !== null;
    }
    case 'j':
      return moveFocus(1);
    case 'k':
      return moveFocus(-1);
    case 'y': {
      const id = focusedRow()?.dataset['jobId'] ?? address.peek().job;
      if (id !== null) void copy(id);
      return id !== null;
    }
    case '?':
      dialog?.showModal();
      return true;
    case 'Escape':
      return closeDetails();
    default:
      return false;
  }
}

/** To the link of the row before or after the one that has the focus; without one, to the first. */
function moveFocus(step: 1 | -1): boolean {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-job-id]')];
  const place = rows.indexOf(focusedRow() ?? document.body);
  const next = rows[place === -1 ? 0 : Math.min(rows.length - 1, Math.max(0, place + step))];
  const link = next?.querySelector('a');
  link?.focus();
  next?.scrollIntoView({ block: 'nearest' });
  return link != null;
}

function focusedRow(): HTMLElement | null {
  return document.activeElement?.closest<HTMLElement>('[data-job-id]') ?? null;
}

/** The focus goes back to the job's row. */
function closeDetails(): boolean {
  const { job } = address.peek();
  if (job === null) {
    (document.activeElement as HTMLElement | null)?.blur();
    return false;
  }
  go({ job: null });
  document.querySelector<HTMLElement>(`[data-job-id="${CSS.escape(job)}"] a`)?.focus();
  return true;
}

/** Whether the key means something where the focus is. */
function isTaken({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest('dialog') !== null) return true;
  const isField = target.matches('input:not([type=checkbox], [type=radio]), textarea, select');
  return isField && key !== 'Escape';
}
