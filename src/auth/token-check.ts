import { decodeProtectedHeader, errors, jwtVerify } from 'jose';
import type { JWTHeaderParameters, JWTPayload } from 'jose';
import type { TokenSettings } from './settings.ts';
import { InvalidToken, type InvalidTokenReason } from './token-errors.ts';
import type { TokenKeys } from './token-keys.ts';
import type { Viewer } from './viewer.ts';

/** RFC 7519 section 4.1.4 allows "no more than a few minutes" for clock skew; here one minute. */
const skewSeconds = 60;
const maxTokenBytes = 8192;
const maxScopes = 256;
/** The latest time that a Date can represent. */
const maxEpochSeconds = 8.64e12;

/** Three non-empty base64url parts. Five would be encrypted (RFC 7516); an empty third would be unsigned (RFC 7519 section 6). */
const compactForm = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/**
 * Header parameters that no token needs here: keys inside the token or links to them (RFC 8725 sections 3.10 and 2.1),
 * extensions (RFC 7515 section 4.1.11, RFC 7797), nesting and encryption (RFC 8725 section 2.3).
 */
const refusedParameters = ['jku', 'jwk', 'x5u', 'x5c', 'crit', 'b64', 'cty', 'enc', 'zip'];
/** RFC 8725 section 3.11; RFC 9068 section 2.1. The `application/` prefix may be left out (RFC 7515 section 4.1.9). */
const types: ReadonlySet<string> = new Set(['jwt', 'at+jwt', 'application/jwt', 'application/at+jwt']);

/** What a token is checked against. */
interface TokenCheck {
  readonly settings: TokenSettings;
  readonly keys: TokenKeys;
  readonly now: () => Date;
}

/**
 * The viewer that a token represents, after every check of RFC 8725.
 * @throws InvalidToken for anything wrong with the token
 * @throws TokenKeysUnavailable if the issuer's keys cannot be read
 */
export async function readToken(token: string, check: TokenCheck): Promise<Viewer> {
  if (token.length > maxTokenBytes) throw new InvalidToken('too-long');
  if (!compactForm.test(token)) throw new InvalidToken('malformed');
  const header = readHeader(token, check.keys.algorithms);
  return toViewer(await verify(token, header, check), check);
}

function readHeader(token: string, algorithms: readonly string[]): JWTHeaderParameters {
  const header = decodeHeader(token);
  const { alg, kid, typ } = header;
  // Before any key is looked up: a token that cannot be valid causes no request.
  if (typeof alg !== 'string' || !algorithms.includes(alg)) throw new InvalidToken('algorithm');
  const isRefused = refusedParameters.some((name) => Object.hasOwn(header, name));
  const isTyped = typ === undefined || (typeof typ === 'string' && types.has(typ.toLowerCase()));
  const isNamed = kid === undefined || typeof kid === 'string';
  if (isRefused || !isTyped || !isNamed) throw new InvalidToken('header');
  return { ...header, alg };
}

function decodeHeader(token: string): ReturnType<typeof decodeProtectedHeader> {
  try {
    return decodeProtectedHeader(token);
  } catch {
    throw new InvalidToken('malformed');
  }
}

async function verify(token: string, header: JWTHeaderParameters, check: TokenCheck): Promise<JWTPayload> {
  const verified = await verifyWithAny(token, header, check);
  if (verified !== null) return verified;
  // A token with a `kid` was checked with that key. One without may be signed with a key newer than the known ones.
  if (header.kid === undefined && (await check.keys.seekNewer())) {
    const afterwards = await verifyWithAny(token, header, check);
    if (afterwards !== null) return afterwards;
  }
  throw new InvalidToken('signature');
}

/** Null if no key verifies the signature. */
async function verifyWithAny(
  token: string,
  header: JWTHeaderParameters,
  check: TokenCheck,
): Promise<JWTPayload | null> {
  const { settings, keys, now } = check;
  const { issuer, audience } = settings;
  for (const key of await keys.candidates(header)) {
    try {
      const { payload } = await jwtVerify(token, key, {
        algorithms: [...keys.algorithms],
        issuer,
        audience: typeof audience === 'string' ? audience : [...audience],
        requiredClaims: ['iss', 'aud', 'exp'],
        clockTolerance: skewSeconds,
        currentDate: now(),
      });
      return payload;
    } catch (error) {
      if (!(error instanceof errors.JWSSignatureVerificationFailed)) throw toInvalidToken(error);
    }
  }
  return null;
}

/** Whether it is missing, of the wrong type, or another one. */
const reasonOfClaim: ReadonlyMap<string, InvalidTokenReason> = new Map([
  ['iss', 'issuer'],
  ['aud', 'audience'],
]);

/** Drops the cause on purpose: it may contain the claims. */
function toInvalidToken(error: unknown): InvalidToken {
  if (error instanceof errors.JWTExpired) return new InvalidToken('expired');
  if (error instanceof errors.JWTClaimValidationFailed) {
    const isEarly = error.claim === 'nbf' && error.reason === 'check_failed';
    return new InvalidToken(isEarly ? 'not-yet-valid' : (reasonOfClaim.get(error.claim) ?? 'claims'));
  }
  if (error instanceof errors.JWTInvalid) return new InvalidToken('claims');
  if (error instanceof errors.JOSEError) return new InvalidToken('malformed');
  // Anything else: the key does not fit the algorithm.
  return new InvalidToken('unknown-key');
}

function toViewer(payload: JWTPayload, { settings, now }: TokenCheck): Viewer {
  const { exp, iat, sub } = payload;
  if (typeof exp !== 'number' || Math.abs(exp) > maxEpochSeconds) throw new InvalidToken('claims');
  // RFC 7519 does not restrict `iat`, but a token from the future means a wrong clock. jose has checked that it is a number.
  if (iat !== undefined && iat > now().getTime() / 1000 + skewSeconds) throw new InvalidToken('not-yet-valid');
  if (sub !== undefined && typeof sub !== 'string') throw new InvalidToken('claims');
  return Object.freeze({
    kind: 'token',
    subject: sub === undefined || sub === '' ? null : sub,
    scopes: readScopes(payload, settings.scopeClaims),
    expiresAt: new Date(exp * 1000),
  });
}

/** The union of the claims. Ignores anything but strings and arrays of strings: ignoring can only grant less. */
function readScopes(payload: JWTPayload, claims: readonly string[]): ReadonlySet<string> {
  const scopes = new Set<string>();
  for (const claim of claims) {
    const value = Object.hasOwn(payload, claim) ? payload[claim] : undefined;
    // RFC 6749 section 3.3 separates scopes by spaces only. An array's member is one scope, not split.
    const members: readonly unknown[] =
      typeof value === 'string' ? value.split(' ') : Array.isArray(value) ? value : [];
    for (const scope of members) {
      if (typeof scope === 'string' && scope !== '' && scopes.size < maxScopes) scopes.add(scope);
    }
  }
  return scopes;
}
