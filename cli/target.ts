/** Where the graph is that a command asks. */
import { UsageFault } from './exit.ts';
import { hasProfiles } from './folders.ts';
import { toGraphUrl } from './graph-url.ts';
import type { CommonOptions } from './options.ts';
import type { Profile, SignInSettings } from './profiles.ts';
import type { CliContext } from './context.ts';

/** The graph over a configuration, in this process. */
export interface FileTarget {
  readonly config: string;
}

/** A running gateway or router. */
export interface GatewayTarget {
  readonly url: URL;
  /** Of its profile; undefined without a profile, and where that does not say. */
  readonly tokenFile: string | undefined;
  readonly signIn: SignInSettings | undefined;
}

const defaultUrl = 'http://127.0.0.1:4000';

/** An option comes before the environment, which comes before the profile `default`. Throws `CommandFault`. */
export async function findTarget(context: CliContext, options: CommonOptions): Promise<FileTarget | GatewayTarget> {
  const { env } = context;
  const given = (['url', 'config', 'profile'] as const).filter((name) => options[name] !== undefined);
  if (given.length > 1) throw new UsageFault(`${given.map((name) => `--${name}`).join(' and ')} exclude each other.`);
  // An empty variable counts for nothing, as nearly everywhere.
  const read = (name: string): string | undefined => env[name] || undefined;
  const { url, config, profile } =
    given.length === 1
      ? options
      : { url: read('JOBGRAPH_URL'), config: read('JOBGRAPH_CONFIG'), profile: read('JOBGRAPH_PROFILE') };
  const name = options.url === undefined ? 'JOBGRAPH_URL' : '--url';
  if (url !== undefined) return { url: toGraphUrl(url, name), tokenFile: undefined, signIn: undefined };
  if (config !== undefined) return { config };
  return ofProfile(await findProfile(context, profile));
}

/** Throws `CommandFault` where the target is a configuration. */
export async function findGateway(context: CliContext, options: CommonOptions): Promise<GatewayTarget> {
  const target = await findTarget(context, options);
  if ('url' in target) return target;
  throw new UsageFault('This command needs a gateway (--url or a profile), but got a configuration.');
}

function ofProfile(profile: Profile | undefined): FileTarget | GatewayTarget {
  const { url = defaultUrl, config, tokenFile, signIn } = profile ?? {};
  return config === undefined ? { url: toGraphUrl(url), tokenFile, signIn } : { config };
}

/** What checks the file is loaded only where there is one, or one is asked for. */
async function findProfile(context: CliContext, name: string | undefined): Promise<Profile | undefined> {
  if (name === undefined && !hasProfiles(context.env)) return undefined;
  const { readProfile } = await import('./profiles.ts');
  return readProfile(context, name);
}
