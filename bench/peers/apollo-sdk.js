/** Apollo Server as its documentation starts it, over the AWS SDK's clients; XML by hand where there is no client. */
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { CodePipelineClient, GetJobDetailsCommand } from '@aws-sdk/client-codepipeline';
import { GetReferenceImportJobCommand, OmicsClient } from '@aws-sdk/client-omics';
import { DescribePackageImportJobCommand, PanoramaClient } from '@aws-sdk/client-panorama';
import { parseXml, toNode } from '../handwritten/mapping.js';
import { createContext, resolvers } from '../handwritten/resolvers.js';
import { typeDefs } from '../handwritten/schema.js';
import { send, toRequest } from '../handwritten/signing.js';
import { credentials, endpoints, port, sayReady, sourceSettings } from '../settings.js';

function createClient(Client, provider) {
  const { region } = sourceSettings[provider];
  return new Client({ region, credentials, endpoint: endpoints[provider], disableHostPrefix: true });
}

const panorama = createClient(PanoramaClient, 'panorama');
const omics = createClient(OmicsClient, 'healthomics');
const pipeline = createClient(CodePipelineClient, 'codepipeline');

const reads = {
  panorama: (key) => panorama.send(new DescribePackageImportJobCommand({ JobId: key })),
  healthomics: (key) => {
    const [referenceStoreId, id] = key.split('/');
    return omics.send(new GetReferenceImportJobCommand({ referenceStoreId, id }));
  },
  codepipeline: (key) => pipeline.send(new GetJobDetailsCommand({ jobId: key })),
  importexport: async (key) => parseXml(await send('importexport', toRequest.importexport(key))),
  cosbatch: async (key) => parseXml(await send('cosbatch', toRequest.cosbatch(key))),
};

async function readJob(id, provider, key) {
  return toNode[provider](id, await reads[provider](key));
}

const server = new ApolloServer({
  typeDefs,
  resolvers: { Query: resolvers.Query, Job: { __resolveType: resolvers.Job.__resolveType } },
});
await startStandaloneServer(server, {
  listen: { host: '127.0.0.1', port },
  context: async () => createContext(readJob),
});
sayReady();
