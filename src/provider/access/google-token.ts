/**
 * Tokens of Google's: for a service account's key, for an external account, and from the metadata server.
 * Why this is no library: docs/decisions/0024-google-tokens.md.
 */
import { dirname, resolve } from 'node:path';
import { SignJWT } from 'jose';
import { BadAnswer } from '../contract/adapter.ts';
import { toEndpoint } from '../contract/signer.ts';
import type { WireAnswer, WireRequest } from '../contract/wire.ts';
import { parseJsonObject, readJsonInstant, requireString } from '../decode/json-fields.ts';
import { buyToken } from './buy-token.ts';
import type { Token, TokenWay } from './credentials.ts';
import type { GoogleFederation, GoogleKey } from './google-files.ts';
import { toSoldToken } from './oauth-token.ts';
import { readGoogleFederationFile, readGoogleKeyFile, readSubjectTokenFile } from './secret-files.ts';

const scope = 'https://www.googleapis.com/auth/cloud-platform';
const form = { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' };

/** Google's servers take an hour at most, counted by their own clock. */
const lifeSeconds = 3600;
/** For clocks that differ. */
const skewSeconds = 30;

/** The JWT bearer grant (RFC 7523 section 2.1). The file is read again for each token. */
export function createGoogleKeyWay(keyFile: string, now: () => Date): TokenWay {
  return {
    read: async () => {
      const key = await readGoogleKeyFile(keyFile);
      const grant = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
      return buy(key.token_uri, { grant_type: grant, assertion: await sign(key, now()) }, now);
    },
  };
}

function sign({ client_email, private_key_id, private_key, token_uri }: GoogleKey, now: Date): Promise<string> {
  const seconds = Math.floor(now.getTime() / 1000) - skewSeconds;
  return new SignJWT({ scope })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', ...(private_key_id === undefined ? {} : { kid: private_key_id }) })
    .setIssuer(client_email)
    .setAudience(token_uri)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + lifeSeconds)
    .sign(private_key);
}

/** The token exchange (RFC 8693 section 2.1). The account's file and the issuer's are read again for each token. */
export function createGoogleFederationWay(file: string, now: () => Date): TokenWay {
  return {
    read: async () => {
      const account = await readGoogleFederationFile(file);
      const source = account.credential_source;
      const subject = await readSubjectTokenFile(resolve(dirname(file), source.file), source);
      const sold = await buy(account.token_url, toExchange(account, subject), now);
      const url = account.service_account_impersonation_url;
      return url === undefined ? sold : impersonate(url, sold);
    },
  };
}

function toExchange({ audience, subject_token_type }: GoogleFederation, subject_token: string) {
  return {
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    requested_token_type: 'urn:ietf:params:oauth:token-type:access_token',
    ...{ audience, scope, subject_token, subject_token_type },
  };
}

/** @see https://docs.cloud.google.com/iam/docs/reference/credentials/rest/v1/projects.serviceAccounts/generateAccessToken */
function impersonate(url: string, { token }: Token): Promise<Token> {
  const headers = { accept: 'application/json', authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ scope: [scope], lifetime: `${lifeSeconds}s` });
  return post(url, { headers, body }, ({ body: answer }) => {
    const sold = parseJsonObject(answer);
    const end = readJsonInstant(sold, 'expireTime');
    if (end === null) throw new BadAnswer('expireTime', 'instant', 'nothing');
    return { token: requireString(sold, 'accessToken'), expiration: new Date(end) };
  });
}

const metadataPath = '/computeMetadata/v1/instance/service-accounts/default/token';
/** The server gives the same token until its last four to five minutes: Google's client for Go has this margin, too. */
const metadataMarginMilliseconds = 225_000;

/**
 * The token of the machine's service account. Without TLS by its nature.
 * @param host default: Google's
 * @see https://docs.cloud.google.com/compute/docs/access/authenticate-workloads
 */
export function createGoogleMetadataWay(host: string | undefined, now: () => Date): TokenWay {
  const endpoint = toEndpoint(`http://${host ?? 'metadata.google.internal'}`, '');
  const request: WireRequest = {
    method: 'GET',
    path: metadataPath,
    headers: { accept: 'application/json', 'metadata-flavor': 'Google' },
  };
  return {
    read: () => {
      const askedAt = now().getTime();
      return buyToken(endpoint, request, (answer) => {
        // Another server at this name.
        if (answer.headers['metadata-flavor'] !== 'Google') throw new BadAnswer('', 'text', 'nothing');
        return toSoldToken(answer, askedAt);
      });
    },
    marginMilliseconds: metadataMarginMilliseconds,
  };
}

function buy(address: string, members: Readonly<Record<string, string>>, now: () => Date): Promise<Token> {
  const askedAt = now().getTime();
  const body = String(new URLSearchParams(members));
  return post(address, { headers: form, body }, (answer) => toSoldToken(answer, askedAt));
}

function post(
  address: string,
  request: Pick<WireRequest, 'headers' | 'body'>,
  readAnswer: (answer: WireAnswer) => Token,
): Promise<Token> {
  const { origin, pathname, search } = new URL(address);
  return buyToken(toEndpoint(origin, ''), { method: 'POST', path: pathname + search, ...request }, readAnswer);
}
