/** Apache Airflow: runs of DAGs. */
import { createBearerSigner, type TokenWay } from '../../provider/access/credentials.ts';
import { createBasicWay, createPasswordWay } from '../../provider/access/password-token.ts';
import { readTls } from '../../provider/access/server.ts';
import type { TokenSettings } from '../../provider/access/settings.ts';
import { defineProvider } from '../../provider/contract/provider.ts';
import { toEndpoint, type Endpoint } from '../../provider/contract/signer.ts';
import { createAirflowAdapter, runId } from './adapter.ts';
import { airflowLimits, airflowSettings, dagId, type AirflowSettings } from './settings.ts';

/** The provider Apache Airflow. */
export const airflow = defineProvider({
  name: 'airflow',
  title: 'Apache Airflow',
  kind: 'data',
  jobs: 'runs of DAGs',
  enumValue: 'AIRFLOW',
  typeName: 'AirflowDagRun',
  rootField: { name: 'airflowDagRun', keyArguments: ['dagId', 'runId'], formats: { dagId, runId } },
  settings: airflowSettings,
  defaultLimits: airflowLimits,
  toRegion: () => null,
  consolePages: (settings) => {
    const web = findWeb(settings);
    return { ofSource: web && `${web}/dags` };
  },
  createAdapter: (settings) => createAirflowAdapter(settings, findWeb(settings)),
  createSigner: (settings, now) => {
    const endpoint = toServer(settings);
    return createBearerSigner({ endpoint, credentials: toWay(settings, endpoint), now });
  },
  toTls: (settings) => readTls(settings),
});

/** Sound settings have one of the two. */
function toServer({ server, endpoint }: AirflowSettings): Endpoint {
  return toEndpoint(server ?? endpoint, '');
}

function toWay(settings: AirflowSettings, endpoint: Endpoint): TokenSettings | TokenWay {
  const { credentials, apiVersion } = settings;
  if (!('password' in credentials)) return credentials;
  return apiVersion === 'v1'
    ? createBasicWay(credentials)
    : createPasswordWay(credentials, endpoint, readTls(settings));
}

/** Where people open Airflow, without a slash at the end; null where that is not https. */
function findWeb({ webUrl, server, endpoint }: AirflowSettings): string | null {
  const web = webUrl ?? server ?? endpoint ?? '';
  return /^https:/i.test(web) ? web.replace(/\/+$/, '') : null;
}
