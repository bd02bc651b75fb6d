/** What is said to those who cannot see that something happened. */
import { signal, type ReadonlySignal } from '@preact/signals';

const current = signal('');

export const announcement: ReadonlySignal<string> = current;

/** @param text a short sentence, for example `Copied.` */
export function announce(text: string): void {
  // The same sentence twice must be a change, or it is not read.
  current.value = text === current.value ? `${text}\u00a0` : text;
}
