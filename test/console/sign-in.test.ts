import { describe, expect, it } from 'vitest';
import { calculatePKCECodeChallenge } from 'oauth4webapi';
import { toAuthorizationUrl, toRequestOptions, type Attempt, type ClientSettings } from '../../client/sign-in.ts';
import { listScopes, parseTrip } from '../../console/src/sign-in/oidc-trip.ts';
import { checkToken } from '../../console/src/sign-in/paste.ts';

const token = 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2ln';

describe('a pasted token', () => {
  it.each([token, `  ${token}\n`, `Bearer ${token}`, `authorization: bearer ${token}`, `"${token}"`])(
    'is taken from %j',
    (text) => {
      expect(checkToken(text)).toEqual({ token });
    },
  );

  it('is joined where a terminal has broken its lines', () => {
    expect(checkToken(`${token.slice(0, 20)}\n${token.slice(20)}`)).toEqual({ token });
  });

  it.each(['', '  ', 'secret', 'a.b', 'a.b.c.d', 'a.b.ç'])('is refused as %j', (text) => {
    expect(checkToken(text)).toHaveProperty('fault');
  });
});

describe('the way to the issuer', () => {
  const settings = {
    clientId: 'console',
  };
  const trip = {
    state: 'the state',
    nonce: 'the nonce',
    verifier: 'the verifier',
    query: '?view=all',
    isSilent: false,
  };
  const request = { redirectUri: 'https://jobs.example/console/', scopes: ['openid'] };
  const toUrl = (client: ClientSettings, attempt: Attempt, prompt?: 'none') =>
    toAuthorizationUrl(
      'https://issuer.example/authorize?tenant=1',
      {
        server: { issuer: 'https://issuer.example' },
        client: { client_id: client.clientId },
        options: toRequestOptions(client, false),
      },
      attempt,
      { ...request, prompt },
    );
  const parametersOf = (url: URL) => Object.fromEntries(url.searchParams);

  it('keeps the endpoint’s own parameters, and does not tell the verifier', async () => {
    const url = await toUrl(settings, trip);

    expect(url.href).toMatch(/^https:\/\/issuer\.example\/authorize\?tenant=1&/);
    expect(parametersOf(url)).toEqual({
      tenant: '1',
      response_type: 'code',
      client_id: 'console',
      redirect_uri: 'https://jobs.example/console/',
      scope: 'openid',
      state: 'the state',
      nonce: 'the nonce',
      code_challenge: await calculatePKCECodeChallenge('the verifier'),
      code_challenge_method: 'S256',
    });
  });

  it('asks nothing when it is silent, and names audience and resource where they are set', async () => {
    const further = { ...settings, audience: 'jobgraph', resource: 'urn:jobs' };

    const url = await toUrl(further, { ...trip, nonce: undefined }, 'none');

    expect(parametersOf(url)).toMatchObject({ prompt: 'none', audience: 'jobgraph', resource: 'urn:jobs' });
    expect(parametersOf(url)).not.toHaveProperty('nonce');
  });

  it('asks for one scope more under the issuer’s name for it', () => {
    expect(listScopes(['openid', 'job:read'], ['job:read', 'job:credentials'])).toEqual([
      'openid',
      'job:read',
      'job:credentials',
    ]);
    expect(listScopes(['openid', 'api://jobs/job:read'], ['job:sensitive'])).toEqual([
      'openid',
      'api://jobs/job:read',
      'api://jobs/job:sensitive',
    ]);
  });

  it('is come back from with what was written down, and with nothing else', () => {
    expect(parseTrip(JSON.stringify(trip))).toEqual(trip);
    for (const text of [null, '', 'null', '{}', '[]', '{"state":1}']) expect(parseTrip(text)).toBeNull();
  });
});
