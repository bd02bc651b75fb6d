/** Mercurius' subscriptions with the PubSub that it brings. */
import Fastify from 'fastify';
import mercurius from 'mercurius';
import { port, sayReady } from '../settings.js';
import { listRuns, readRun, takeDelivery } from './runs.js';
import { typeDefs } from './schema.js';

async function* watchJobs(ids, pubsub) {
  const changes = await pubsub.subscribe(ids);
  for (const id of ids) yield { jobUpdated: await readRun(id) };
  yield* changes;
}

async function* followList(first, pubsub) {
  const changes = await pubsub.subscribe('list');
  for (const job of (await listRuns()).slice(0, first)) yield { jobsUpdated: { kind: 'PRESENT', job } };
  yield* changes;
}

const app = Fastify();
app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) =>
  request.url.startsWith('/webhooks/') ? done(null, body) : done(null, JSON.parse(body.toString())),
);
app.register(mercurius, {
  schema: typeDefs,
  jit: 1,
  subscription: true,
  resolvers: {
    Query: { jobsById: (_parent, { ids }) => Promise.all(ids.map(readRun)) },
    Job: { resolveType: ({ __typename }) => __typename },
    Subscription: {
      jobUpdated: { subscribe: (_root, { ids }, { pubsub }) => watchJobs(ids, pubsub) },
      jobsUpdated: { subscribe: (_root, { first }, { pubsub }) => followList(first, pubsub) },
    },
  },
});
app.post('/webhooks/githubactions', async (request, reply) => {
  const job = await takeDelivery(request.headers['x-hub-signature-256'], request.body);
  if (job === undefined) return reply.code(401).send();
  app.graphql.pubsub.publish({ topic: job.id, payload: { jobUpdated: job } });
  app.graphql.pubsub.publish({ topic: 'list', payload: { jobsUpdated: { kind: 'CHANGED', job } } });
  return reply.code(202).send();
});
await app.listen({ host: '127.0.0.1', port });
sayReady();
