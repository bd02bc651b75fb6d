import { describe, expect, it } from 'vitest';
import { errorOf, load } from './config-file.ts';

const sources = 'sources: [{ name: devices, provider: importexport }]';
const jwt =
  'auth: { mode: jwt, issuer: "https://issuer.example", audience: jobgraph, jwksUri: "https://issuer.example/keys" }';
const oidc =
  'mode: oidc, clientId: console, authorizationEndpoint: "https://issuer.example/authorize", tokenEndpoint: "https://issuer.example/token"';

function consoleOf(settings: string, auth = jwt) {
  return load(`${auth}\n${settings}\n${sources}\n`).console;
}

function faultsOf(settings: string): readonly string[] {
  return errorOf(`${jwt}\n${settings}\n${sources}\n`).message.split('\n');
}

describe('console', () => {
  it('lets viewers paste their tokens, unless told otherwise', () => {
    expect(consoleOf('')).toEqual({ signIn: { mode: 'paste' } });
    expect(consoleOf('console: {}')).toEqual({ signIn: { mode: 'paste' } });
  });

  it.each(['paste', 'proxy'])('takes %s as a word and as a map', (mode) => {
    expect(consoleOf(`console: { signIn: ${mode} }`)).toEqual({ signIn: { mode } });
    expect(consoleOf(`console: { signIn: { mode: ${mode} } }`)).toEqual({ signIn: { mode } });
  });

  it('signs nobody in where there are no tokens', () => {
    expect(consoleOf('', 'auth: { mode: none }')).toEqual({ signIn: { mode: 'none' } });
    expect(consoleOf('console: { signIn: paste }', 'auth: { mode: none }')).toEqual({ signIn: { mode: 'none' } });
  });

  it('of an issuer asks to read jobs, unless told otherwise', () => {
    const settings = {
      mode: 'oidc',
      issuer: 'https://issuer.example',
      clientId: 'console',
      authorizationEndpoint: 'https://issuer.example/authorize',
      tokenEndpoint: 'https://issuer.example/token',
    };

    expect(consoleOf(`console: { signIn: { ${oidc} } }`)).toEqual({
      signIn: { ...settings, scopes: ['openid', 'job:read'] },
    });
    const further = 'scopes: ["api://jobs/job:read"], audience: jobgraph, resource: "urn:jobs"';
    expect(consoleOf(`console: { signIn: { ${oidc}, ${further} } }`)).toEqual({
      signIn: { ...settings, scopes: ['api://jobs/job:read'], audience: 'jobgraph', resource: 'urn:jobs' },
    });
  });

  it.each(['https://router.example/graphql', 'http://127.0.0.1:4001/graph', 'https://router.example', '/graphs/jobs'])(
    'finds the graph at %s',
    (graphUrl) => {
      expect(consoleOf(`console: { graphUrl: "${graphUrl}" }`)).toEqual({ signIn: { mode: 'paste' }, graphUrl });
    },
  );
});

const issuerUrl = 'an https URL, or an http one of this machine (loopback), without user and fragment';
const graphUrl = 'an http or https URL without user, query and fragment, or a path that begins with /';
const signIn = 'paste, proxy, or a map with `mode: oidc`';

describe('a fault of console', () => {
  it.each([
    ['console: 5', 'console must be a map, but got 5'],
    [
      'console: { signin: paste }',
      'console.signin must be one of the keys signIn, graphUrl, but is none of them: did you mean signIn?',
    ],
    ['console: { signIn: 5 }', `console.signIn must be ${signIn}, but got 5`],
    ['console: { signIn: oidc }', `console.signIn must be ${signIn}, but got "oidc"`],
    ['console: { signIn: demo }', `console.signIn must be ${signIn}, but got "demo"`],
    ['console: { signIn: {} }', 'console.signIn.mode must be paste, proxy or oidc, but got nothing'],
    [
      'console: { signIn: { mode: odic } }',
      'console.signIn.mode must be paste, proxy or oidc, but got "odic": did you mean oidc?',
    ],
    [
      'console: { signIn: { mode: oidc } }',
      'console.signIn.clientId must be text of at least one character, but got nothing',
      `console.signIn.authorizationEndpoint must be ${issuerUrl}, but got nothing`,
      `console.signIn.tokenEndpoint must be ${issuerUrl}, but got nothing`,
    ],
    [
      `console: { signIn: { ${oidc}, scopes: [], resource: "#part", clientSecret: s } }`,
      'console.signIn.scopes must be a list of at least one scope, but got an empty list',
      'console.signIn.resource must be an absolute URI without a fragment, but got "#part"',
      'console.signIn.clientSecret must be one of the keys mode, clientId, authorizationEndpoint, tokenEndpoint, scopes, audience, resource, but is none of them',
    ],
    [
      `console: { signIn: { ${oidc.replace('https://issuer.example/token', 'http://issuer.example/token')}, scopes: ["a b"] } }`,
      `console.signIn.tokenEndpoint must be ${issuerUrl}, but got "http://issuer.example/token"`,
      'console.signIn.scopes[0] must be a scope: text without blanks, but got "a b"',
    ],
    [
      'console: { graphUrl: "//router.example/graphql" }',
      `console.graphUrl must be ${graphUrl}, but got "//router.example/graphql"`,
    ],
    ['console: { graphUrl: "graphql" }', `console.graphUrl must be ${graphUrl}, but got "graphql"`],
    ['console: { graphUrl: "javascript:x" }', `console.graphUrl must be ${graphUrl}, but got "javascript:x"`],
    ['server: { console: maybe }', 'server.console must be true or false, but got "maybe"'],
  ])('%s', (settings, ...faults) => {
    expect(faultsOf(settings)).toEqual(faults);
  });
});
