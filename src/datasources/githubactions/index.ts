/** GitHub Actions: runs of workflows. */
import { createAppWay } from '../../provider/access/app-token.ts';
import { createBearerSigner } from '../../provider/access/credentials.ts';
import { defineProvider } from '../../provider/contract/provider.ts';
import { toEndpoint } from '../../provider/contract/signer.ts';
import { createSecretReader } from '../../provider/access/webhook-secret.ts';
import { createGitHubActionsAdapter } from './adapter.ts';
import { createDeliveryReader } from './deliveries.ts';
import { createGitHubLogs, githubLogLimits } from './logs.ts';
import { githubactionsLimits, githubactionsSettings, repositoryPattern } from './settings.ts';

/** The provider GitHub Actions. */
export const githubactions = defineProvider({
  name: 'githubactions',
  title: 'GitHub Actions',
  kind: 'workflows',
  jobs: 'runs of workflows',
  enumValue: 'GITHUB_ACTIONS',
  typeName: 'GitHubActionsRun',
  rootField: {
    name: 'gitHubActionsRun',
    keyArguments: ['repository', 'runId'],
    formats: {
      repository: { pattern: new RegExp(`^${repositoryPattern}$`), expected: 'a repository as owner/name' },
      runId: { pattern: /^[1-9][0-9]{0,18}$/, expected: 'the id of a run, 1 to 19 digits' },
    },
  },
  settings: githubactionsSettings,
  defaultLimits: githubactionsLimits,
  toRegion: () => null,
  // The list of one repository's runs; several have none in common.
  consolePages: ({ repositories: [repository, ...others], endpoint }) => ({
    ofSource: others.length > 0 || endpoint !== undefined ? null : `https://github.com/${repository}/actions`,
  }),
  createAdapter: ({ repositories }) => createGitHubActionsAdapter(repositories),
  createSigner: ({ endpoint: configured, credentials }, now) => {
    const endpoint = toEndpoint(configured, 'api.github.com');
    const way = 'app' in credentials ? createAppWay(credentials.app, endpoint, now) : credentials;
    return createBearerSigner({ endpoint, credentials: way, now });
  },
  logs: { defaultLimits: githubLogLimits, createReads: (settings) => createGitHubLogs(settings) },
  toWebhooks: ({ webhooks, repositories }, now) =>
    webhooks && { readSecret: createSecretReader(webhooks, now), toVerdict: createDeliveryReader(repositories) },
});
