import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { completeCloudRun, type CloudRunSettings } from '../../../src/datasources/cloudrun/settings.ts';
import { faultsOf, load } from '../../config/config-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'jobgraph-cloudrun-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const toPem = (type: 'rsa' | 'ec'): string => {
  const { privateKey } =
    type === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
};
const rsa = toPem('rsa');
const key = { type: 'service_account', client_email: 'a@acme.iam.gserviceaccount.com', private_key: rsa };
const federation = {
  type: 'external_account',
  audience: '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/q',
  subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
  token_url: 'https://sts.googleapis.com/v1/token',
  credential_source: { file: '/var/run/token' },
};

function write(name: string, content: unknown): string {
  const file = join(folder, name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

const place = ', project: acme-data, region: europe-west1';
const toFile = (settings: string): string =>
  `auth: { mode: none }\nsources:\n  - { name: europe, provider: cloudrun${settings} }\n`;

describe('the settings of a Cloud Run source', () => {
  it.each([
    place,
    `${place}, credentials: { token: t }`,
    `${place}, jobs: [nightly-load, a]`,
    `${place}, endpoint: "http://127.0.0.1:8080"`,
    ', project: acme, region: us-central1',
    ', project: "123456789", region: me-central2',
    ', project: "acme.example:data-1", region: northamerica-northeast1',
    `${place}, credentials: { keyFile: ${write('key.json', key)} }`,
    `${place}, credentials: { externalAccountFile: ${write('federation.json', federation)} }`,
    `${place}, credentials: { externalAccountFile: ${write('json-federation.json', {
      ...federation,
      credential_source: { file: 'token.json', format: { type: 'json', subject_token_field_name: 'id_token' } },
    })} }`,
  ])('may be%s', (settings) => {
    expect(load(toFile(settings)).sources).toHaveLength(1);
  });

  const project = 'sources[0].project must be the id of a Google Cloud project such as acme-data, or its number';
  const region = 'sources[0].region must be a Google Cloud region such as europe-west1';
  const ways = 'sources[0].credentials must be a map of either keyFile, or externalAccountFile, or token, or tokenFile';
  const keyFault = 'sources[0].credentials.keyFile must be a JSON file of type service_account';
  const fileFault = 'sources[0].credentials.externalAccountFile must be a JSON file of type external_account';
  it.each([
    [', region: europe-west1', project],
    [', project: Acme, region: europe-west1', project],
    [', project: acme-, region: europe-west1', project],
    [', project: ../../x, region: europe-west1', project],
    [', project: acme-data', region],
    [', project: acme-data, region: "-"', region],
    [', project: acme-data, region: europe-west1-b', region],
    [`${place}, jobs: []`, 'sources[0].jobs must be a list of 1 to 100 names of jobs'],
    [`${place}, jobs: ["-"]`, 'sources[0].jobs[0] must be the name of a job'],
    [`${place}, endpoint: "http://run.acme.example"`, 'sources[0].endpoint must be an https URL'],
    [`${place}, credentials: { app: a }`, 'sources[0].credentials.app must be one of the keys keyFile'],
    [`${place}, credentials: { token: t, keyFile: a }`, ways],
    [`${place}, credentials: { keyFile: ${join(folder, 'none.json')} }`, keyFault],
    [`${place}, credentials: { keyFile: ${write('text', 'hello')} }`, 'but got one of something else'],
    [
      `${place}, credentials: { keyFile: ${write('user.json', { type: 'authorized_user', refresh_token: 's' })} }`,
      `${keyFault} with client_email and an RSA private_key, as Google gives it, but got one of type authorized_user`,
    ],
    [
      `${place}, credentials: { keyFile: ${write('federated.json', federation)} }`,
      'but got one of type external_account',
    ],
    [
      `${place}, credentials: { keyFile: ${write('ec.json', { ...key, private_key: toPem('ec') })} }`,
      'but got one that is not complete',
    ],
    [
      `${place}, credentials: { keyFile: ${write('open.json', { ...key, token_uri: 'http://sts.acme.example/' })} }`,
      'but got one that is not complete',
    ],
    ...(['url', 'environment_id', 'executable', 'certificate'] as const).map((source) => [
      `${place}, credentials: { externalAccountFile: ${write(`${source}.json`, {
        ...federation,
        credential_source: { [source]: 'aws1' },
      })} }`,
      `${fileFault} whose credential_source is a file, as Google gives it, but got one whose credential_source has ${source}`,
    ]),
  ])('may not be%s', (settings, fault) => {
    const faults = faultsOf(toFile(settings));

    expect(faults).toEqual(expect.arrayContaining([expect.stringContaining(fault)]));
    expect(faults.join()).not.toContain('PRIVATE KEY');
  });
});

describe('without credentials', () => {
  const settings = { name: 'europe', provider: 'cloudrun', project: 'acme', region: 'europe-west1' };
  const complete = (environment: Readonly<Record<string, string>>, more: object = {}) =>
    completeCloudRun({ ...settings, ...more } as unknown as CloudRunSettings, environment);

  it.each([
    ['keyFile', key],
    ['externalAccountFile', federation],
  ])('the environment names a file for %s', (name, content) => {
    const file = write(`env-${name}.json`, content);

    expect(complete({ GOOGLE_APPLICATION_CREDENTIALS: file }).settings?.credentials).toEqual({ [name]: file });
  });

  it('the metadata server is asked, at the address of the environment if that has one', () => {
    expect(complete({})).toEqual({});
    expect(complete({ GCE_METADATA_HOST: '127.0.0.1:8080' }).settings?.metadataHost).toBe('127.0.0.1:8080');
  });

  it('the environment is not looked at where there are credentials', () => {
    const environment = { GOOGLE_APPLICATION_CREDENTIALS: '/nowhere', GCE_METADATA_HOST: 'a b' };

    expect(complete(environment, { credentials: { token: 't' } })).toEqual({});
  });

  it.each([
    [{ GOOGLE_APPLICATION_CREDENTIALS: '/nowhere' }, 'but got another file or none'],
    [
      { GOOGLE_APPLICATION_CREDENTIALS: write('env-user.json', { type: 'authorized_user' }) },
      'but got one of type authorized_user',
    ],
    [{ GCE_METADATA_HOST: 'a b/c' }, 'GCE_METADATA_HOST is a host, with or without a port, but got other text'],
  ])('a fault is %j', (environment, fault) => {
    expect(complete(environment as Readonly<Record<string, string>>).faults).toEqual([
      { path: ['credentials'], message: expect.stringContaining(fault) as string },
    ]);
  });
});
