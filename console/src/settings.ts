/** What the gateway tells the page, in a data block. */
import type { OidcSettings } from './sign-in/oidc-trip.ts';

export type SignInSettings = { readonly mode: 'none' | 'demo' | 'paste' | 'proxy' } | OidcSettings;

export interface Settings {
  /** Absolute, or relative to the page. */
  readonly graphUrl: string;
  readonly signIn: SignInSettings;
  /** Other pages of the gateway, relative to this one. */
  readonly links: Readonly<Partial<Record<'explorer' | 'sandbox', string>>>;
}

export const settings = JSON.parse(document.getElementById('console-data')?.textContent ?? '{}') as Settings;
