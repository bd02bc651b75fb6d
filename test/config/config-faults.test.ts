import { describe, expect, it } from 'vitest';
import { providers } from '../../src/providers.ts';
import { formatAlternatives } from '../../src/settings/kinds.ts';
import { faultsOf, knownKeys, minimal } from './config-file.ts';

/** The faults of `section` beside what a file must have. */
function faultsOfSection(section: string): readonly string[] {
  return faultsOf(`${minimal}${section}\n`);
}

/** The faults of one source of a kind. */
function faultsOfSource(source: string): readonly string[] {
  return faultsOf(`auth: { mode: none }\nsources:\n  - { ${source} }\n`);
}

const { server: serverKeys, file: topKeys } = knownKeys;
const awsKeys = 'accessKeyId, secretAccessKey, sessionToken';
const visible = 'text of visible ASCII characters, without blanks and line breaks';
const ways = 'a map of either accessKeyId and secretAccessKey, or profile, or assumeRole';
const words = formatAlternatives(providers.map(({ name }) => name));
const url = 'an http or https base URL without user, query and fragment';
const callbackUrl =
  'an http or https URL without user, query, fragment and percent-encoding; its host may begin with "*." before a name of two labels or more';

describe('every fault of a file', () => {
  it('is said at once, in the order of the file', () => {
    const faults = faultsOf(`
server: { port: 70000, prot: 1 }
sources:
  - { name: Lab, provider: panorama, region: mars }
  - { name: cos, provider: cosbatch, uin: 100000000001, appId: x, region: ap_chengdu }
  - { name: cos, provider: codepipeline, region: us-east-1, statusFrom: never, timeoutSeconds: 30 }
limits: { depth: 0 }
auth: { mode: jwt, issuer: "", audience: jobgraph, algorithms: [HS256] }
`);

    expect(faults).toEqual([
      'server.port must be a whole number from 0 to 65535, but got 70000',
      `server.prot must be one of the keys ${serverKeys}, but is none of them: did you mean port?`,
      'sources[0].name must be a name of at most 63 lower-case letters, digits and "-" that begins with a letter, but got "Lab"',
      'sources[0].region must be an AWS region such as us-west-2, but got "mars"',
      'sources[1].uin must be text of 1 to 32 digits, but got 100000000001, which needs quotes to be text',
      'sources[1].appId must be text of 1 to 32 digits, but got "x"',
      'sources[1].region must be a Tencent Cloud region such as ap-chengdu, but got "ap_chengdu"',
      'sources[1].credentials must be a map of secretId and secretKey, but got nothing',
      'sources[2].statusFrom must be actionExecution or none, but got "never"',
      'sources[2].deadlineSeconds must be at least timeoutSeconds, which is 30, but got 25',
      'sources[2].name must be a name of its own, but got the name of sources[1].name',
      'limits.depth must be a whole number from 1 to 1000000000, but got 0',
      'auth.issuer must be text of at least one character, but got empty text',
      'auth must be a map with exactly one of jwksUri, publicKeyFile and secret, but got none of them',
      'auth.algorithms must be without HS256, which goes with secret alone, but got HS256',
    ]);
  });
});

it('of a source of an unknown provider, what every source has is looked at all the same', () => {
  expect(
    faultsOf(
      'auth: { mode: none }\nsources:\n  - { name: Bad, provider: nope, region: 5, timeoutSeconds: 0, limits: { brust: 1 } }\n  - { provider: 7 }\n',
    ),
  ).toEqual([
    expect.stringMatching(/^sources\[0\].provider must be panorama, .* but got "nope"$/),
    'sources[0].name must be a name of at most 63 lower-case letters, digits and "-" that begins with a letter, but got "Bad"',
    expect.stringMatching(/^sources\[0\].limits.brust must be one of the keys .*: did you mean burst\?$/),
    'sources[0].timeoutSeconds must be a number above 0, at most 300, but got 0',
    expect.stringMatching(/^sources\[1\].provider/),
    expect.stringMatching(/^sources\[1\].name .* but got nothing$/),
  ]);
});

