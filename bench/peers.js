/** What is compared: how each peer is started, asked and understood. */
import { batchPeers } from './batches/peers.js';
import { toNode } from './handwritten/mapping.js';
import { toHiveCommand } from './hive/command.js';
import { fanoutPeers } from './fanout/peers.js';
import { readHive, toHiveBody } from './hive/query.js';
import { jobsQuery } from './query.js';
import { parseJobId } from './world.js';

function toGraphBody(ids, query = jobsQuery) {
  return JSON.stringify({ query, variables: { ids } });
}

function readGraph({ data }) {
  return data.jobsById;
}

/** Answers in the providers' own form are understood as a client would have to. */
function readRaw(answers, ids) {
  return ids.map((id, index) => toNode[parseJobId(id)[0]](id, answers[index]));
}

export const peers = {
  jobgraph: { title: 'jobgraph', isGateway: true, path: '/graphql', toBody: toGraphBody, readJobs: readGraph },
  apollo: {
    title: 'Apollo Server + AWS SDK clients',
    command: ['peers/apollo-sdk.js'],
    path: '/',
    toBody: toGraphBody,
    readJobs: readGraph,
  },
  mercurius: {
    title: 'Mercurius + JIT over undici',
    command: ['peers/mercurius-jit.js'],
    path: '/graphql',
    toBody: toGraphBody,
    readJobs: readGraph,
  },
  hive: {
    title: 'Hive Gateway over Mesh JSON-schema handlers (unsigned)',
    path: '/graphql',
    toBody: toHiveBody,
    readJobs: (answer, ids) => readRaw(readHive(answer, ids), ids),
    toCommand: (options) => toHiveCommand('hive', options),
  },
  proxy: {
    title: 'bare signed proxy (the limit)',
    command: ['peers/proxy.js'],
    path: '/',
    toBody: (ids) => JSON.stringify({ variables: { ids } }),
    readJobs: readRaw,
  },
  ...batchPeers,
  ...fanoutPeers,
};

/** The peer's name for readers. */
export function titleOf(name) {
  return peers[name].title;
}
