import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { appWay, refuseOpenHttp, tokenFileWay, tokenWay } from '../../src/provider/access/settings.ts';
import { listFileFaults } from '../../src/config/sources.ts';
import { toSourceSchema } from '../../src/provider/contract/settings.ts';
import { startSelfSignedServer } from '../operator/self-signed.ts';
import { appKey, startBearerWorld, type BearerWorld } from './bearer-world.ts';

let world: BearerWorld;
beforeEach(async () => {
  world = await startBearerWorld();
});
afterEach(() => world.close());

const schema = toSourceSchema('lab', {
  credentials: z.union([tokenWay, tokenFileWay, appWay], { error: 'one of token, tokenFile and app' }),
  server: z.string().optional(),
}).superRefine(...refuseOpenHttp('endpoint', 'server'));

function listIssues(settings: object): readonly (readonly [string, string])[] {
  const source = { name: 'ci', provider: 'lab', credentials: { token: 'one' }, ...settings };
  return (schema.safeParse(source).error?.issues ?? []).map(({ path, message }) => [path.join('.'), message]);
}

const safe = 'an https URL, or an http one of 127.0.0.0/8, [::1] or localhost, because tokens are sent to it';

describe('the address of a source that takes tokens', () => {
  it.each([
    'https://ghe.example/api/v3',
    'http://127.0.0.1:8080/api',
    'http://127.9.9.9',
    'http://[::1]:1/x',
    'http://localhost:3',
    'HTTP://LOCALHOST',
  ])('may be %s', (endpoint) => {
    expect(listIssues({ endpoint })).toEqual([]);
    expect(listIssues({ server: endpoint })).toEqual([]);
  });

  it.each([
    'http://ghe.example',
    'http://127.0.0.1.example',
    'http://localhost.example:80/api',
    'http://[::2]',
    'http://128.0.0.1',
    'HTTP://10.0.0.1:6443',
  ])('may not be %s', (endpoint) => {
    expect(listIssues({ endpoint })).toEqual([['endpoint', safe]]);
    expect(listIssues({ server: endpoint })).toEqual([['server', safe]]);
  });
});

describe('the credentials of a source that takes tokens', () => {
  it.each([
    { token: 'ghp_1' },
    { tokenFile: 'github-token' },
    { app: { appId: '123456', installationId: '7654321', privateKeyFile: 'app.pem' } },
    { app: { appId: 'Iv23liABC', installationId: '7', privateKeyFile: 'app.pem' } },
  ])('may be %j', (credentials) => {
    expect(listIssues({ credentials })).toEqual([]);
  });

  it.each([
    {},
    { token: 'a', tokenFile: 'b' },
    { token: 'a\n' },
    { token: '' },
    { app: { appId: 123_456, installationId: '7', privateKeyFile: 'app.pem' } },
    { app: { appId: '1', installationId: '7/../8', privateKeyFile: 'app.pem' } },
    { app: { appId: '1', installationId: '7' } },
  ])('may not be %j', (credentials) => {
    expect(listIssues({ credentials })).not.toEqual([]);
  });
});

describe('a file that a source names', () => {
  const check = (credentials: object): readonly string[] =>
    listFileFaults(credentials, world.folder, ['sources', 0]).map(
      ({ path, message }) => `${path.join('.')} ${message}`,
    );

  it('is looked for in the configuration’s folder, and may hold what it must', async () => {
    const server = await startSelfSignedServer();
    world.write('token', '\n secret-token \r\n');
    world.write('app.pem', appKey);
    world.write('ca.crt', `# ours\n${server.certificate}\n${server.certificate}`);
    await server.close();

    expect(
      check({
        caFile: 'ca.crt',
        credentials: { tokenFile: 'token', app: { privateKeyFile: `${world.folder}/app.pem` } },
      }),
    ).toEqual([]);
  });

  it('is a fault with its path and what was expected, and shows nothing of it', () => {
    const ellipticKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    world.write('blank', ' \n\t');
    world.write('sentence', 'secret words');
    world.write('ec.pem', String(ellipticKey.export({ type: 'pkcs8', format: 'pem' })));
    world.write('broken.crt', '-----BEGIN CERTIFICATE-----\nc2VjcmV0\n-----END CERTIFICATE-----\n');
    world.write('key.crt', appKey);

    expect(['none', 'blank', 'sentence', '.'].flatMap((tokenFile) => check({ credentials: { tokenFile } }))).toEqual(
      ['none of that name', 'an empty one', 'one of something else', 'a folder'].map(
        (got) =>
          `sources.0.credentials.tokenFile must be a file of one token, in visible ASCII characters, but got ${got}`,
      ),
    );
    expect(check({ credentials: { app: { privateKeyFile: 'ec.pem' } } })).toEqual([
      'sources.0.credentials.app.privateKeyFile must be a file of an RSA private key in PEM, but got one of something else',
    ]);
    expect(['broken.crt', 'key.crt', 'sentence'].flatMap((caFile) => check({ caFile }))).toEqual(
      [0, 1, 2].map(() => 'sources.0.caFile must be a file of certificates in PEM, but got one of something else'),
    );
  });
});
