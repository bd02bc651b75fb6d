import { isIP } from 'node:net';
import { z } from 'zod';
import { appWay, refuseOpenHttp, tokenFileWay, tokenWay } from '../../provider/access/settings.ts';
import { webhooksSettings } from '../../provider/access/webhook-secret.ts';
import type { LimiterSettings } from '../../provider/contract/limiter-settings.ts';
import { toLogsSetting, toSourceSchema } from '../../provider/contract/settings.ts';
import { checkedText, someList, text } from '../../settings/kinds.ts';

/** `owner/name`. A name of dots alone would leave its part of a path. */
export const repositoryPattern = String.raw`[A-Za-z0-9_-]{1,39}/(?!\.{1,2}(?:/|$))[A-Za-z0-9._-]{1,100}`;

const repositoriesExpected = 'a list of 1 to 100 repositories, no two of which differ in case alone';

const repositories = someList(
  text('a repository as owner/name', new RegExp(`^${repositoryPattern}$`)),
  repositoriesExpected,
)
  .max(100, { error: repositoriesExpected })
  .refine((names) => new Set(names.map((name) => name.toLowerCase())).size === names.length, {
    error: repositoriesExpected,
  })
  .describe('The repositories whose runs are listed and read, and no others.');

const credentials = z
  .union([tokenWay, tokenFileWay, appWay], { error: 'a map of either token, or tokenFile, or app' })
  .describe('Exactly one of token, tokenFile and app. Each needs the permission to read Actions of the repositories.');

const hostsExpected = 'a list of 1 to 20 names of hosts';
const hostName = /^(?:\*\.)?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;

const logHosts = someList(
  checkedText(
    'the name of a host, one with `*.` for any one label before it, or an IP address',
    (host) => isIP(host.replace(/^\[|\]$/g, '')) !== 0 || (host.length <= 253 && hostName.test(host)),
  ),
  hostsExpected,
)
  .max(20, { error: hostsExpected })
  .optional()
  .describe(
    'The hosts that GitHub’s links to logs may lead to. Default: those of github.com; with another `endpoint` logs are read only if this is set.',
  );

/** The schema of a GitHub Actions source. Refuses an endpoint with http beyond loopback. */
export const githubactionsSettings = toSourceSchema('githubactions', {
  repositories,
  credentials,
  webhooks: webhooksSettings,
  logs: toLogsSetting({ hosts: logHosts }, 'a map of hosts and limits'),
}).superRefine(...refuseOpenHttp('endpoint'));

/** The settings of a GitHub Actions source, with defaults. */
export type GitHubActionsSettings = z.output<typeof githubactionsSettings>;

/**
 * GitHub allows 5,000 requests per hour to a user or an installation, and 100 at once:
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api. 1 per second is 3,600 an hour, which
 * leaves the rest to others with the same token.
 */
export const githubactionsLimits: LimiterSettings = { requestsPerSecond: 1, burst: 50, concurrency: 10, queue: 1000 };
