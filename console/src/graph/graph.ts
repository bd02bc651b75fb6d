/** The graph as the present token sees it. With another token all that is shown is asked for anew. */
import { computed, effect } from '@preact/signals';
import { settings } from '../settings.ts';
import { createGraph } from './client.ts';
import { token } from './session.ts';

export const graph = computed(() => createGraph(settings.graphUrl, token.value));

effect(() => {
  const present = graph.value;
  return present.close;
});
