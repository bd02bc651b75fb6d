/** Who reads a hundred jobs in a call, by W10's own names. */
import { toHiveCommand } from '../hive/command.js';
import { readHiveBatches, toHiveBatchBody } from './hive/query.js';
import { readBatches, readRawBatches, toBatchBody } from './query.js';

export const batchPeers = {
  'batches/jobgraph': {
    title: 'jobgraph',
    isGateway: true,
    path: '/graphql',
    toBody: toBatchBody,
    readJobs: readBatches,
  },
  'batches/mercurius': {
    title: 'Mercurius + JIT, DataLoader over undici',
    command: ['batches/mercurius.js'],
    path: '/graphql',
    toBody: toBatchBody,
    readJobs: readBatches,
  },
  'batches/hive': {
    title: 'Hive Gateway, batched delegation over Mesh handlers (unsigned)',
    path: '/graphql',
    toBody: toHiveBatchBody,
    readJobs: (answer, ids) => readRawBatches(readHiveBatches(answer, ids), ids),
    toCommand: (options) => toHiveCommand('batches/hive', options),
  },
  'batches/proxy': {
    title: 'bare signed proxy (the limit)',
    command: ['batches/proxy.js'],
    path: '/',
    toBody: (ids) => JSON.stringify({ variables: { ids } }),
    readJobs: readRawBatches,
  },
};
