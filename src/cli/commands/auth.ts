/** `auth login`, `status` and `logout`: the sign-in that is kept for a gateway. */
import { findAccess } from '../access.ts';
import { idColumn, textColumn, timeColumn, type Column } from '../columns.ts';
import { CommandFault, exits } from '../exit.ts';
import { findTokensFile } from '../folders.ts';
import { viewerQuery } from '../operations.ts';
import { toDeadline, toWords, type CommonOptions } from '../options.ts';
import { chooseOwnFields } from '../own-fields.ts';
import { findGateway, type GatewayPlace } from '../place.ts';
import { createPrinting, type Printing } from '../printing.ts';
import type { SignInSettings } from '../profiles.ts';
import { askAs, type Session } from '../session.ts';
import { signInByBrowser } from '../sign-in/by-browser.ts';
import { signInByDevice } from '../sign-in/by-device.ts';
import { findIssuer, revoke, toSignIn, type CompleteSettings, type Issuer } from '../sign-in/issuer.ts';
import { changeSignIns, readSignIns } from '../sign-in/kept.ts';
import type { Surroundings } from '../surroundings.ts';

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
const patience = 600_000;

interface Work {
  readonly surroundings: Surroundings;
  readonly options: CommonOptions;
  readonly printing: Printing;
  readonly place: GatewayPlace;
  readonly file: string;
}

async function begin(surroundings: Surroundings, options: CommonOptions): Promise<Work> {
  const place = await findGateway(surroundings, options);
  const file = findTokensFile(surroundings.env);
  if (file === undefined)
    throw new CommandFault(exits.config, 'HOME or XDG_STATE_HOME must be an absolute path, but neither of them is.');
  return { surroundings, options, printing: createPrinting(surroundings, options), place, file };
}

/** Signs in, has the gateway judge the token, and keeps it only then. */
export async function logIn(surroundings: Surroundings, common: CommonOptions, options: LoginOptions): Promise<number> {
  const work = await begin(surroundings, common);
  const { printing, place, file } = work;
  const settings = toSettings(work, options);
  const deadline = toDeadline(surroundings, common);
  const issuer = await findIssuer(settings, deadline);
  const tokens = options.device === true ? await askDevice(work, issuer) : await askBrowser(work, issuer, settings);
  const signIn = toSignIn(settings, issuer.scopes, tokens, surroundings.now());
  const viewer = await askViewer(askAs(surroundings, common, place.url, signIn.accessToken));
  await changeSignIns(file, toWait(surroundings), (all) => ({ ...all, [place.url.href]: signIn }));
  const access = await findAccess(surroundings, common, place);
  if (access.from !== 'sign-in') printing.note(`! The token of ${access.from} comes before this sign-in.`);
  printing.note(`Signed in to ${place.url.href} as ${viewer.subject ?? 'nobody'}: ${viewer.scopes.join(' ')}`);
  return exits.done;
}

function toWait({ wait, signal }: Surroundings): (milliseconds: number) => Promise<void> {
  return (milliseconds) => wait(milliseconds, signal);
}

/** An option comes before the profile, which comes before the sign-in of last time. Throws `CommandFault`. */
function toSettings({ place, file }: Work, options: LoginOptions): CompleteSettings {
  const { scope, redirectPort } = options;
  const scopes = toWords(scope, /[\s,]+/);
  const given: SignInSettings = {
    ...pick(options, ['issuer', 'clientId', 'audience', 'resource']),
    ...(scopes.length === 0 ? {} : { scopes }),
    ...(redirectPort === undefined ? {} : { redirectPort: readPort(redirectPort) }),
  };
  const before = pick(readSignIns(file)[place.url.href] ?? {}, [
    'issuer',
    'clientId',
    'scopes',
    'audience',
    'resource',
  ]);
  const { issuer, clientId, ...rest } = { ...(place.signIn ?? before), ...given } as SignInSettings;
  if (issuer !== undefined && clientId !== undefined) return { ...rest, issuer, clientId };
  const missing = issuer === undefined ? '--issuer' : '--client-id';
  throw new CommandFault(
    exits.usage,
    `auth login must have ${missing}, or a profile with signIn, the first time at a gateway, but got none.`,
  );
}

function pick(from: object, names: readonly string[]): object {
  return Object.fromEntries(
    Object.entries(from).filter(([name, value]) => names.includes(name) && value !== undefined),
  );
}

function readPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port > 0 && port < 65_536) return port;
  throw new CommandFault(exits.usage, `--redirect-port must be a port, 1 to 65535, but got ${JSON.stringify(text)}.`);
}

async function askBrowser({ surroundings, printing }: Work, issuer: Issuer, { redirectPort = 0 }: CompleteSettings) {
  const late = AbortSignal.timeout(patience);
  try {
    return await signInByBrowser(issuer, {
      redirectPort,
      show: async (address) => {
        printing.complain(`Sign in with a browser on this machine: ${address.href}`);
        await surroundings.openAddress(address);
      },
      signal: AbortSignal.any([surroundings.signal, late]),
    });
  } catch (error) {
    if (!late.aborted) throw error;
    throw new CommandFault(exits.timeout, `Nobody signed in within ${patience / 60_000} min.`, { cause: error });
  }
}

async function askDevice({ surroundings, printing }: Work, issuer: Issuer) {
  return signInByDevice(issuer, {
    show: ({ address, code }) => printing.complain(`Sign in at ${address} with the code ${code}`),
    wait: toWait(surroundings),
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
  textColumn('RENEWED', 'isRenewed'),
];

/** Says whom the gateway takes this user for. */
export async function showStatus(session: Session): Promise<number> {
  const fields = chooseOwnFields(session.options, [
    'gateway',
    'subject',
    'scopes',
    'expiresAt',
    'tokenFrom',
    'isRenewed',
  ]);
  if ('names' in fields) return session.names(fields.names);
  const { gateway } = session;
  if (gateway === undefined)
    throw new CommandFault(exits.usage, 'auth status needs a gateway (--url or a profile), but got a configuration.');
  const viewer = await askViewer(session.askFor);
  const { from, isRenewed } = gateway.access;
  await session.rows(columns, [fields.pick({ gateway: gateway.url.href, ...viewer, tokenFrom: from, isRenewed })]);
  if (from !== 'nothing') return exits.done;
  session.complain('Nobody is signed in: sign in with "jobgraph auth login".');
  return exits.denied;
}

/** Forgets the sign-in, here in any case, and at the issuer where that takes it. */
export async function logOut(surroundings: Surroundings, common: CommonOptions): Promise<number> {
  const { printing, place, file } = await begin(surroundings, common);
  const signIn = readSignIns(file)[place.url.href];
  if (signIn === undefined) {
    printing.note(`Nobody is signed in to ${place.url.href}.`);
    return exits.done;
  }
  await changeSignIns(file, toWait(surroundings), ({ [place.url.href]: _gone, ...others }) => others);
  const isRevoked = await revoke(signIn, toDeadline(surroundings, common)).catch((error: unknown) => {
    if (error instanceof CommandFault) return false;
    throw error;
  });
  printing.note(`Signed out of ${place.url.href}.`);
  if (!isRevoked)
    printing.note(
      `! The issuer ${signIn.issuer} was not told: the token is good until ${signIn.expiresAt ?? 'it says so'}.`,
    );
  return exits.done;
}
