/** The token that a gateway is shown: where it comes from, and how it stays good. */
import { readFileSync } from 'node:fs';
import { CommandFault, exits } from './exit.ts';
import { findTokensFile } from './folders.ts';
import { toDeadline, type CommonOptions } from './options.ts';
import type { GatewayPlace } from './place.ts';
import type { SignIn } from './sign-in/kept.ts';
import type { Surroundings } from './surroundings.ts';

/** The token that a gateway is shown, and where it comes from. */
export interface Access {
  readonly from: 'token file' | 'JOBGRAPH_TOKEN' | 'profile' | 'sign-in' | 'nothing';
  /** Whether it is replaced before it ends. */
  readonly isRenewed: boolean;
  /** A token that is good now; undefined: none is shown. Throws `CommandFault`. */
  readonly token: () => Promise<string | undefined>;
}

const none: Access = { from: 'nothing', isRenewed: false, token: () => Promise.resolve(undefined) };

/** Throws `CommandFault` for what can be no token. */
export async function findAccess(
  surroundings: Surroundings,
  options: CommonOptions,
  { url, tokenFile }: GatewayPlace,
): Promise<Access> {
  const { env, readInput } = surroundings;
  if (options.tokenFile !== undefined) {
    const text = options.tokenFile === '-' ? await readInput() : readTokenFile('--token-file', options.tokenFile);
    return toFixed('token file', text);
  }
  const given = env['JOBGRAPH_TOKEN']?.trim() ?? '';
  if (given !== '') return toFixed('JOBGRAPH_TOKEN', given);
  if (tokenFile !== undefined) return toFixed('profile', readTokenFile('tokenFile of the profile', tokenFile));
  const file = findTokensFile(env);
  if (file === undefined) return none;
  const { readSignIns } = await import('./sign-in/kept.ts');
  const signIn = readSignIns(file)[url.href];
  return signIn === undefined ? none : toRenewed(surroundings, options, { file, url, signIn });
}

function toFixed(from: Access['from'], text: string): Access {
  const token = text.trim();
  if (/^[\x21-\x7e]+$/.test(token)) return { from, isRenewed: false, token: () => Promise.resolve(token) };
  throw new CommandFault(
    exits.usage,
    'A token must be letters, digits and signs of ASCII without blanks; it is not shown here.',
  );
}

function readTokenFile(what: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const { code = 'unreadable' } = cause as NodeJS.ErrnoException;
    throw new CommandFault(exits.usage, `${what} must be a file with a token, but got ${file} (${code}).`, { cause });
  }
}

interface Kept {
  readonly file: string;
  readonly url: URL;
  readonly signIn: SignIn;
}

/** A token is replaced this long before its end, so that it does not end on its way. Milliseconds. */
const margin = 30_000;

function toRenewed(surroundings: Surroundings, options: CommonOptions, { file, url, signIn }: Kept): Access {
  const { now, wait, signal } = surroundings;
  const isGood = ({ expiresAt }: SignIn, rest: number): boolean =>
    expiresAt === null || Date.parse(expiresAt) - rest > now();
  let current = signIn;
  const renew = async (): Promise<void> => {
    const [{ changeSignIns }, { refresh }] = await Promise.all([
      import('./sign-in/kept.ts'),
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
        current = await refresh(kept, toDeadline(surroundings, options), now());
        return { ...all, [url.href]: current };
      },
    );
  };
  return {
    from: 'sign-in',
    isRenewed: signIn.refreshToken !== null,
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
