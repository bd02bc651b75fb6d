/** graphql-ws with graphql-js over ws, as its documentation starts it, and a PubSub by hand. */
import { createServer } from 'node:http';
import { buildSchema, graphql } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { port, sayReady } from '../settings.js';
import { listRuns, readRun, takeDelivery } from './runs.js';
import { typeDefs } from './schema.js';

const topics = new Map();

function publish(topic, value) {
  for (const push of topics.get(topic) ?? []) push(value);
}

/** Collects what these topics get from now on. */
function listen(names) {
  const values = [];
  let wake;
  const push = (value) => {
    values.push(value);
    wake?.();
  };
  for (const name of names) {
    if (!topics.has(name)) topics.set(name, new Set());
    topics.get(name).add(push);
  }
  return {
    next: async () => {
      while (values.length === 0) await new Promise((resolve) => (wake = resolve));
      return values.shift();
    },
    stop: () => names.forEach((name) => topics.get(name).delete(push)),
  };
}

async function* watchJobs(ids) {
  const listener = listen(ids);
  try {
    for (const id of ids) yield { jobUpdated: await readRun(id) };
    for (;;) yield { jobUpdated: await listener.next() };
  } finally {
    listener.stop();
  }
}

async function* followList(first) {
  const listener = listen(['list']);
  try {
    for (const job of (await listRuns()).slice(0, first)) yield { jobsUpdated: { kind: 'PRESENT', job } };
    for (;;) yield { jobsUpdated: { kind: 'CHANGED', job: await listener.next() } };
  } finally {
    listener.stop();
  }
}

const schema = buildSchema(typeDefs);
schema.getSubscriptionType().getFields().jobUpdated.subscribe = (_root, { ids }) => watchJobs(ids);
schema.getSubscriptionType().getFields().jobsUpdated.subscribe = (_root, { first }) => followList(first);
schema.getQueryType().getFields().jobsById.resolve = (_root, { ids }) => Promise.all(ids.map(readRun));

const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  if (request.url.startsWith('/webhooks/')) {
    const job = await takeDelivery(request.headers['x-hub-signature-256'], body);
    response.writeHead(job === undefined ? 401 : 202).end();
    if (job === undefined) return;
    publish(job.id, job);
    publish('list', job);
  } else {
    const { query: source, variables: variableValues } = JSON.parse(body.toString());
    const answer = await graphql({ schema, source, variableValues });
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  }
});
useServer({ schema }, new WebSocketServer({ server, path: '/graphql' }));
server.listen(port, '127.0.0.1', sayReady);
