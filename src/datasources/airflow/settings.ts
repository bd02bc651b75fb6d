import { z } from 'zod';
import { caFile, requireOneServer, toServerSetting } from '../../provider/access/server.ts';
import { passwordWay, refuseOpenHttp, tokenFileWay, tokenWay } from '../../provider/access/settings.ts';
import type { LimiterSettings } from '../../provider/contract/limiter-settings.ts';
import { sharedSettings, toSourceSchema } from '../../provider/contract/settings.ts';
import { checkedText, choice, someList } from '../../settings/kinds.ts';

/** @see https://airflow.apache.org/docs/apache-airflow/stable/core-concepts/dags.html */
export const dagId = {
  pattern: /^(?!\.{1,2}$)[\p{L}\p{N}_.-]{1,250}$/u,
  expected: 'the id of a DAG, 1 to 250 letters, digits, "_", "." and "-", but not "." or ".."',
};
const dags = 'a list of 1 to 100 ids of DAGs';
const baseUrl = sharedSettings.shape.endpoint.unwrap();

/** The schema of an Airflow source. Refuses an address with http beyond loopback. */
export const airflowSettings = toSourceSchema('airflow', {
  server: toServerSetting('`https://airflow.acme.example`: what stands before `/api`'),
  caFile,
  apiVersion: choice(['v2', 'v1'])
    .default('v2')
    .describe('The version of the API: v2 of Airflow 3, v1 of Airflow 2.5 and later.'),
  credentials: z
    .union([passwordWay, tokenWay, tokenFileWay], {
      error: 'a map of either username and password, or token, or tokenFile',
    })
    .describe(
      'Either username and password, or token, or tokenFile. With v2 the password buys tokens, with v1 it is shown with each call.',
    ),
  dags: someList(
    checkedText(dagId.expected, (id) => dagId.pattern.test(id)),
    dags,
  )
    .max(100, { error: dags })
    .optional()
    .describe('The DAGs whose runs are listed. Default: all that the user may read.'),
  webUrl: baseUrl
    .refine((address) => /^https:/i.test(address), { error: 'an https base URL' })
    .optional()
    .describe('Where people open Airflow, if not at the server’s address.'),
})
  .superRefine(...requireOneServer())
  .superRefine(...refuseOpenHttp('server', 'endpoint'));

/** The settings of an Airflow source, with defaults. */
export type AirflowSettings = z.output<typeof airflowSettings>;

/** Airflow documents no limit, but each call is a query of the site's own database. */
export const airflowLimits: LimiterSettings = { requestsPerSecond: 5, burst: 10, concurrency: 4, queue: 1000 };