describe('a file that is no map', () => {
  it.each([
    ['', 'nothing'],
    ['# all commented out\n', 'nothing'],
    ['~', 'nothing'],
    ['[]', 'an empty list'],
    ['- auth', 'a list'],
    ['auth', 'a value that is not shown (text of 4 characters)'],
    ['42', '42'],
  ])('%j is refused', (text, came) => {
    const faults = faultsOf(text);

    expect(faults).toEqual([`the file must be a map, but got ${came}`]);
  });
});

it('a file without auth is told what it may say', () => {
  const faults = faultsOf('sources: [{ name: devices, provider: importexport }]');

  expect(faults).toEqual([
    'auth must be a map with `mode: jwt`, or with `mode: none` for no tokens at all, but got nothing',
  ]);
});

describe('a fault of a section', () => {
  it.each([
    ['server: []', 'server must be a map, but got an empty list'],
    ['server:', 'server must be a map, but got nothing'],
    [
      'server: { port: "4000" }',
      'server.port must be a whole number from 0 to 65535, but got "4000", which is text: write it without quotes',
    ],
    ['server: { port: "4000 " }', 'server.port must be a whole number from 0 to 65535, but got "4000 "'],
    [
      'server: { explorer: "true" }',
      'server.explorer must be true or false, but got "true", which is text: write it without quotes',
    ],
    ['server: { port: 1.5 }', 'server.port must be a whole number from 0 to 65535, but got 1.5'],
    [
      'server: { port: 12345678901234567890 }',
      'server.port must be a whole number from 0 to 65535, but got a number of many digits',
    ],
    ['server: { port: [1] }', 'server.port must be a whole number from 0 to 65535, but got a list'],
    ['server: { host: "http://x" }', 'server.host must be a host name or an IP address, but got "http://x"'],
    ['server: { explorer: yes }', 'server.explorer must be true or false, but got "yes"'],
    [
      'server: { corsOrigins: ["*"] }',
      'server.corsOrigins[0] must be an origin such as https://studio.apollographql.com, but got "*"',
    ],
    ['server: { closingSeconds: -1 }', 'server.closingSeconds must be a number from 0 to 3600, but got -1'],
    ['server: { metricsPort: 65536 }', 'server.metricsPort must be a whole number from 0 to 65535, but got 65536'],
    ['server: { metricsPort: off }', 'server.metricsPort must be a whole number from 0 to 65535, but got "off"'],
    [
      'server: { port: 4001, metricsPort: 4001 }',
      'server.metricsPort must be another port than server.port, but got 4001, the port of the graph',
    ],
    ['server: { metricsHost: "a b" }', 'server.metricsHost must be a host name or an IP address, but got "a b"'],
    [
      'server: { corsOrigins: https://a.example }',
      'server.corsOrigins must be a list of origins, but got a value that is not shown (text of 17 characters)',
    ],
    ['server: { operationSeconds: 0 }', 'server.operationSeconds must be a number above 0, at most 600, but got 0'],
    [
      'server: { operationSeconds: .nan }',
      'server.operationSeconds must be a number above 0, at most 600, but got NaN',
    ],
    ['cache: { runningSeconds: -1 }', 'cache.runningSeconds must be a number from 0 to 3600, but got -1'],
    [
      'logging: { level: loud }',
      'logging.level must be silent, fatal, error, warn, info, debug or trace, but got "loud"',
    ],
    [
      'subscriptions: { callbackUrls: ["https://router.example/callback", "https://router.example/?a=1", "//router"] }',
      `subscriptions.callbackUrls[1] must be ${callbackUrl}, but got a value that is not shown (text of 27 characters)`,
      `subscriptions.callbackUrls[2] must be ${callbackUrl}, but got "//router"`,
    ],
    [
      'subscriptions: { callbackUrls: ["http://*.router.example/callback", "http://*.example/callback", "*.router.example"] }',
      `subscriptions.callbackUrls[1] must be ${callbackUrl}, but got "http://*.example/callback"`,
      `subscriptions.callbackUrls[2] must be ${callbackUrl}, but got "*.router.example"`,
    ],
    ['subscriptions: { callbackUrls: 1 }', 'subscriptions.callbackUrls must be a list of URLs, but got 1'],
    [
      'subscriptions: { maxCallbacks: 0 }',
      'subscriptions.maxCallbacks must be a whole number from 1 to 1000000, but got 0',
    ],
    ['federation: { authDirectives: 1 }', 'federation.authDirectives must be true or false, but got 1'],
    ['sorces: []', `sorces must be one of the keys ${topKeys}, but is none of them: did you mean sources?`],
    ['unheard-of: 1', `unheard-of must be one of the keys ${topKeys}, but is none of them`],
    [
      'Server: {}',
      `the file must have no keys but ${topKeys}, but got one that is not shown in line 3: did you mean server?`,
    ],
    ['__proto__: { server: 1 }', `the file must have no keys but ${topKeys}, but got one that is not shown in line 3`],
    ['<<: { server: 1 }', `the file must have no keys but ${topKeys}, but got one that is not shown in line 3`],
  ])('%s', (section, ...expected) => {
    const faults = faultsOfSection(section);

    expect(faults).toEqual(expected);
  });
});

