import { describe, expect, it } from 'vitest';

import { importexport } from '../../../src/datasources/importexport/index.ts';

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const source = {
  name: 'devices',
  provider: 'importexport',
  signatureVersion: 2,
  timeoutSeconds: 10,
  deadlineSeconds: 25,
} as const;
const at = new Date('2024-01-02T03:04:05.678Z');
const { request } = importexport.createAdapter(source).describe.read(['A36BC']);

describe('Signature Version 2', () => {
  it('signs GetStatus as AWS’s own clients did', async () => {
    const sign = importexport.createSigner({ ...source, credentials }, () => at);

    const signed = await sign(request, at);

    expect({ ...signed, body: Object.fromEntries(new URLSearchParams(signed.body)) }).toEqual({
      origin: 'https://importexport.amazonaws.com',
      method: 'POST',
      path: '/',
      headers: {
        'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
        host: 'importexport.amazonaws.com',
      },
      body: {
        Action: 'GetStatus',
        Version: '2010-06-01',
        JobId: 'A36BC',
        AWSAccessKeyId: 'AKIDEXAMPLE',
        SignatureVersion: '2',
        SignatureMethod: 'HmacSHA256',
        Timestamp: '2024-01-02T03:04:05Z',
        Signature: '5zakTcPp1fQrVPN8vITKMskOnOYmFng/E+BZHqo6Zlc=',
      },
    });
  });

  it('signs the token of temporary credentials too', async () => {
    const sign = importexport.createSigner(
      { ...source, credentials: { ...credentials, sessionToken: 'a/token+b==' } },
      () => at,
    );

    const form = new URLSearchParams((await sign(request, at)).body);

    expect(form.get('SecurityToken')).toBe('a/token+b==');
    expect(form.get('Signature')).not.toBe('5zakTcPp1fQrVPN8vITKMskOnOYmFng/E+BZHqo6Zlc=');
  });

  it('encodes the form so that no sign of a signature is taken for a blank', async () => {
    const sign = importexport.createSigner({ ...source, credentials }, () => at);

    const { body } = await sign(request, at);

    expect(body).toContain('Signature=5zakTcPp1fQrVPN8vITKMskOnOYmFng%2FE%2BBZHqo6Zlc%3D');
  });
});
