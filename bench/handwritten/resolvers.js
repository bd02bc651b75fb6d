/** Resolvers as one would write them: a loader per request, and, for the work on cached jobs, a map in front of it. */
import DataLoader from 'dataloader';
import { cachesJobs } from '../settings.js';
import { parseJobId } from '../world.js';

const memory = new Map();

/** @param readJob from a provider and its key to the graph's node */
export function createContext(readJob) {
  const loader = new DataLoader((ids) =>
    Promise.all(ids.map((id) => readThrough(id, readJob).catch((error) => error))),
  );
  return { loader };
}

async function readThrough(id, readJob) {
  const known = memory.get(id);
  if (known !== undefined) return known;
  const node = await readJob(id, ...parseJobId(id));
  if (cachesJobs) memory.set(id, node);
  return node;
}

export const resolvers = {
  Job: { resolveType: ({ __typename }) => __typename, __resolveType: ({ __typename }) => __typename },
  Query: { jobsById: (_parent, { ids }, { loader }) => loader.loadMany(ids) },
};
