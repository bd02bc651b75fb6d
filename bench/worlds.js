/** The worlds of all works together: what a provider answers, and how jobs are named. */
import * as batches from './batches/world.js';
import * as runs from './fanout/world.js';
import { toSourceJobId } from './growth/sources.js';
import * as five from './world.js';

const worlds = [five, batches, runs];
const worldOf = new Map(worlds.flatMap((world) => world.providers.map((provider) => [provider, world])));

/** Of all worlds. */
export const providers = [...worldOf.keys()];

export const contentTypes = Object.assign({}, ...worlds.map((world) => world.contentTypes));

/** What the provider answers, with the name of the operation, and a status where it is not 200. */
export function toAnswer(provider, request) {
  return worldOf.get(provider).toAnswer(provider, request);
}

/** From numbers to ids, by the name that a work has for its jobs. @param sources of how many sources, where that is said */
export function toIdOf({ world = 'five', sources }) {
  if (sources !== undefined) return (number) => toSourceJobId(number, sources);
  return world === 'batches' ? batches.toBatchJobId : five.toJobId;
}
