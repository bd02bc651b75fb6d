/** Tokens that a GitHub App requests for one of its installations. */
import type { KeyObject } from 'node:crypto';
import { SignJWT } from 'jose';
import type { z } from 'zod';
import { BadAnswer } from '../contract/adapter.ts';
import type { Endpoint } from '../contract/signer.ts';
import type { WireAnswer, WireRequest } from '../contract/wire.ts';
import { parseJsonObject, readJsonInstant, requireString } from '../decode/json-fields.ts';
import { buyToken } from './buy-token.ts';
import type { Token, TokenWay } from './credentials.ts';
import { readRsaKeyFile } from './secret-files.ts';
import type { appWay } from './settings.ts';

type App = z.output<typeof appWay>['app'];

/** GitHub takes ten minutes at most, counted by its own clock. */
const lifeSeconds = 9 * 60;
/** For clocks that differ. */
const skewSeconds = 30;

/**
 * Installation access tokens, which GitHub lets expire after an hour.
 * @see https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-an-installation-access-token-for-a-github-app
 */
export function createAppWay(app: App, endpoint: Endpoint, now: () => Date): TokenWay {
  return {
    read: async () => {
      const jwt = await createAppJwt(app, await readRsaKeyFile(app.privateKeyFile), now());
      return buyToken(endpoint, toPurchase(app, jwt), readAnswer);
    },
  };
}

function createAppJwt({ appId }: App, key: KeyObject, now: Date): Promise<string> {
  const seconds = Math.floor(now.getTime() / 1000);
  return new SignJWT({})
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT' })
    .setIssuer(appId)
    .setIssuedAt(seconds - skewSeconds)
    .setExpirationTime(seconds + lifeSeconds)
    .sign(key);
}

function toPurchase({ installationId }: App, jwt: string): WireRequest {
  return {
    method: 'POST',
    path: `/app/installations/${installationId}/access_tokens`,
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${jwt}`,
      'user-agent': 'jobgraph',
      'x-github-api-version': '2022-11-28',
    },
  };
}

function readAnswer({ body }: WireAnswer): Token {
  const answer = parseJsonObject(body);
  const expiration = readJsonInstant(answer, 'expires_at');
  if (expiration === null) throw new BadAnswer('expires_at', 'instant', 'nothing');
  return { token: requireString(answer, 'token'), expiration: new Date(expiration) };
}
