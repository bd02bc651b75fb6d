import type { LimiterSettings } from '../../provider/contract/limiter-settings.ts';
import { keyText, section, text } from '../../settings/kinds.ts';
import { toSourceSchema } from '../../provider/contract/settings.ts';

// The uin and the region become part of the host name: these patterns keep it a host of COS.
/** The schema of a COS batch source. */
export const cosbatchSettings = toSourceSchema('cosbatch', {
  uin: text('text of 1 to 32 digits', /^[0-9]{1,32}$/).describe('The account’s UIN, in quotes.'),
  appId: text('text of 1 to 32 digits', /^[0-9]{1,32}$/).describe('The account’s APPID, in quotes.'),
  region: text('a Tencent Cloud region such as ap-chengdu', /^(?=.{1,40}$)[a-z0-9]+(-[a-z0-9]+)*$/).describe(
    'The Tencent Cloud region of the jobs.',
  ),
  credentials: section(
    {
      secretId: keyText().describe('The API key’s id.'),
      secretKey: keyText().describe('The API key’s secret.'),
      token: keyText().optional().describe('The session token of temporary keys.'),
    },
    'a map of secretId and secretKey',
  ).describe('The API key that requests are signed with.'),
});

/**
 * Tencent documents no rate for the batch API, and COS itself serves thousands of requests per second: the rate is kept
 * to what dashboards need, and the burst lets a page of 50 jobs through at once.
 */
export const cosbatchLimits: LimiterSettings = { requestsPerSecond: 20, burst: 50, concurrency: 16, queue: 1000 };
