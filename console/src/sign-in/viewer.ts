/** What the present token may do, asked before anything is asked for that would be refused. */
import { computed, effect, signal } from '@preact/signals';
import { graph } from '../graph/graph.ts';
import { ConsoleViewerDocument, type ConsoleViewerQuery } from '../graph/graphql.generated.ts';
import { now } from '../state/clock.ts';

export type Viewer = NonNullable<ConsoleViewerQuery['jobViewer']>;

const current = signal<Viewer | null>(null);

/** Null until it is known, and where the graph does not take the token. */
export const viewer = current as { readonly value: Viewer | null };

/** Whether the token has ended by this machine's clock. */
export const hasEnded = computed(() => {
  const end = viewer.value?.expiresAt;
  return end != null && Date.parse(end) <= now.value;
});

effect(() => {
  const present = graph.value;
  current.value = null;
  void present.ask(ConsoleViewerDocument, {}, { saysRefusal: false }).then(({ data }) => {
    if (graph.peek() === present) current.value = data?.jobViewer ?? null;
  });
});
