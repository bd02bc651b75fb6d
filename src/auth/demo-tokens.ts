import { generateKeyPairSync } from 'node:crypto';
import { SignJWT } from 'jose';
import type { AuthSettings } from './settings.ts';
import type { KnownScope } from './viewer.ts';

interface DemoTokenRequest {
  readonly scopes: readonly KnownScope[];
  /** Default `demo`; null omits it, for a shorter token. */
  readonly subject?: string | null;
  /** Default 12 hours: a demo that is left open over a working day. */
  readonly ttlSeconds?: number;
}

/** An issuer for the demo gateway: its settings and its signer. */
export interface DemoIssuer {
  readonly settings: AuthSettings;
  sign(request: DemoTokenRequest): Promise<string>;
}

// Short, because it is part of the tokens that the demo prints on one screen.
const issuer = 'demo';
const audience = 'demo';
const defaultTtlSeconds = 12 * 3600;

/**
 * Creates an Ed25519 key pair that never leaves the process: a demo's tokens are valid for that demo only, and end with
 * it.
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
      const token = new SignJWT({ scope: scopes.join(' ') })
        .setProtectedHeader({ alg: 'EdDSA' })
        .setIssuer(issuer)
        .setAudience(audience)
        .setExpirationTime(Math.floor(now().getTime() / 1000) + ttlSeconds);
      return (subject === null ? token : token.setSubject(subject)).sign(privateKey);
    },
  };
}
