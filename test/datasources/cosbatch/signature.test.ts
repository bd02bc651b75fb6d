import { describe, expect, it } from 'vitest';

import { cosbatch } from '../../../src/datasources/cosbatch/index.ts';
import { toAuthorization } from '../../../src/datasources/cosbatch/signature.ts';
import { toCosAuthorization } from '../../emulation/signed-call.ts';

const credentials = { secretId: 'AKIDEXAMPLEEXAMPLEEXAMPLEEXAMPLE0000', secretKey: 'EXAMPLEsecretKEYexampleSECRET000' };
const keyTime = '1700000000;1700000900';
const headers = { host: '100000000001.cos-control.ap-chengdu.myqcloud.com', 'x-cos-appid': '1250000000' };
const jobId = '53dc6228-c50b-46f7-8ad7-65e7159f1aae';
const source = {
  name: 'cos',
  provider: 'cosbatch',
  uin: '100000000001',
  appId: '1250000000',
  region: 'ap-chengdu',
  credentials,
  timeoutSeconds: 10,
  deadlineSeconds: 25,
} as const;
const at = new Date(1_700_000_060_999);
const now = (): Date => at;

/** As Tencent's own Node.js client signs the same. */
const vectors = [
  [`/jobs/${jobId}`, {}, '', '45d8a8771d87374c4ee5f03c8a3699da74c1c74d'],
  [
    '/jobs',
    { jobStatuses: 'Active', maxResults: '100', nextToken: '066d919e-49b9-429e-b844-e17ea7b16421' },
    'jobstatuses;maxresults;nexttoken',
    '3a27cc8660a1809ad2256f29d0ce4126b10c7555',
  ],
] as const;

/** Written from Tencent's page by the tests alone. */
const toExpectedAuthorization = (path: string, window: string): string =>
  toCosAuthorization({ method: 'GET', path, query: [], headers: Object.entries(headers), window, ...credentials });

describe('the COS signature', () => {
  it.each(vectors)('of GET %s %j is the provider’s own', (path, query, parameters, signature) => {
    const authorization = toAuthorization({ method: 'GET', path, query, headers }, credentials, keyTime);

    expect(authorization).toBe(
      `q-sign-algorithm=sha1&q-ak=AKIDEXAMPLEEXAMPLEEXAMPLEEXAMPLE0000&q-sign-time=${keyTime}&q-key-time=${keyTime}` +
        `&q-header-list=host;x-cos-appid&q-url-param-list=${parameters}&q-signature=${signature}`,
    );
  });

  it('covers exactly the host and the tenant, for five minutes of which one is past', async () => {
    const sign = cosbatch.createSigner(source, now);

    const signed = await sign(cosbatch.createAdapter(source).describe.read([jobId]).request, at);

    const window = '1700000000;1700000300';
    expect(signed).toEqual({
      origin: `https://${headers.host}`,
      method: 'GET',
      path: `/jobs/${jobId}`,
      headers: {
        ...headers,
        date: 'Tue, 14 Nov 2023 22:14:20 GMT',
        authorization: toExpectedAuthorization(`/jobs/${jobId}`, window),
      },
    });
    expect(signed.headers['authorization']).toContain(`q-sign-time=${window}&`);
  });

  it('covers the token of temporary credentials', async () => {
    const sign = cosbatch.createSigner({ ...source, credentials: { ...credentials, token: 'a/token==' } }, now);

    const signed = await sign(cosbatch.createAdapter(source).describe.read([jobId]).request, at);

    expect(signed.headers['x-cos-security-token']).toBe('a/token==');
    expect(signed.headers['authorization']).toContain('q-header-list=host;x-cos-appid;x-cos-security-token&');
  });

  it('covers the query of a list, in the order of its names', async () => {
    const sign = cosbatch.createSigner(source, now);
    const page = cosbatch
      .createAdapter(source)
      .listing?.page({ container: null, after: 'a b', size: 100, filter: { statuses: ['PAUSED'] } });

    const signed = page && (await sign(page.request, at));

    expect(signed?.path).toBe('/jobs?jobStatuses=Paused&maxResults=100&nextToken=a%20b');
    expect(signed?.headers['authorization']).toContain('q-url-param-list=jobstatuses;maxresults;nexttoken&');
  });

  it('covers the path as it is before it is encoded', async () => {
    const sign = cosbatch.createSigner(source, now);

    const signed = await sign({ method: 'GET', path: '/jobs/a%20b' }, at);

    expect(signed.path).toBe('/jobs/a%20b');
    expect(signed.headers['authorization']).toBe(toExpectedAuthorization('/jobs/a b', '1700000000;1700000300'));
  });
});
