/** `auth login`, `status` and `logout`: the sign-in that is kept for a gateway. */
import { findAccess, refuseOpenHttp } from '../access.ts';
import { idColumn, textColumn, timeColumn, type Column } from '../columns.ts';
import { CommandFault, exits, UsageFault } from '../exit.ts';
import { findTokensFile } from '../folders.ts';
import { viewerQuery } from '../operations.ts';
import { toDeadline, toWords, type CommonOptions } from '../options.ts';
import { chooseOwnFields } from '../own-fields.ts';
import { findGateway, type GatewayTarget } from '../target.ts';
import { createPrinting, type Printing } from '../printing.ts';
import type { SignInSettings } from '../profiles.ts';
import { askAs, type Session } from '../session.ts';
import { signInByBrowser } from '../sign-in/by-browser.ts';
import { signInByDevice } from '../sign-in/by-device.ts';
import { findIssuer, revoke, toSignIn, type CompleteSettings, type FoundIssuer } from '../sign-in/issuer.ts';
import { changeSignIns, readSignIns } from '../sign-in/store.ts';
import type { CliContext } from '../context.ts';

/** Of `auth login`, by commander’s names. */
export interface LoginOptions {
  readonly issuer?: string;
  readonly clientId?: string;
  readonly scope?: readonly string[];
  readonly audience?: string;
  readonly resource?: string;
  readonly redirectPort?: string;
  readonly device?: boolean;
}

/** How long somebody may take to sign in. Milliseconds. */
const maxWait = 600_000;

interface LoginContext {
  readonly context: CliContext;
  readonly options: CommonOptions;
  readonly printing: Printing;
  readonly target: GatewayTarget;
  readonly file: string;
}

async function begin(context: CliContext, options: CommonOptions): Promise<LoginContext> {
  const target = await findGateway(context, options);
  const file = findTokensFile(context.env);
  if (file === undefined)
    throw new CommandFault(exits.config, 'HOME or XDG_STATE_HOME must be an absolute path, but neither of them is.');
  return { context, options, printing: createPrinting(context, options), target, file };
}

/** Signs in, has the gateway judge the token, and keeps it only then. */
export async function logIn(context: CliContext, common: CommonOptions, options: LoginOptions): Promise<number> {
  const login = await begin(context, common);
  const { printing, target, file } = login;
  refuseOpenHttp(target.url, common, 'sign-in');
  const settings = toSettings(login, options);
  const deadline = toDeadline(context, common);
  const issuer = await findIssuer(settings, deadline);
  const tokens = options.device === true ? await askDevice(login, issuer) : await askBrowser(login, issuer, settings);
  const signIn = toSignIn(settings, issuer.scopes, tokens, context.now());
  const viewer = await askViewer(askAs(context, common, target.url, signIn.accessToken));
  await changeSignIns(file, toWait(context), (all) => ({ ...all, [target.url.href]: signIn }));
  const access = await findAccess(context, common, target);
  if (access.from !== 'sign-in') printing.note(`! The token of ${access.from} comes before this sign-in.`);
  printing.note(`Signed in to ${target.url.href} as ${viewer.subject ?? 'nobody'}: ${viewer.scopes.join(' ')}`);
  return exits.done;
}

function toWait({ wait, signal }: CliContext): (milliseconds: number) => Promise<void> {
  return (milliseconds) => wait(milliseconds, signal);
}

/** An option comes before the profile, which comes before the sign-in of last time. Throws `CommandFault`. */
function toSettings({ target, file }: LoginContext, options: LoginOptions): CompleteSettings {
  const { scope, redirectPort, device: _device, ...named } = options;
  const scopes = toWords(scope, /[\s,]+/);
  const {
    accessToken: _token,
    refreshToken: _refresh,
    expiresAt: _end,
    ...before
  } = readSignIns(file)[target.url.href] ?? {};
  const { issuer, clientId, ...rest }: SignInSettings = {
    ...(target.signIn ?? before),
    ...named,
    ...(scopes.length > 0 && { scopes }),
    ...(redirectPort !== undefined && { redirectPort: readPort(redirectPort) }),
  };
  if (issuer !== undefined && clientId !== undefined) return { ...rest, issuer, clientId };
  const missing = issuer === undefined ? '--issuer' : '--client-id';
  throw new UsageFault(
    `auth login must have ${missing}, or a profile with signIn, the first time at a gateway, but got none.`,
  );
}

function readPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port > 0 && port < 65_536) return port;
  throw new UsageFault(`--redirect-port must be a port, 1 to 65535, but got ${JSON.stringify(text)}.`);
}

async function askBrowser(
  { context, printing }: LoginContext,
  issuer: FoundIssuer,
  { redirectPort = 0 }: CompleteSettings,
) {
  const late = AbortSignal.timeout(maxWait);
  try {
    return await signInByBrowser(issuer, {
      redirectPort,
      show: async (address, once) => {
        printing.complain(`Sign in with a browser on this machine: ${address.href}`);
        await context.openAddress(once);
      },
      signal: AbortSignal.any([context.signal, late]),
    });
  } catch (error) {
    if (!late.aborted) throw error;
    throw new CommandFault(exits.timeout, `Nobody signed in within ${maxWait / 60_000} min.`, { cause: error });
  }
}

async function askDevice({ context, printing }: LoginContext, issuer: FoundIssuer) {
  return signInByDevice(issuer, {
    show: ({ address, code }) => printing.complain(`Sign in at ${address} with the code ${code}`),
    wait: toWait(context),
  });
}

interface Viewer {
  readonly subject: string | null;
  readonly scopes: readonly string[];
  readonly expiresAt: string | null;
}

async function askViewer(askFor: Session['askFor']): Promise<Viewer> {
  return (await askFor('jobViewer', { query: viewerQuery })) as Viewer;
}

const columns: readonly Column[] = [
  idColumn('GATEWAY', 'gateway'),
  textColumn('VIEWER', 'subject'),
  { title: 'SCOPES', value: (row) => (row['scopes'] as readonly string[]).join(' ') },
  timeColumn('EXPIRES', 'expiresAt'),
  textColumn('TOKEN FROM', 'tokenFrom'),
  textColumn('RENEWABLE', 'isRenewable'),
];

/** Says whom the gateway takes this user for. */
export async function showStatus(session: Session): Promise<number> {
  const fields = chooseOwnFields(session.options, [
    'gateway',
    'subject',
    'scopes',
    'expiresAt',
    'tokenFrom',
    'isRenewable',
  ]);
  if ('names' in fields) return session.names(fields.names);
  const { gateway } = session;
  if (gateway === undefined)
    throw new UsageFault('auth status needs a gateway (--url or a profile), but got a configuration.');
  const viewer = await askViewer(session.askFor);
  const { from, isRenewable } = gateway.access;
  await session.rows(columns, [fields.pick({ gateway: gateway.url.href, ...viewer, tokenFrom: from, isRenewable })]);
  if (from !== 'nothing') return exits.done;
  session.complain('jobgraph: Nobody is signed in: sign in with "jobgraph auth login".');
  return exits.denied;
}

/** Forgets the sign-in, here in any case, and at the issuer where that takes it. */
export async function logOut(context: CliContext, common: CommonOptions): Promise<number> {
  const { printing, target, file } = await begin(context, common);
  const signIn = readSignIns(file)[target.url.href];
  if (signIn === undefined) {
    printing.note(`Nobody is signed in to ${target.url.href}.`);
    return exits.done;
  }
  await changeSignIns(file, toWait(context), ({ [target.url.href]: _gone, ...others }) => others);
  const isRevoked = await revoke(signIn, toDeadline(context, common)).catch((error: unknown) => {
    if (error instanceof CommandFault) return false;
    throw error;
  });
  printing.note(`Signed out of ${target.url.href}.`);
  if (!isRevoked)
    printing.note(
      `! The issuer ${signIn.issuer} was not told: the token is good until ${signIn.expiresAt ?? 'it says so'}.`,
    );
  return exits.done;
}
