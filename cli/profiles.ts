/** The profiles of cli.yaml: a name for a graph, and for how its user signs in. */
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { readDocument } from '../src/settings/document.ts';
import { substituteEnvironment } from '../src/settings/environment.ts';
import { toConfigError, type PlacedFault } from '../src/settings/faults.ts';
import { isIssuerUrl, issuerUrlKind } from '../src/settings/issuer-url.ts';
import { toFaults } from '../src/settings/issues.ts';
import { checkedText, isSection, section, someList, someText, wholeNumber } from '../src/settings/kinds.ts';
import { CommandFault, exits } from './exit.ts';
import { readOwnFile } from './files.ts';
import { findProfilesFile } from './folders.ts';
import { readSettings } from './settings-file.ts';
import { graphUrlKind, parseGraphUrl } from './graph-url.ts';
import { toPrintable } from './printable.ts';
import type { CliContext } from './context.ts';

const signInSchema = section({
  issuer: checkedText(issuerUrlKind, isIssuerUrl).optional(),
  clientId: someText().optional(),
  scopes: someList(someText(), 'a list of at least one scope').optional(),
  audience: someText().optional(),
  resource: someText().optional(),
  redirectPort: wholeNumber(1, 65_535).optional(),
});

const profileSchema = section({
  url: checkedText(graphUrlKind, (text) => parseGraphUrl(text) !== undefined).optional(),
  config: someText().optional(),
  tokenFile: someText().optional(),
  signIn: signInSchema.optional(),
}).superRefine(
  (profile, context) => {
    const given = ['url', 'config'].filter(
      (name) => (profile as Readonly<Record<string, unknown>>)[name] !== undefined,
    );
    const got = given.length === 0 ? 'neither' : 'both';
    if (given.length !== 1)
      context.addIssue({ code: 'custom', message: 'a map with either url or config', params: { got } });
  },
  { when: ({ value }) => isSection(value) },
);

const fileSchema = section({
  profiles: z.record(z.string(), profileSchema, { error: 'a map of profiles by name' }),
});

/** How to sign in at an issuer, by the names of RFC 6749. */
export type SignInSettings = Readonly<Omit<z.output<typeof signInSchema>, 'scopes'>> & {
  readonly scopes?: readonly string[] | undefined;
};

/** Files in it are absolute. */
export type Profile = Readonly<z.output<typeof profileSchema>>;

/** Used where no profile is named, if it is there. */
const usualName = 'default';

/**
 * The profile of this name; without a name, the one called `default`, or undefined if there is no such profile. Throws `CommandFault`
 * (78) for a faulty file, and for a name that it does not have.
 */
export function readProfile({ env }: CliContext, name: string | undefined): Profile | undefined {
  const file = findProfilesFile(env);
  const text = file === undefined ? undefined : readOwnFile(file);
  if (file === undefined || text === undefined) {
    if (name === undefined) return undefined;
    const place = file ?? 'cli.yaml of XDG_CONFIG_HOME or HOME';
    throw new CommandFault(exits.config, `Profile ${quote(name)} must stand in ${place}, but there is no such file.`);
  }
  const { profiles, all } = readSettings(file, () => parseProfiles(text, { env, file, name: name ?? usualName }));
  const profile = Object.hasOwn(profiles, name ?? usualName) ? profiles[name ?? usualName] : undefined;
  if (profile === undefined && name !== undefined) {
    const names = all.map(quote).join(', ') || 'none';
    throw new CommandFault(exits.config, `--profile must be of ${file} (${names}), but got ${quote(name)}.`);
  }
  if (profile === undefined) return undefined;
  const toAbsolute = (path: string | undefined): string | undefined => path && resolve(dirname(file), path);
  return { ...profile, config: toAbsolute(profile.config), tokenFile: toAbsolute(profile.tokenFile) };
}

interface Wanted {
  readonly env: CliContext['env'];
  readonly file: string;
  readonly name: string;
}

/** A profile that waits for a variable does not matter to the others: it is not among `profiles`. `all` are the names of the file. */
function parseProfiles(
  text: string,
  { env, file, name }: Wanted,
): { readonly profiles: Readonly<Record<string, Profile>>; readonly all: readonly string[] } {
  const document = readDocument(text, file);
  const { tree, faults, variables } = substituteEnvironment(document.tree, env);
  const isWaiting = ({ path: [first, profile] }: PlacedFault): boolean => first === 'profiles' && profile !== name;
  const waiting = new Set(faults.filter(isWaiting).map(({ path }) => path[1]));
  const isNeeded = (profile: string): boolean => !waiting.has(profile);
  const { data, error } = fileSchema.safeParse(pickProfiles(tree, isNeeded));
  const context = { tree, variables, lineOf: document.lineOf };
  const found = [...faults.filter((fault) => !isWaiting(fault)), ...toFaults(error?.issues ?? [], context)];
  if (found.length === 0 && data !== undefined) return { profiles: data.profiles, all: listNames(tree) };
  throw toConfigError(found, document.lineOf);
}

function pickProfiles(tree: unknown, isNeeded: (name: string) => boolean): unknown {
  const profiles = isSection(tree) ? tree['profiles'] : undefined;
  if (!isSection(tree) || !isSection(profiles)) return tree;
  return { ...tree, profiles: Object.fromEntries(Object.entries(profiles).filter(([name]) => isNeeded(name))) };
}

function listNames(tree: unknown): readonly string[] {
  const profiles = isSection(tree) ? tree['profiles'] : undefined;
  return isSection(profiles) ? Object.keys(profiles) : [];
}

/** The names of cli.yaml's profiles, usable or not; empty if the file cannot be read. */
export function listProfiles({ env }: Pick<CliContext, 'env'>): readonly string[] {
  try {
    const file = findProfilesFile(env);
    return file === undefined ? [] : listNames(readDocument(readOwnFile(file) ?? '', file).tree);
  } catch {
    return [];
  }
}

function quote(name: string): string {
  return toPrintable(JSON.stringify(name));
}
