/** Settings of sources that take bearer tokens. */
import type { z } from 'zod';
import { isLoopbackHost } from '../../platform/loopback.ts';
import { isSection, keyText, section, someText, text, type Section } from '../../settings/kinds.ts';
import type { LinkRules } from '../contract/log.ts';
import { toVariant } from '../contract/settings.ts';

/** The token as text. */
export const tokenWay = toVariant({ token: keyText().describe('The bearer token, from the environment.') });

/** A file that is read again every minute. */
export const tokenFileWay = toVariant({
  tokenFile: someText().describe(
    'A file of the bearer token, relative to this file’s folder. Read again every minute.',
  ),
});

/** A user, whose password buys tokens or is shown with each call. */
export const passwordWay = toVariant({
  username: someText().describe('The user.'),
  password: someText().describe('The user’s password, from the environment.'),
});

/** A service principal, whose secret buys tokens (RFC 6749 section 4.4). */
export const oauthWay = toVariant({
  oauth: section({
    clientId: text('an id of 1 to 128 letters, digits and "-"', /^[A-Za-z0-9-]{1,128}$/).describe(
      'The service principal’s application id.',
    ),
    clientSecret: keyText().describe('The service principal’s secret, from the environment.'),
  }).describe('A service principal that buys tokens.'),
});

/** A Google service account's key, which buys tokens for an hour. */
export const googleKeyWay = toVariant({
  keyFile: someText().describe(
    'A file of a service account’s key, as Google gives it, relative to this file’s folder. Read again for each token.',
  ),
});

/** Workload identity federation: another issuer's token, which buys one of Google's. */
export const googleFederationWay = toVariant({
  externalAccountFile: someText().describe(
    'A file of an external account whose token is in a file, relative to this file’s folder. Read again for each token.',
  ),
});

/** A GitHub App, which buys tokens for an hour. */
export const appWay = toVariant({
  app: section({
    appId: text('an app’s id or client id, as text', /^[A-Za-z0-9._-]{1,64}$/).describe(
      'The App’s id or client id, in quotes.',
    ),
    installationId: text('digits, as text', /^[0-9]{1,20}$/).describe('The id of the App’s installation, in quotes.'),
    privateKeyFile: someText().describe('A PEM file of the App’s RSA key, relative to this file’s folder.'),
  }).describe('A GitHub App that buys tokens.'),
});

/** The `credentials` of a source that hold a token or name a file of one. */
export type TokenSettings = z.output<typeof tokenWay> | z.output<typeof tokenFileWay>;

/** `superRefine` of any section. */
export type Refinement = (
  check: (settings: Section, context: z.core.$RefinementCtx) => void,
  params: { readonly when: (payload: { readonly value: unknown }) => boolean },
) => void;

/**
 * The arguments of `superRefine` that refuse http for any host but loopback under these keys: a bearer token would be
 * readable along the way.
 */
export function refuseOpenHttp(...keys: readonly string[]): Parameters<Refinement> {
  const check: Parameters<Refinement>[0] = (settings, context) => {
    for (const key of keys) {
      const address = settings[key];
      if (typeof address !== 'string' || !/^http:/i.test(address) || !URL.canParse(address)) continue;
      const { hostname } = new URL(address);
      if (isLoopbackHost(hostname)) continue;
      context.addIssue({
        code: 'custom',
        path: [key],
        message: 'an https URL, or an http one of 127.0.0.0/8, [::1] or localhost, because tokens are sent to it',
        params: { got: 'http to another host' },
      });
    }
  };
  return [check, { when: ({ value }) => isSection(value) }];
}

/**
 * Where links may lead. Those of a provider on loopback may lead to loopback, too.
 * @param endpoint in place of the provider's own
 */
export function toLinkRules(hosts: readonly string[], endpoint: string | undefined): LinkRules {
  return { hosts, isOnLoopback: endpoint !== undefined && isLoopbackHost(URL.parse(endpoint)?.hostname) };
}
