/** Where a user's files stand: the XDG base directories, also on systems that have others of their own. */
import { existsSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import type { CliContext } from './context.ts';

type Env = CliContext['env'];

/** The file of profiles, whether or not it is there. Undefined where nothing says whose home this is. */
export function findProfilesFile(env: Env): string | undefined {
  const folder = findFolder(env, 'XDG_CONFIG_HOME', '.config');
  return folder && join(folder, 'cli.yaml');
}

/** Whether there is a file of profiles. */
export function hasProfiles(env: Env): boolean {
  const file = findProfilesFile(env);
  return file !== undefined && existsSync(file);
}

/** The file of sign-ins, whether or not it is there. Undefined where nothing says whose home this is. */
export function findTokensFile(env: Env): string | undefined {
  const folder = findFolder(env, 'XDG_STATE_HOME', join('.local', 'state'));
  return folder && join(folder, 'tokens.json');
}

/** A relative path in the variable counts for nothing, as the XDG specification has it. */
function findFolder(env: Env, variable: string, ofHome: string): string | undefined {
  const named = env[variable];
  if (named !== undefined && isAbsolute(named)) return join(named, 'jobgraph');
  const home = env['HOME'] ?? env['USERPROFILE'];
  return home === undefined || !isAbsolute(home) ? undefined : join(home, ofHome, 'jobgraph');
}
