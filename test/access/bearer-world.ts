/** A server that takes bearer tokens, and sells them to a GitHub App whose key it knows. Shares no code with the client. */
import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface BearerWorld {
  readonly url: string;
  /** What each request brought as `authorization`, purchases left out. */
  readonly authorizations: (string | undefined)[];
  /** The payloads of the JWTs that were taken. */
  readonly purchases: { readonly iss: string; readonly iat: number; readonly exp: number }[];
  /** The token that is good; any other is a 401. */
  good: string;
  /** Answers 401 to every token. */
  refusesAll: boolean;
  /** Answers every purchase with this status. */
  refusal: number | undefined;
  /** When a token that is sold ends, in milliseconds since 1970. */
  soldUntil: number;
  readonly folder: string;
  /** Writes a file into the folder. Returns its whole name. */
  readonly write: (name: string, text: string) => string;
  readonly close: () => Promise<void>;
}

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** As GitHub gives it (PKCS#1). */
export const appKey = String(privateKey.export({ type: 'pkcs1', format: 'pem' }));

const purchasePath = '/api/v3/app/installations/77/access_tokens';

function readJwt(authorization = ''): BearerWorld['purchases'][number] | undefined {
  const [head = '', payload = '', signature = ''] = authorization.replace('Bearer ', '').split('.');
  const isSigned = verify(
    'RSA-SHA256',
    Buffer.from(`${head}.${payload}`),
    createPublicKey(privateKey),
    Buffer.from(signature, 'base64url'),
  );
  const { alg } = JSON.parse(Buffer.from(head, 'base64url').toString() || '{}') as { readonly alg?: string };
  if (!isSigned || alg !== 'RS256') return undefined;
  return JSON.parse(Buffer.from(payload, 'base64url').toString()) as BearerWorld['purchases'][number];
}

export async function startBearerWorld(): Promise<BearerWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'jobgraph-access-'));
  const server = createServer((request, response) => {
    const { authorization } = request.headers;
    if (request.url === purchasePath && request.method === 'POST') {
      const jwt = readJwt(authorization);
      if (jwt !== undefined) world.purchases.push(jwt);
      response.statusCode = world.refusal ?? (jwt === undefined ? 401 : 201);
      world.good = `ghs_${world.purchases.length}`;
      response.end(JSON.stringify({ token: world.good, expires_at: new Date(world.soldUntil).toISOString() }));
      return;
    }
    world.authorizations.push(authorization);
    response.statusCode = authorization === `Bearer ${world.good}` && !world.refusesAll ? 200 : 401;
    response.end('{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const world: BearerWorld = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v3`,
    authorizations: [],
    purchases: [],
    good: 'first-token',
    refusesAll: false,
    refusal: undefined,
    soldUntil: Number.MAX_SAFE_INTEGER,
    folder,
    write: (name, text) => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true });
    },
  };
  return world;
}
