/** Many sources: each of the five providers has the same number of them. */
import { providers, toKey } from '../world.js';

/** Names and providers of so many sources, for the gateway's configuration. */
export function listSources(count) {
  return Array.from({ length: count }, (_, index) => toSource(index));
}

function toSource(index) {
  const provider = providers[index % providers.length];
  return { name: `${provider}-${Math.floor(index / providers.length)}`, provider };
}

/** A job as the graph names it: the sources take turns. */
export function toSourceJobId(number, sources) {
  return `${toSource(number % sources).name}:${toKey(number)}`;
}
