/** Who asks, and whether the graph took it. Tokens are kept here and nowhere else, unless sign-in says so. */
import { signal } from '@preact/signals';
import { readClock } from '../state/clock.ts';

/** Null: none, or a proxy in front adds one. */
export const token = signal<string | null>(null);

/**
 * Why the graph does not answer this viewer: no token where one is needed, one that is not taken (it has ended, or is not of
 * this gateway), or one without the scope to read. Null while it answers.
 */
export type Refusal = 'needed' | 'not-taken' | 'not-allowed';

export const refusal = signal<Refusal | null>(null);

/** Whether changes are pushed: `idle` while nothing is watched, `lost` while the connection is tried again. */
export const connection = signal<'idle' | 'open' | 'lost'>('idle');

/** When the graph last answered, in milliseconds since 1970. Null before the first answer. */
export const answeredAt = signal<number | null>(null);

/** Since when the graph has not answered, in milliseconds since 1970. Null while it answers. */
export const lostSince = signal<number | null>(null);

/** Notes whether the graph answered a request. */
export function noteAnswer(isAnswered: boolean): void {
  const now = readClock();
  if (isAnswered) answeredAt.value = now;
  if (isAnswered !== (lostSince.peek() === null)) lostSince.value = isAnswered ? null : now;
}

/** Takes a token from now on; all that is shown is asked for again. */
export function signIn(next: string | null): void {
  refusal.value = null;
  token.value = next;
}
