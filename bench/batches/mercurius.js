/** Mercurius with its JIT and one DataLoader a provider and request, over undici with AWS's own signer. */
import DataLoader from 'dataloader';
import Fastify from 'fastify';
import mercurius from 'mercurius';
import { port, sayReady } from '../settings.js';
import { parseJobId } from '../world.js';
import { toNode } from './mapping.js';
import { jobsPerCall, readBatch } from './reads.js';
import { typeDefs } from './schema.js';
import { providers } from './world.js';

function createLoader(provider) {
  return new DataLoader((keys) => readBatch(provider, keys), { maxBatchSize: jobsPerCall });
}

async function load(id, loaders) {
  const [provider, key] = parseJobId(id);
  return toNode[provider](id, await loaders[provider].load(key));
}

const app = Fastify({ bodyLimit: 10_000_000 });
app.register(mercurius, {
  schema: typeDefs,
  resolvers: {
    Query: { jobsById: (_parent, { ids }, { loaders }) => Promise.all(ids.map((id) => load(id, loaders))) },
    Job: { resolveType: ({ __typename }) => __typename },
  },
  jit: 1,
  context: () => ({ loaders: Object.fromEntries(providers.map((name) => [name, createLoader(name)])) }),
});
await app.listen({ host: '127.0.0.1', port });
sayReady();
