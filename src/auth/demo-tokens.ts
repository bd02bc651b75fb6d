import { generateKeyPairSync } from 'node:crypto';
import { SignJWT } from 'jose';
import type { AuthSettings } from './settings.ts';
import type { KnownScope } from './viewer.ts';

export interface DemoTokenRequest {
  readonly scopes: readonly KnownScope[];
  /** Default `demo`. */
  readonly subject?: string;
  /** Default 12 hours: a demo that is left open over a working day. */
  readonly ttlSeconds?: number;
}

/** An issuer for the demo gateway: its settings, and its pen. */
export interface DemoIssuer {
  readonly settings: AuthSettings;
  sign(request: DemoTokenRequest): Promise<string>;
}

const issuer = 'urn:jobgraph:demo';
const audience = 'jobgraph';
const defaultTtlSeconds = 12 * 3600;

/**
 * Makes a fresh Ed25519 key pair that never leaves the process, so that a demo token opens the one demo that signed it and dies
 * with it.
 */
export function createDemoIssuer({ now }: { readonly now: () => Date }): DemoIssuer {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return {
    settings: {
      mode: 'jwt',
      issuer,
      audience,
      algorithms: ['EdDSA'],
      publicKey,
      scopeClaims: ['scope'],
      anonymousScopes: ['job:read'],
    },
    sign({ scopes, subject = 'demo', ttlSeconds = defaultTtlSeconds }) {
      const issuedAt = Math.floor(now().getTime() / 1000);
      return new SignJWT({ scope: scopes.join(' ') })
        .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt' })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(subject)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + ttlSeconds)
        .sign(privateKey);
    },
  };
}
