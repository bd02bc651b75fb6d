/** The shape of `auth`, and its conversion to the authenticator's settings. */
import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import type { AuthSettings, TokenSettings } from '../auth/settings.ts';
import { createFixedKeys, publicKeyAlgorithms, UnfitKey } from '../auth/token-keys.ts';
import { publicScope } from '../auth/viewer.ts';
import { checkedText, choice, isSection, list, section, someList, someText } from '../settings/kinds.ts';
import type { PlacedFault } from '../settings/faults.ts';
import { isIssuerUrl, issuerUrlKind } from '../settings/issuer-url.ts';
import { toSystemCode } from '../platform/system-code.ts';

const defaultAlgorithms = ['RS256', 'ES256', 'EdDSA'];
const secretAlgorithm = 'HS256';
const keySources = ['jwksUri', 'publicKeyFile', 'secret'];

const anonymousScope = choice([publicScope], `${publicScope}, the only scope that can be had without a token`);

const open = section({
  mode: z
    .literal('none')
    .describe('No tokens: everyone may read jobs, and no viewer may do more. It must be explicit.'),
  anonymousScopes: someList(anonymousScope, `[${publicScope}]: mode none lets everyone read jobs`)
    .optional()
    .describe('With `mode: none` it may be left out: everyone may read jobs.'),
});

const tokens = section({
  mode: z.literal('jwt').describe('Tokens of one issuer.'),
  issuer: someText().describe('The `iss` of its tokens, byte for byte.'),
  audience: z
    .union([someText(), someList(someText(), 'a list of texts')], { error: 'text, or a list of texts' })
    .describe('The value that the `aud` of a token must contain. If the setting is a list, one of its values.'),
  algorithms: someList(choice([...publicKeyAlgorithms, secretAlgorithm]), 'a list of at least one algorithm')
    .optional()
    .describe(
      `The algorithms that tokens may be signed with; ${secretAlgorithm} only with secret. Default: ${defaultAlgorithms.join(', ')}; with secret ${secretAlgorithm}.`,
    ),
  jwksUri: checkedText(issuerUrlKind, isIssuerUrl)
    .meta({ format: 'uri' })
    .optional()
    .describe(
      'Where the issuer publishes its keys: https, or http on loopback. Set exactly one of this, `publicKeyFile` and `secret`.',
    ),
  publicKeyFile: someText()
    .optional()
    .describe('A PEM file of the issuer’s public key or its certificate. Relative to this file’s folder.'),
  secret: checkedText('text of 32 bytes or more', (text) => Buffer.byteLength(text) >= 32)
    .optional()
    .describe('The secret that tokens are signed with (HS256): 32 bytes or more. Take it from the environment.'),
  scopeClaims: someList(someText(), 'a list of at least one name')
    .default(['scope'])
    .describe(
      'The claims that scopes are read from; their scopes are added up. A claim is text with blanks between scopes, or a list of texts.',
    ),
  anonymousScopes: list(anonymousScope, 'a list of scopes')
    .default([])
    .describe(`With mode jwt it is what a viewer without a token may do: nothing, or ${publicScope}.`),
}).superRefine(checkKeys, { when: ({ value }) => isSection(value) });

/** The section as the file has it. */
export const authSchema = z.discriminatedUnion('mode', [open, tokens], {
  error: ({ input }) =>
    isSection(input) ? 'jwt, or none written out' : 'a map with `mode: jwt`, or with `mode: none` for no tokens at all',
});

/** Exactly one place of the keys, and algorithms that fit it. Checked even if single values are invalid. */
function checkKeys(settings: Readonly<Record<string, unknown>>, context: z.core.$RefinementCtx): void {
  const given = keySources.filter((name) => settings[name] !== undefined);
  const algorithms = Array.isArray(settings['algorithms']) ? settings['algorithms'] : [];
  if (given.length !== 1) {
    const got = given.length === 0 ? 'none of them' : given.join(' and ');
    addIssue(context, [], 'a map with exactly one of jwksUri, publicKeyFile and secret', got);
  }
  // RFC 8725 section 2.1: a public key must never serve as an HMAC secret.
  if (!given.includes('secret') && algorithms.includes(secretAlgorithm)) {
    addIssue(context, ['algorithms'], `without ${secretAlgorithm}, which goes with secret alone`, secretAlgorithm);
  }
  const unfit = publicKeyAlgorithms.filter((name) => algorithms.includes(name));
  if (given.includes('secret') && unfit.length > 0) {
    addIssue(context, ['algorithms'], `[${secretAlgorithm}], the only one that goes with secret`, unfit.join(' and '));
  }
}

function addIssue(context: z.core.$RefinementCtx, path: string[], message: string, got: string): void {
  context.addIssue({ code: 'custom', path, message, params: { got } });
}

/** With the defaults that depend on other settings; the key file's path made absolute, from `folder`. */
export function toAuthSettings(settings: z.output<typeof authSchema>, folder: string): AuthSettings {
  if (settings.mode === 'none') return { mode: 'none' };
  const { algorithms = settings.secret === undefined ? defaultAlgorithms : [secretAlgorithm], publicKeyFile } =
    settings;
  return {
    ...settings,
    algorithms,
    publicKeyFile: publicKeyFile === undefined ? undefined : resolve(folder, publicKeyFile),
  };
}

/** Faults of a configured key: its file is missing or contains no key, or the algorithms do not fit it. */
export function listKeyFaults(settings: AuthSettings): readonly PlacedFault[] {
  if (settings.mode === 'none' || settings.jwksUri !== undefined) return [];
  return listFileFaults(settings) ?? listFitFaults(settings);
}

function listFileFaults({ publicKeyFile }: TokenSettings): readonly PlacedFault[] | undefined {
  if (publicKeyFile === undefined) return undefined;
  try {
    readFileSync(publicKeyFile);
    return undefined;
  } catch (error) {
    return [
      {
        path: ['auth', 'publicKeyFile'],
        message: `must be a file that can be read, but got ${formatFileError(error)}`,
      },
    ];
  }
}

function listFitFaults(settings: TokenSettings): readonly PlacedFault[] {
  try {
    createFixedKeys(settings);
    return [];
  } catch (error) {
    if (!(error instanceof UnfitKey)) throw error;
    return [{ path: ['auth', error.setting], message: error.expected }];
  }
}

/** Why a file cannot be read, in words and without its name. */
export function formatFileError(error: unknown): string {
  const code = toSystemCode(error) ?? 'UNKNOWN';
  const words: Readonly<Record<string, string>> = {
    ENOENT: 'none of that name',
    EACCES: 'one without the permission to read it',
    EISDIR: 'a folder',
    ENOTDIR: 'a path through something that is no folder',
  };
  return words[code] ?? `the error ${code}`;
}
