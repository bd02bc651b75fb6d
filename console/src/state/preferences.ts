/** What a viewer prefers, kept in this browser. Never a token, and nothing that the address says. */
import { effect, signal } from '@preact/signals';
import { timeForms, type TimeForm } from './time.ts';

const key = 'jobgraph-time';

export const timeForm = signal<TimeForm>(timeForms.find((form) => form === read()) ?? 'relative');

effect(() => {
  write(timeForm.value);
});

/** Null too where the browser lets pages keep nothing. */
function read(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(form: TimeForm): void {
  try {
    localStorage.setItem(key, form);
  } catch {
    // It is forgotten with the page.
  }
}
