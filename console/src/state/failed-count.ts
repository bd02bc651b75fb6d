/** How many jobs failed, of those that the address asks for, as last counted. Null before the first count. */
import { signal } from '@preact/signals';

export const failedCount = signal<number | null>(null);