describe('a fault of a source', () => {
  it.each([
    ['name: a', `sources[0].provider must be ${words}, but got nothing`],
    ['name: a, provider: s3', `sources[0].provider must be ${words}, but got "s3"`],
    ['name: a, provider: panarama', `sources[0].provider must be ${words}, but got "panarama": did you mean panorama?`],
    [
      'name: a, provider: codepipeline, region: us-east-1, statusFrom: actionexecution',
      'sources[0].statusFrom must be actionExecution or none, but got "actionexecution": did you mean actionExecution?',
    ],
    [
      'provider: importexport',
      'sources[0].name must be a name of at most 63 lower-case letters, digits and "-" that begins with a letter, but got nothing',
    ],
    [
      'name: a, provider: importexport, region: us-east-1',
      'sources[0].region must be one of the keys name, provider, credentials, signatureVersion, endpoint, consoleUrl, account, labels, limits, timeoutSeconds, deadlineSeconds, but is none of them',
    ],
    ['name: a, provider: importexport, signatureVersion: 3', 'sources[0].signatureVersion must be 4 or 2, but got 3'],
    [
      'name: a, provider: importexport, signatureVersion: "4"',
      'sources[0].signatureVersion must be 4 or 2, but got "4", which is text: write it without quotes',
    ],
    [
      'name: a, provider: healthomics, region: us-west-2, referenceStoreIds: [123]',
      'sources[0].referenceStoreIds[0] must be the id of a reference store, text of 10 to 36 digits, but got 123, which needs quotes to be text',
    ],
    ['name: a, provider: importexport, endpoint: ftp://x', `sources[0].endpoint must be ${url}, but got "ftp://x"`],
    [
      'name: a, provider: importexport, endpoint: "http://u:p@x"',
      `sources[0].endpoint must be ${url}, but got a value that is not shown (text of 12 characters)`,
    ],
    [
      'name: a, provider: importexport, endpoint: "http://x?token=1"',
      `sources[0].endpoint must be ${url}, but got a value that is not shown (text of 16 characters)`,
    ],
    [
      'name: a, provider: importexport, endpoint: "http://x/#y"',
      `sources[0].endpoint must be ${url}, but got "http://x/#y"`,
    ],
    ['name: a, provider: importexport, endpoint: "http:x"', `sources[0].endpoint must be ${url}, but got "http:x"`],
    [
      'name: a, provider: importexport, limits: { burst: 0 }',
      'sources[0].limits.burst must be a whole number from 1 to 10000, but got 0',
    ],
    [
      'name: a, provider: importexport, limits: { rps: 1 }',
      'sources[0].limits.rps must be one of the keys requestsPerSecond, burst, concurrency, queue, but is none of them',
    ],
    [
      'name: a, provider: importexport, timeoutSeconds: 20, deadlineSeconds: 19.5',
      'sources[0].deadlineSeconds must be at least timeoutSeconds, which is 20, but got 19.5',
    ],
    [
      'name: a, provider: importexport, account: 123456789012',
      'sources[0].account must be text of 1 to 100 characters without control characters, but got 123456789012, which needs quotes to be text',
    ],
    [
      'name: a, provider: importexport, labels: { env: "" }',
      'sources[0].labels.env must be text of 1 to 100 characters without control characters, but got empty text',
    ],
    [
      'name: a, provider: importexport, labels: { Env: prod }',
      'sources[0].labels must be a map whose keys are at most 63 lower-case letters, digits, "_", "." and "-" and begin with a letter, but got a map',
    ],
    [
      'name: a, provider: importexport, credentials: {}',
      `sources[0].credentials must be ${ways}, but got an empty map`,
    ],
    ['name: a, provider: importexport, credentials:', `sources[0].credentials must be ${ways}, but got nothing`],
    [
      'name: a, provider: importexport, credentials: { accessKeyId: a }',
      `sources[0].credentials.secretAccessKey must be ${visible}, but got nothing`,
    ],
    [
      'name: a, provider: importexport, credentials: { accessKeyId: a, profile: b }',
      `sources[0].credentials must be ${ways}, but got accessKeyId and profile`,
    ],
    [
      'name: a, provider: importexport, credentials: { profile: b, assumeRole: {} }',
      `sources[0].credentials must be ${ways}, but got profile and assumeRole`,
    ],
    [
      'name: a, provider: importexport, credentials: { profile: b, region: c }',
      'sources[0].credentials.region must be one of the keys profile, but is none of them',
    ],
    [
      'name: a, provider: importexport, credentials: { profil: b }',
      `sources[0].credentials.profil must be one of the keys ${awsKeys}, profile, assumeRole, but is none of them: did you mean profile?`,
    ],
    [
      'name: a, provider: importexport, credentials: { assumeRole: { roleArn: x } }',
      'sources[0].credentials.assumeRole.roleArn must be the ARN of an IAM role, such as arn:aws:iam::123456789012:role/jobgraph, but got a value that is not shown (text of 1 character)',
    ],
  ])('%s', (source, fault) => {
    const faults = faultsOfSource(source);

    expect(faults).toEqual([fault]);
  });

  it.each(['http://x/{url}', 'https://{url}', 'https://x/{page}', 'https://x/{url', 'https:x', '/jobs'])(
    'consoleUrl %j leads nowhere',
    (given) => {
      expect(faultsOfSource(`name: a, provider: importexport, consoleUrl: ${JSON.stringify(given)}`)).toEqual([
        `sources[0].consoleUrl must be an https address without user, in which nothing but {url} stands in braces, behind the host, but got ${JSON.stringify(given)}`,
      ]);
    },
  );

  it.each(['us-west', 'us-west-2.evil.example', 'US-WEST-2', 'us-west-2/', '../x', ''])(
    'region %j goes into no AWS host',
    (region) => {
      const [fault] = faultsOfSource(`name: a, provider: panorama, region: ${JSON.stringify(region)}`);

      expect(fault).toContain('sources[0].region must be an AWS region such as us-west-2, but got ');
    },
  );

  it.each(['ap_chengdu', 'ap.chengdu', '-ap', 'ap-', 'ap/../x', 'x@y', 'AP'])(
    'region %j goes into no Tencent host',
    (region) => {
      const [fault] = faultsOfSource(
        `name: a, provider: cosbatch, uin: "1", appId: "1", credentials: { secretId: i, secretKey: k }, region: ${JSON.stringify(region)}`,
      );

      expect(fault).toContain('sources[0].region must be a Tencent Cloud region such as ap-chengdu, but got ');
    },
  );
});
