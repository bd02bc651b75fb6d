import { describe, expect, it } from 'vitest';
import { listSecrets } from '../../src/jobs/reading/provider-message.ts';
import type { SignedRequest } from '../../src/provider/contract/wire.ts';

function toSecretsOf(headers: Readonly<Record<string, string>>): readonly string[] {
  return listSecrets({ name: 'lab', credentials: { token: 'of the settings' } }, { headers } as SignedRequest);
}

describe('the secrets of a request', () => {
  it.each(['Bearer abc123', 'token abc123'])('hold a bearer token of any length: %s', (authorization) => {
    expect(toSecretsOf({ authorization })).toEqual(['of the settings', 'abc123']);
  });

  it('hold the session token and the signature, and no word of the signature’s form', () => {
    const signature = 'f'.repeat(64);
    const authorization = `AWS4-HMAC-SHA256 Credential=AKIA/20261122, SignedHeaders=host, Signature=${signature}`;

    expect(toSecretsOf({ authorization, 'x-amz-security-token': 'session' })).toEqual([
      'of the settings',
      'session',
      signature,
    ]);
  });
});
