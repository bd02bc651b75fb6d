/** What the gateway tells the page, in a data block. */
import type { OidcSettings } from './sign-in/oidc-trip.ts';

export type SignInSettings = { readonly mode: 'none' | 'demo' | 'paste' | 'proxy' } | OidcSettings;

/** What a demo offers to try. */
export interface Tries {
  /** A job that failed. */
  readonly failed: string;
  /** A job whose protected fields hold values. */
  readonly secret: string;
  /** A job's id as its provider has it. */
  readonly providerJobId: string;
}

export interface Settings {
  /** Absolute, or relative to the page. */
  readonly graphUrl: string;
  readonly signIn: SignInSettings;
  /** Other pages of the gateway, relative to this one. */
  readonly links: Readonly<Partial<Record<'explorer' | 'sandbox', string>>>;
  /** Of a demo: ids of jobs to try things on. */
  readonly tries?: Tries;
}

export const settings = JSON.parse(document.getElementById('console-data')?.textContent ?? '{}') as Settings;
