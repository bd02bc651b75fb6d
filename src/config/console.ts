/** The shape of `console`: how its viewers sign in, and where it finds the graph. */
import { z } from 'zod';
import type { OpenSettings, TokenSettings } from '../auth/settings.ts';
import { checkedText, section, someList, someText, text } from '../settings/kinds.ts';
import { isIssuerUrl, issuerUrlKind } from '../settings/issuer-url.ts';

/** An OAuth client of the issuer's, without a secret: authorization code with PKCE. */
interface OidcSignIn {
  readonly mode: 'oidc';
  /** That of `auth`: its ID tokens and answers name it too. */
  readonly issuer: string;
  readonly clientId: string;
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  readonly scopes: readonly string[];
  /** Sent to issuers that ask for the audience of a token. */
  readonly audience?: string | undefined;
  /** The same of RFC 8707. */
  readonly resource?: string | undefined;
}

/**
 * How the console's viewers sign in. `none`: without a token, since tokens are not taken. `demo`: by the demo's token
 * endpoint. `paste`: each viewer pastes a token. `proxy`: a proxy in front adds the token to each request.
 */
type SignIn = { readonly mode: 'none' | 'demo' | 'paste' | 'proxy' } | OidcSignIn;

/** The `console` section of the configuration, with its defaults. */
export interface ConsoleSettings {
  readonly signIn: SignIn;
  /** A URL, or a path on the page's host. Undefined: the gateway's own graph. */
  readonly graphUrl?: string | undefined;
}

const oidc = section({
  mode: z
    .literal('oidc')
    .describe(
      'The issuer’s own sign-in: authorization code with PKCE, without a secret. Its ID tokens name `auth.issuer`.',
    ),
  clientId: someText().describe('The console’s `client_id` at the issuer, of a public client (no secret).'),
  authorizationEndpoint: endpoint().describe('Where the issuer asks people to sign in.'),
  tokenEndpoint: endpoint().describe('Where the console gets its tokens. The only other host that it connects to.'),
  scopes: someList(text('a scope: text without blanks', /^[\x21\x23-\x5b\x5d-\x7e]+$/), 'a list of at least one scope')
    .default(['openid', 'job:read'])
    .describe(
      'The scopes that the sign-in asks for. When a viewer reveals a protected field, the console asks for more.',
    ),
  audience: someText()
    .optional()
    .describe('The audience that the console sends to issuers that ask for one, such as Auth0.'),
  resource: checkedText('an absolute URI without a fragment', isResource)
    .optional()
    .describe('The resource that the console sends to issuers that follow RFC 8707.'),
});

const pastes = section({ mode: z.literal('paste').describe('Each viewer pastes a token.') });
const proxies = section({
  mode: z.literal('proxy').describe('A proxy in front signs people in and adds `Authorization` to each request.'),
});

const expectedSignIn = 'paste, proxy, or a map with `mode: oidc`';

/** The schema of the `console` section. */
export const consoleSchema = section({
  signIn: z
    .union(
      [
        text(expectedSignIn, /^(?:paste|proxy)$/),
        z.discriminatedUnion('mode', [pastes, proxies, oidc], { error: 'paste, proxy or oidc' }),
      ],
      { error: expectedSignIn },
    )
    .optional()
    .describe(
      'How viewers sign in: `paste`, `proxy`, or a section. Default: paste. With `auth.mode: none` there is no sign-in.',
    ),
  graphUrl: checkedText(
    'an http or https URL without user, query and fragment, or a path that begins with /',
    isGraphUrl,
  )
    .optional()
    .describe(
      'Where the console finds the graph, if that is a router or another host: a URL, or a path on its own host. Default: this gateway.',
    ),
});

function endpoint() {
  return checkedText(issuerUrlKind, isIssuerUrl).meta({ format: 'uri' });
}

/** RFC 8707 section 2. */
function isResource(text: string): boolean {
  return URL.canParse(text) && !text.includes('#');
}

function isGraphUrl(text: string): boolean {
  if (/^\/(?!\/)[\w.~%/-]*$/.test(text)) return true;
  return /^https?:\/\/[^\s\\#?@/]+(?:\/[^\s\\#?]*)?$/i.test(text) && URL.canParse(text);
}

/** With what depends on `auth`: without tokens there is nothing to sign in with. */
export function toConsoleSettings(
  { signIn = 'paste', graphUrl }: z.output<typeof consoleSchema>,
  auth: OpenSettings | Pick<TokenSettings, 'mode' | 'issuer'>,
): ConsoleSettings {
  if (auth.mode === 'none') return { signIn: { mode: 'none' }, graphUrl };
  if (typeof signIn === 'string') return { signIn: { mode: signIn as 'paste' | 'proxy' }, graphUrl };
  return { signIn: signIn.mode === 'oidc' ? { ...signIn, issuer: auth.issuer } : signIn, graphUrl };
}
