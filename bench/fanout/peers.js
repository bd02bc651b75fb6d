/** Who tells subscribers of changes, by W11's own names. */
const query = `query Jobs($ids: [ID!]!) {
  jobsById(ids: $ids) {
    __typename id providerJobId name status rawStatus createdAt
    ... on GitHubActionsRun { branch event }
  }
}`;

const ofGraph = {
  path: '/graphql',
  toBody: (ids) => JSON.stringify({ query, variables: { ids } }),
  readJobs: ({ data }) => data.jobsById,
};

export const fanoutPeers = {
  'fanout/jobgraph': { ...ofGraph, title: 'jobgraph', isGateway: true },
  'fanout/graphql-ws': {
    ...ofGraph,
    title: 'graphql-ws + graphql-js, PubSub by hand',
    command: ['fanout/graphql-ws.js'],
  },
  'fanout/mercurius': { ...ofGraph, title: 'Mercurius + JIT, its subscriptions', command: ['fanout/mercurius.js'] },
};
