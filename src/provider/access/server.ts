/** Settings of sources whose server is the user's own: its address, and the certificates that it is checked with. */
import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { isSection, someText, type Section } from '../../settings/kinds.ts';
import type { TlsSettings } from '../contract/provider.ts';
import { sharedSettings } from '../contract/settings.ts';
import type { Refinement } from './settings.ts';

/** The setting `caFile`. */
export const caFile = someText()
  .optional()
  .describe(
    'Certificates in PEM that the server’s is checked with, in place of the system’s. Relative to this file’s folder.',
  );

/** The setting `server`, for sources that have no other address. @param example what stands in it */
export function toServerSetting(example: string) {
  return sharedSettings.shape.endpoint
    .unwrap()
    .optional()
    .describe(
      `The base URL of the server, such as ${example}; \`endpoint\` is another name of this setting. Set exactly one. http only for loopback.`,
    );
}

/** The addresses that the settings name, by their keys. */
export function listAddressKeys(settings: Readonly<Record<string, unknown>>): readonly string[] {
  return ['server', 'endpoint'].filter((key) => settings[key] !== undefined);
}

/** Refuses `caFile` beside an address with http. */
export function refuseUnusedCaFile(settings: Section, context: z.core.$RefinementCtx): void {
  const isOpen = listAddressKeys(settings).some((key) => /^http:/i.test(String(settings[key])));
  if (settings['caFile'] === undefined || !isOpen) return;
  const message = 'left out with http, which has no certificates';
  context.addIssue({ code: 'custom', path: ['caFile'], message, params: { got: 'both' } });
}

/** The arguments of `superRefine` that ask for exactly one address, and no `caFile` beside http. */
export function requireOneServer(): Parameters<Refinement> {
  const check: Parameters<Refinement>[0] = (settings, context) => {
    const keys = listAddressKeys(settings);
    refuseUnusedCaFile(settings, context);
    if (keys.length === 1) return;
    const got = keys.length === 0 ? 'none of them' : keys.join(' and ');
    const message = 'a map with exactly one of server and endpoint';
    context.addIssue({ code: 'custom', path: [], message, params: { got } });
  };
  return [check, { when: ({ value }) => isSection(value) }];
}

/** How the source's server is trusted. Reads the file. */
export function readTls({ caFile: file }: { readonly caFile?: string | undefined }): TlsSettings | undefined {
  return file === undefined ? undefined : { ca: readFileSync(file, 'utf8') };
}
