import { z } from 'zod';
import { caFile, requireOneServer, toServerSetting } from '../../provider/access/server.ts';
import { oauthWay, refuseOpenHttp, tokenFileWay, tokenWay } from '../../provider/access/settings.ts';
import type { LimiterSettings } from '../../provider/contract/limiter-settings.ts';
import { toSourceSchema } from '../../provider/contract/settings.ts';
import { checkedText, someList } from '../../settings/kinds.ts';

const jobIds = 'a list of 1 to 100 ids of jobs';

/** The schema of a Databricks source. Refuses an address with http beyond loopback. */
export const databricksSettings = toSourceSchema('databricks', {
  server: toServerSetting('`https://adb-1234567890123456.7.azuredatabricks.net`, the workspace'),
  caFile,
  credentials: z
    .union([oauthWay, tokenWay, tokenFileWay], { error: 'a map of either oauth, or token, or tokenFile' })
    .describe('Either oauth, a service principal that buys tokens, or a personal token as token or tokenFile.'),
  jobIds: someList(
    checkedText('text of 1 to 19 digits', (id) => /^[0-9]{1,19}$/.test(id)),
    jobIds,
  )
    .max(100, { error: jobIds })
    .optional()
    .describe('The jobs whose runs are listed, in quotes. Default: all of the workspace.'),
})
  .superRefine(...requireOneServer())
  .superRefine(...refuseOpenHttp('server', 'endpoint'));

/** The settings of a Databricks source, with defaults. */
export type DatabricksSettings = z.output<typeof databricksSettings>;

/** Databricks documents 100 calls of runs/get a second in a workspace, and no figure for lists: the rest is for others. */
export const databricksLimits: LimiterSettings = { requestsPerSecond: 5, burst: 20, concurrency: 8, queue: 1000 };
