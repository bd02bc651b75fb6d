/** Databricks: runs of jobs. */
import { createBearerSigner, type TokenWay } from '../../provider/access/credentials.ts';
import { createOauthWay } from '../../provider/access/oauth-token.ts';
import { readTls } from '../../provider/access/server.ts';
import type { TokenSettings } from '../../provider/access/settings.ts';
import { defineProvider } from '../../provider/contract/provider.ts';
import { toEndpoint, type Endpoint } from '../../provider/contract/signer.ts';
import { createDatabricksAdapter } from './adapter.ts';
import { databricksLimits, databricksSettings, type DatabricksSettings } from './settings.ts';

/** The provider Databricks. */
export const databricks = defineProvider({
  name: 'databricks',
  title: 'Databricks',
  kind: 'data',
  jobs: 'runs of jobs',
  enumValue: 'DATABRICKS',
  typeName: 'DatabricksJobRun',
  rootField: { name: 'databricksJobRun', keyArguments: ['runId'] },
  settings: databricksSettings,
  defaultLimits: databricksLimits,
  toRegion: () => null,
  consolePages: ({ server, endpoint }) => {
    const web = server ?? endpoint ?? '';
    return { ofSource: /^https:/i.test(web) ? `${web.replace(/\/+$/, '')}/jobs` : null };
  },
  createAdapter: ({ jobIds }) => createDatabricksAdapter(jobIds),
  createSigner: (settings, now) => {
    // Sound settings have one of the two.
    const endpoint = toEndpoint(settings.server ?? settings.endpoint, '');
    return createBearerSigner({ endpoint, credentials: toWay(settings, endpoint, now), now });
  },
  toTls: (settings) => readTls(settings),
});

/** @see https://docs.databricks.com/aws/en/dev-tools/auth/oauth-m2m */
function toWay(settings: DatabricksSettings, endpoint: Endpoint, now: () => Date): TokenSettings | TokenWay {
  const { credentials } = settings;
  if (!('oauth' in credentials)) return credentials;
  const sale = { path: '/oidc/v1/token', scope: 'all-apis' };
  return createOauthWay({ principal: credentials.oauth, endpoint, ...sale, now, tls: readTls(settings) });
}
