/** Where the graph is that a command asks. */
import { CommandFault, exits } from './exit.ts';
import { hasProfiles } from './folders.ts';
import { toGraphUrl } from './graph-url.ts';
import type { CommonOptions } from './options.ts';
import type { Profile, SignInSettings } from './profiles.ts';
import type { Surroundings } from './surroundings.ts';

/** The graph over a configuration, in this process. */
export interface FilePlace {
  readonly config: string;
}

/** A running gateway or router. */
export interface GatewayPlace {
  readonly url: URL;
  /** As its profile says; undefined where it says nothing, or none is used. */
  readonly tokenFile: string | undefined;
  readonly signIn: SignInSettings | undefined;
}

const defaultUrl = 'http://127.0.0.1:4000';

/** An option comes before the environment, which comes before the profile `default`. Throws `CommandFault`. */
export async function findPlace(surroundings: Surroundings, options: CommonOptions): Promise<FilePlace | GatewayPlace> {
  const { env } = surroundings;
  const given = (['url', 'config', 'profile'] as const).filter((name) => options[name] !== undefined);
  if (given.length > 1)
    throw new CommandFault(exits.usage, `${given.map((name) => `--${name}`).join(' and ')} exclude each other.`);
  // An empty variable counts for nothing, as nearly everywhere.
  const read = (name: string): string | undefined => env[name] || undefined;
  const { url, config, profile } =
    given.length === 1
      ? options
      : { url: read('JOBGRAPH_URL'), config: read('JOBGRAPH_CONFIG'), profile: read('JOBGRAPH_PROFILE') };
  const name = options.url === undefined ? 'JOBGRAPH_URL' : '--url';
  if (url !== undefined) return { url: toGraphUrl(url, name), tokenFile: undefined, signIn: undefined };
  if (config !== undefined) return { config };
  return ofProfile(await findProfile(surroundings, profile));
}

/** Throws `CommandFault` where the place is a configuration. */
export async function findGateway(surroundings: Surroundings, options: CommonOptions): Promise<GatewayPlace> {
  const place = await findPlace(surroundings, options);
  if ('url' in place) return place;
  throw new CommandFault(exits.usage, 'This command needs a gateway (--url or a profile), but got a configuration.');
}

function ofProfile(profile: Profile | undefined): FilePlace | GatewayPlace {
  const { url = defaultUrl, config, tokenFile, signIn } = profile ?? {};
  return config === undefined ? { url: toGraphUrl(url), tokenFile, signIn } : { config };
}

/** What checks the file is loaded only where there is one, or one is asked for. */
async function findProfile(surroundings: Surroundings, name: string | undefined): Promise<Profile | undefined> {
  if (name === undefined && !hasProfiles(surroundings.env)) return undefined;
  const { readProfile } = await import('./profiles.ts');
  return readProfile(surroundings, name);
}
