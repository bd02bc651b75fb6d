/** What a viewer prefers, kept in this browser. Never a token, and nothing that the address says. */
import { effect, signal } from '@preact/signals';
import { timeForms, type TimeForm } from './time.ts';

const timeKey = 'jobgraph-time';
const liveKey = 'jobgraph-live';

export const timeForm = signal<TimeForm>(timeForms.find((form) => form === read(timeKey)) ?? 'relative');

/** Whether new jobs come into the list by themselves. */
export const isLive = signal(read(liveKey) !== 'off');

effect(() => {
  write(timeKey, timeForm.value);
});

effect(() => {
  write(liveKey, isLive.value ? 'on' : 'off');
});

/** Null too where the browser lets pages keep nothing. */
function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // It is forgotten with the page.
  }
}
