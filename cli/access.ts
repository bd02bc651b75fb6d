/** The token that a gateway is shown: where it comes from, and how it stays good. */
import { isLoopbackHost } from '../src/platform/loopback.ts';
import { CommandFault, exits, UsageFault } from './exit.ts';
import { readGivenFile } from './files.ts';
import { findTokensFile } from './folders.ts';
import { toDeadline, type CommonOptions } from './options.ts';
import type { GatewayTarget } from './target.ts';
import type { SignIn } from './sign-in/store.ts';
import type { CliContext } from './context.ts';

/** The token that a gateway is shown, and where it comes from. */
export interface Access {
  readonly from: 'token file' | 'JOBGRAPH_TOKEN' | 'profile' | 'sign-in' | 'nothing';
  /** Whether it is replaced before it ends. */
  readonly isRenewable: boolean;
  /** A token that is good now; undefined for an anonymous viewer. Throws `CommandFault`. */
  readonly token: () => Promise<string | undefined>;
}

const none: Access = { from: 'nothing', isRenewable: false, token: () => Promise.resolve(undefined) };

/** Throws `CommandFault` for what can be no token, and for a token that others could read on its way. */
export async function findAccess(context: CliContext, options: CommonOptions, target: GatewayTarget): Promise<Access> {
  const access = await chooseAccess(context, options, target);
  if (access.from !== 'nothing') refuseOpenHttp(target.url, options, access.from);
  return access;
}

/** Throws `CommandFault` where a token would be sent over http to another machine, unless the user says that it may. */
export function refuseOpenHttp(url: URL, { insecure }: CommonOptions, from: Access['from']): void {
  if (url.protocol === 'https:' || isLoopbackHost(url.hostname) || insecure === true) return;
  throw new UsageFault(
    `The gateway must be an https URL, or an http one of 127.0.0.0/8, [::1] or localhost, because a token (${from}) is sent ` +
      `to it, but got ${url.origin}: --insecure sends it all the same.`,
  );
}

async function chooseAccess(
  context: CliContext,
  options: CommonOptions,
  { url, tokenFile }: GatewayTarget,
): Promise<Access> {
  const { env, readInput } = context;
  if (options.tokenFile !== undefined) {
    const text =
      options.tokenFile === '-'
        ? await readInput()
        : readGivenFile(options.tokenFile, '--token-file', 'a file with a token');
    return toFixed('token file', text);
  }
  const given = env['JOBGRAPH_TOKEN']?.trim() ?? '';
  if (given !== '') return toFixed('JOBGRAPH_TOKEN', given);
  if (tokenFile !== undefined)
    return toFixed('profile', readGivenFile(tokenFile, 'tokenFile of the profile', 'a file with a token'));
  const file = findTokensFile(env);
  if (file === undefined) return none;
  const { readSignIns } = await import('./sign-in/store.ts');
  const signIn = readSignIns(file)[url.href];
  return signIn === undefined ? none : toRenewed(context, options, { file, url, signIn });
}

function toFixed(from: Access['from'], text: string): Access {
  const token = text.trim();
  if (/^[\x21-\x7e]+$/.test(token)) return { from, isRenewable: false, token: () => Promise.resolve(token) };
  throw new UsageFault('A token must be letters, digits and signs of ASCII without blanks; it is not shown here.');
}

interface StoredSignIn {
  readonly file: string;
  readonly url: URL;
  readonly signIn: SignIn;
}

/** A token is replaced this long before its end, so that it does not end on its way. Milliseconds. */
const margin = 30_000;

function toRenewed(context: CliContext, options: CommonOptions, { file, url, signIn }: StoredSignIn): Access {
  const { now, wait, signal } = context;
  const isGood = ({ expiresAt }: SignIn, rest: number): boolean =>
    expiresAt === null || Date.parse(expiresAt) - rest > now();
  let current = signIn;
  const renew = async (): Promise<void> => {
    const [{ changeSignIns }, { refresh }] = await Promise.all([
      import('./sign-in/store.ts'),
      import('./sign-in/issuer.ts'),
    ]);
    await changeSignIns(
      file,
      (pause) => wait(pause, signal),
      async (all) => {
        // Another command may have renewed it, or signed out.
        const kept = all[url.href];
        if (kept === undefined) throw ended(url);
        current = kept;
        if (isGood(kept, margin) || kept.refreshToken === null) return undefined;
        current = await refresh(kept, toDeadline(context, options), now());
        return { ...all, [url.href]: current };
      },
    );
  };
  return {
    from: 'sign-in',
    isRenewable: signIn.refreshToken !== null,
    token: async () => {
      if (!isGood(current, margin) && current.refreshToken !== null) await renew();
      if (!isGood(current, 0)) throw ended(url);
      return current.accessToken;
    },
  };
}

function ended(url: URL): CommandFault {
  return new CommandFault(exits.denied, `The sign-in for ${url.href} has ended: sign in with "jobgraph auth login".`);
}
