import { describe, expect, it } from 'vitest';

import { toEmulatedRequest } from '../../emulators/kit/request.ts';
import { verifySigV2 } from '../../emulators/kit/sigv2.ts';

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const now = new Date('2024-01-02T03:04:05Z');

/** Computed with botocore's signer at a fixed time. */
const vector = {
  Action: 'GetStatus',
  Version: '2010-06-01',
  JobId: 'A36BC',
  AWSAccessKeyId: 'AKIDEXAMPLE',
  Timestamp: '2024-01-02T03:04:05Z',
  SignatureMethod: 'HmacSHA256',
  SignatureVersion: '2',
  Signature: '5zakTcPp1fQrVPN8vITKMskOnOYmFng/E+BZHqo6Zlc=',
};

function verify(
  form: Readonly<Record<string, string>>,
  changes: { readonly host?: string; readonly method?: string; readonly url?: string; readonly now?: Date } = {},
): string | undefined {
  const request = toEmulatedRequest({
    method: changes.method ?? 'POST',
    url: changes.url ?? '/',
    headers: {
      host: changes.host ?? 'importexport.amazonaws.com',
      'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
    },
    body: new URLSearchParams(form).toString(),
  });
  return verifySigV2(request, { credentials, now: changes.now ?? now })?.reason;
}

describe('verifySigV2', () => {
  it('accepts the vector', () => {
    expect(verify(vector)).toBeUndefined();
  });

  it.each([
    ['job', { ...vector, JobId: 'A36BD' }, 'mismatch'],
    ['parameter more', { ...vector, Extra: '1' }, 'mismatch'],
    ['timestamp', { ...vector, Timestamp: '2024-01-02T03:04:06Z' }, 'mismatch'],
    ['form of the timestamp', { ...vector, Timestamp: 'yesterday' }, 'malformed'],
    ['key', { ...vector, AWSAccessKeyId: 'AKIDOTHER' }, 'unknown-key'],
    ['token', { ...vector, SecurityToken: 'x' }, 'unknown-key'],
    ['method of signing', { ...vector, SignatureMethod: 'HmacSHA1' }, 'malformed'],
    ['signature', { ...vector, Signature: vector.Signature.replace('5', '6') }, 'mismatch'],
  ])('refuses a form with another %s', (_, form, reason) => {
    expect(verify(form)).toBe(reason);
  });

  it.each([
    ['host', { host: 'importexport.example.com' }],
    ['method', { method: 'GET' }],
    ['path', { url: '/other' }],
  ])('refuses the form at another %s', (_, changes) => {
    expect(verify(vector, changes)).toBe('mismatch');
  });

  it('refuses a form without a signature', () => {
    const { Signature: _, ...unsigned } = vector;

    expect(verify(unsigned)).toBe('missing');
  });

  it('refuses a form that is older than a quarter of an hour', () => {
    expect(verify(vector, { now: new Date('2024-01-02T03:19:06Z') })).toBe('skewed');
  });
});
