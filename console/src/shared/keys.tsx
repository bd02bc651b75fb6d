/** The page by keyboard alone. Keys that a field or a dialog needs are left to it. */
import { useEffect, useRef } from 'preact/hooks';
import { home, type Address } from '../state/address.ts';
import { address, go } from '../state/navigation.ts';
import { statusesOf } from '../state/sections.ts';
import { copy } from './copy-button.tsx';

const help: readonly (readonly [keys: string, does: string])[] = [
  ['/', 'Search'],
  ['j', 'Next job; an open one is followed'],
  ['k', 'Job before'],
  ['Enter', 'Details of the job'],
  ['o', 'The job in its provider’s console'],
  ['l', 'The log of the open job'],
  ['y', 'Copy the job’s id'],
  ['f', 'What failed, and back'],
  ['g a', 'All that is now'],
  ['g f', 'What failed'],
  ['g j', 'All jobs'],
  ['g s', 'The sources'],
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

/** The key before, if it waits for another. */
let prefix = '';

const places: Readonly<Record<string, Partial<Address>>> = {
  a: { ...home, job: null },
  f: { ...home, statuses: statusesOf('failed') },
  j: { ...home, view: 'all' },
  s: { ...home, view: 'sources' },
};

/** True if the key did something. */
function act(key: string, dialog: HTMLDialogElement | null): boolean {
  const place = prefix === 'g' ? places[key] : undefined;
  prefix = key === 'g' && prefix !== 'g' ? 'g' : '';
  if (place === undefined) return key === 'g' || actAlone(key, dialog);
  go(place);
  return true;
}

function actAlone(key: string, dialog: HTMLDialogElement | null): boolean {
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
    case 'f': {
      const failed = statusesOf('failed');
      go({ statuses: address.peek().statuses.length === 0 ? failed : [] });
      return true;
    }
    case 'o':
      return press('.panel a.outside');
    case 'l':
      return press('.panel [data-open-log], .panel .job-log button, .panel .job-log summary');
    case '?':
      dialog?.showModal();
      return true;
    case 'Escape':
      return closeDetails();
    default:
      return false;
  }
}

/** To the row before or after the one that has the focus, or whose details are open; these follow then. Without one, to the first. */
function moveFocus(step: 1 | -1): boolean {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-job-id]')];
  const open = address.peek().job;
  const present = focusedRow() ?? rows.find((row) => row.dataset['jobId'] === open);
  const place = present === undefined ? -1 : rows.indexOf(present);
  const next = rows[place === -1 ? 0 : Math.min(rows.length - 1, Math.max(0, place + step))];
  next?.querySelector('a')?.focus();
  next?.scrollIntoView({ block: 'nearest' });
  if (open !== null && next?.dataset['jobId'] !== undefined) go({ job: next.dataset['jobId'] }, 'replace');
  return next !== undefined;
}

/** What is shown as a link or a button has a key, too. */
function press(selector: string): boolean {
  const control = document.querySelector<HTMLElement>(selector);
  control?.click();
  return control !== null;
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
