/** What is compared: how each peer is started, asked and understood. */
import { execFileSync } from 'node:child_process';
import { toNode } from './handwritten/mapping.js';
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
  jobgraph: { title: 'jobgraph', command: [], path: '/graphql', toBody: toGraphBody, readJobs: readGraph },
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
    // Composed before the clock starts: its users do that when they deploy.
    toCommand: ({ here, folder, port, environment }) => {
      const bin = `${here}node_modules/.bin/`;
      const supergraph = `${folder}/supergraph.graphql`;
      execFileSync(process.execPath, [`${bin}mesh-compose`, '-c', 'hive/mesh.config.js', '-o', supergraph], {
        cwd: here,
        env: environment,
        stdio: 'ignore',
      });
      const options = ['-c', 'hive/gateway.config.js', '--host', '127.0.0.1', '-p', String(port)];
      return [process.execPath, `${bin}hive-gateway`, 'supergraph', supergraph, ...options];
    },
  },
  proxy: {
    title: 'bare signed proxy (the limit)',
    command: ['peers/proxy.js'],
    path: '/',
    toBody: (ids) => JSON.stringify({ variables: { ids } }),
    readJobs: readRaw,
  },
};
