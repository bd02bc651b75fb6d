/** Jobs that somebody waits for: kept in this browser, followed from every view, and told about when they end. */
import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import { graph } from '../graph/graph.ts';
import { ConsoleWatchedDocument, type ConsoleWatchedSubscription } from '../graph/graphql.generated.ts';
import { announce } from '../state/announcement.ts';
import { keepList } from '../state/preferences.ts';
import { toStatusLook } from '../state/status.ts';
import { toPlain } from '../text/hidden.ts';

export interface Watched {
  readonly id: string;
  readonly title: string;
}

/** A watched job that has ended, until somebody has seen it. */
export interface Ended extends Watched {
  readonly status: string;
}

/** The graph takes no more in one subscription. */
const most = 100;

const kept = keepList('jobgraph-watched', ['id', 'title'], most);
const news = signal<readonly Ended[]>([]);

export const watched: ReadonlySignal<readonly Watched[]> = kept;

/** The newest first. Forgotten with the page. */
export const ended: ReadonlySignal<readonly Ended[]> = news;

export function isWatched(id: string): boolean {
  return kept.value.some((one) => one.id === id);
}

/** Begins or ends to watch a job. The browser asks its user whether the page may notify, the first time. */
export function toggleWatch(job: Watched): void {
  if (kept.peek().some(({ id }) => id === job.id)) {
    unwatch(job.id);
    announce('The job is watched no longer.');
    return;
  }
  kept.value = [{ id: job.id, title: toPlain(job.title).slice(0, 200) }, ...kept.peek()].slice(0, most);
  announce('The job is watched.');
  if ('Notification' in window && Notification.permission === 'default') void Notification.requestPermission();
}

export function unwatch(id: string): void {
  kept.value = kept.peek().filter((one) => one.id !== id);
}

/** @param id null: all of them */
export function markSeen(id: string | null): void {
  news.value = id === null ? [] : news.peek().filter((one) => one.id !== id);
}

type Event = NonNullable<ConsoleWatchedSubscription['jobUpdated']>;

function take({ id, name, providerJobId, status, isTerminal }: Event): void {
  const one = kept.peek().find((job) => job.id === id);
  if (one === undefined || isTerminal !== true || status === null) return;
  unwatch(id);
  const title = one.title || (name ?? providerJobId);
  news.value = [{ id, title, status }, ...news.peek()];
  const { word } = toStatusLook(status);
  announce(`${title}: ${word}.`);
  notify(`${word}: ${title}`, id);
}

/** Says nothing of the job but its name and status: notifications are shown on locked screens. */
function notify(title: string, id: string): void {
  if (!('Notification' in window) || Notification.permission !== 'granted') return;
  try {
    const notification = new Notification(title, { tag: id });
    notification.addEventListener('click', () => window.focus());
  } catch {
    // Some systems let pages notify through a service worker only; the title says it all the same.
  }
}

// Other names of the same jobs are no reason to begin anew.
const ids = computed(() => kept.value.map(({ id }) => id).join('\n'));

effect(() => {
  const wanted = ids.value;
  const { client } = graph.value;
  if (wanted === '') return undefined;
  const variables = { ids: wanted.split('\n') };
  // A viewer without a token for these jobs is not told so here.
  const events = client.subscription(ConsoleWatchedDocument, variables, { saysRefusal: false });
  const watch = events.subscribe(({ data }) => {
    if (data?.jobUpdated != null) take(data.jobUpdated);
  });
  return () => watch.unsubscribe();
});
