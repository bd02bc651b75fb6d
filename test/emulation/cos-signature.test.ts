import { describe, expect, it } from 'vitest';

import { verifyCosSignature } from '../../emulators/kit/cos-signature.ts';
import { toEmulatedRequest } from '../../emulators/kit/request.ts';
import { toCosAuthorization } from './signed-call.ts';

const credentials = {
  secretId: 'AKIDEXAMPLEEXAMPLEEXAMPLEEXAMPLE0000',
  secretKey: 'EXAMPLEsecretKEYexampleSECRET000',
};
const host = '100000000001.cos-control.ap-chengdu.myqcloud.com';
const now = new Date(1_700_000_000_000);
const describeUrl = '/jobs/53dc6228-c50b-46f7-8ad7-65e7159f1aae';
const listUrl = '/jobs?jobStatuses=Active&maxResults=100&nextToken=066d919e-49b9-429e-b844-e17ea7b16421';

/** Computed by an independent program and by Tencent's own SDK. */
const describeSignature = '45d8a8771d87374c4ee5f03c8a3699da74c1c74d';
const listSignature = '3a27cc8660a1809ad2256f29d0ce4126b10c7555';

function toAuthorization(changes: Readonly<Record<string, string>> = {}): string {
  const members = {
    'q-sign-algorithm': 'sha1',
    'q-ak': credentials.secretId,
    'q-sign-time': '1700000000;1700000900',
    'q-key-time': '1700000000;1700000900',
    'q-header-list': 'host;x-cos-appid',
    'q-url-param-list': '',
    'q-signature': describeSignature,
    ...changes,
  };
  return Object.entries(members)
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function verify(
  changes: {
    readonly url?: string;
    readonly method?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly authorization?: string;
    readonly now?: Date;
    readonly credentials?: Parameters<typeof verifyCosSignature>[1]['credentials'];
  } = {},
): string | undefined {
  const request = toEmulatedRequest({
    method: changes.method ?? 'GET',
    url: changes.url ?? describeUrl,
    headers: {
      host,
      'x-cos-appid': '1250000000',
      ...changes.headers,
      authorization: changes.authorization ?? toAuthorization(),
    },
  });
  const expected = { credentials: changes.credentials ?? credentials, now: changes.now ?? now };
  return verifyCosSignature(request, expected)?.reason;
}

describe('verifyCosSignature', () => {
  it('accepts the vector of DescribeJob', () => {
    expect(verify()).toBeUndefined();
  });

  it('accepts the vector of ListJobs', () => {
    const authorization = toAuthorization({
      'q-url-param-list': 'jobstatuses;maxresults;nexttoken',
      'q-signature': listSignature,
    });

    expect(verify({ url: listUrl, authorization })).toBeUndefined();
  });

  it('accepts a token that is signed along', () => {
    const headers = { 'x-cos-security-token': 'example-token' };
    const authorization = toCosAuthorization({
      method: 'GET',
      path: describeUrl,
      query: [],
      headers: [['host', host], ['x-cos-appid', '1250000000'], ...Object.entries(headers)],
      window: '1700000000;1700000060',
      ...credentials,
    });

    expect(verify({ headers, authorization, credentials: { ...credentials, token: 'example-token' } })).toBeUndefined();
  });

  it.each([
    ['path', { url: `${describeUrl}0` }, 'mismatch'],
    ['query', { url: `${describeUrl}?x=1` }, 'mismatch'],
    ['method', { method: 'DELETE' }, 'mismatch'],
    ['tenant', { headers: { 'x-cos-appid': '1250000001' } }, 'mismatch'],
    ['host', { headers: { host: '100000000002.cos-control.ap-chengdu.myqcloud.com' } }, 'mismatch'],
    ['token', { headers: { 'x-cos-security-token': 'x' } }, 'unknown-key'],
    ['key', { authorization: toAuthorization({ 'q-ak': 'AKIDOTHER' }) }, 'unknown-key'],
    ['secret', { credentials: { ...credentials, secretKey: 'other' } }, 'mismatch'],
    ['algorithm', { authorization: toAuthorization({ 'q-sign-algorithm': 'md5' }) }, 'malformed'],
    ['key time', { authorization: toAuthorization({ 'q-key-time': '1700000000;1700000901' }) }, 'malformed'],
    ['shorter header list', { authorization: toAuthorization({ 'q-header-list': 'host' }) }, 'mismatch'],
    [
      'longer header list',
      { authorization: toAuthorization({ 'q-header-list': 'date;host;x-cos-appid' }) },
      'mismatch',
    ],
    ['parameter list', { authorization: toAuthorization({ 'q-url-param-list': 'x' }) }, 'mismatch'],
    ['member more', { authorization: toAuthorization({ extra: '1' }) }, 'malformed'],
    ['scheme', { authorization: 'Bearer example' }, 'malformed'],
  ])('refuses a request with another %s', (_, changes, reason) => {
    expect(verify(changes)).toBe(reason);
  });

  it('refuses a signed list whose parameters are left out of the parameter list', () => {
    expect(verify({ url: listUrl, authorization: toAuthorization({ 'q-signature': listSignature }) })).toBe('mismatch');
  });

  it.each([
    [1_699_999_999, 'skewed'],
    [1_700_000_000, undefined],
    [1_700_000_899, undefined],
    [1_700_000_900, 'skewed'],
  ])('judges the window 1700000000;1700000900 at %i as %s', (seconds, reason) => {
    expect(verify({ now: new Date(seconds * 1000) })).toBe(reason);
  });
});
