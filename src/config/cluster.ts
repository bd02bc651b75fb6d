/** The shape of `cluster`: the store that several processes of one gateway share. */
import type { z } from 'zod';
import { isLoopbackHost } from '../platform/loopback.ts';
import { checkedText, flag, isSection, section, someText, text, wholeNumber, type Section } from '../settings/kinds.ts';

const valkey = section({
  url: checkedText(
    'rediss://host:port, redis://host:port or unix:/path, without user and database',
    isStoreUrl,
  ).describe(
    'Where the store is: `rediss://host:port`, `unix:/path`, or, on this machine only, `redis://host:port`. The default port is 6379.',
  ),
  username: someText().optional().describe('The user of the store’s access list. Needs a password.'),
  password: someText().optional().describe('That user’s password, from the environment.'),
  caFile: someText()
    .optional()
    .describe(
      'A PEM file of certificates that the store’s certificate is checked with. Relative to this file’s folder. Default: the system’s certificates.',
    ),
  insecure: flag()
    .default(false)
    .describe('Whether `redis://` may lead to another machine: facts of jobs then travel unencrypted.'),
  timeoutMilliseconds: wholeNumber(10, 10_000)
    .default(150)
    .describe('How long the gateway waits for one answer of the store at most.'),
})
  .superRefine(checkTransport, { when: ({ value }) => isSection(value) })
  .describe('The store: Valkey 7.2 or later, or Redis 7.0 or later.');

/** The schema of the `cluster` section. */
export const clusterSchema = section({
  namespace: text(
    'a name of at most 63 lower-case letters, digits and "-" that begins with a letter',
    /^[a-z][a-z0-9-]{0,62}$/,
  ).describe(
    'The beginning of every key and channel in the store. Processes of one configuration share a namespace; two deployments on one store need different ones.',
  ),
  valkey,
  expectedReplicas: wholeNumber(1, 1000)
    .default(2)
    .describe('How many processes run. Used until the store is reached for the first time.'),
});

/** How a gateway shares with others of its kind. */
export type ClusterSettings = z.output<typeof clusterSchema>;

function isStoreUrl(address: string): boolean {
  if (/^unix:\/[^\s?#]{1,107}$/.test(address)) return true;
  return /^rediss?:\/\/(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?\/?$/i.test(address) && URL.canParse(address);
}

/** Shared data and the password must not be readable along the way; a user needs a password. */
function checkTransport({ url, insecure, username, password, caFile }: Section, context: z.core.$RefinementCtx): void {
  const refuse = (key: string, message: string, got: string): void => {
    context.addIssue({ code: 'custom', path: [key], message, params: { got } });
  };
  if (username !== undefined && password === undefined) refuse('username', 'left out without a password', 'one');
  if (typeof url !== 'string' || !isStoreUrl(url)) return;
  if (caFile !== undefined && !/^rediss:/i.test(url)) refuse('caFile', 'left out without rediss://', 'both');
  if (insecure === true || !/^redis:/i.test(url) || isLoopbackHost(new URL(url).host)) return;
  refuse(
    'url',
    'a rediss:// URL, or a redis:// one of 127.0.0.0/8, [::1] or localhost, unless `insecure: true` stands beside it',
    'redis:// to another host',
  );
}
