/** Mercurius with its JIT, over undici with AWS's own signer: what one would choose for speed. */
import Fastify from 'fastify';
import mercurius from 'mercurius';
import { parseXml, toNode } from '../handwritten/mapping.js';
import { createContext, resolvers } from '../handwritten/resolvers.js';
import { typeDefs } from '../handwritten/schema.js';
import { send, toRequest } from '../handwritten/signing.js';
import { port, sayReady } from '../settings.js';

const isXml = new Set(['importexport', 'cosbatch']);

async function readJob(id, provider, key) {
  const text = await send(provider, toRequest[provider](key));
  return toNode[provider](id, isXml.has(provider) ? parseXml(text) : JSON.parse(text));
}

const app = Fastify();
app.register(mercurius, {
  schema: typeDefs,
  resolvers: { Query: resolvers.Query, Job: { resolveType: resolvers.Job.resolveType } },
  jit: 1,
  context: () => createContext(readJob),
});
await app.listen({ host: '127.0.0.1', port });
sayReady();
