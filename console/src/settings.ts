/** What the gateway tells the page, in a data block. */

export interface OidcSettings {
  readonly mode: 'oidc';
  readonly clientId: string;
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  readonly scopes: readonly string[];
  readonly audience?: string;
  readonly resource?: string;
}

export type SignInSettings = { readonly mode: 'none' | 'demo' | 'paste' | 'proxy' } | OidcSettings;

export interface Settings {
  /** Absolute, or relative to the page. */
  readonly graphUrl: string;
  readonly signIn: SignInSettings;
  /** Other pages of the gateway, relative to this one. */
  readonly links: Readonly<Partial<Record<'explorer' | 'sandbox', string>>>;
}

export const settings = JSON.parse(document.getElementById('console-data')?.textContent ?? '{}') as Settings;
