import { describe, expect, it } from 'vitest';
import { ConfigError, demoConfig, loadConfig, parseConfig } from '../../src/config/load.ts';
import { errorOf, folder, load, minimal, write } from './config-file.ts';

const defaults = {
  server: {
    host: '127.0.0.1',
    port: 4000,
    corsOrigins: [],
    introspection: false,
    explorer: false,
    console: false,
    shutdownGraceSeconds: 20,
    drainSeconds: 1,
    maxConnections: 10_000,
    operationSeconds: 18,
  },
  auth: { mode: 'none' },
  console: { signIn: { mode: 'none' } },
  limits: {
    requestBytes: 1_000_000,
    depth: 12,
    aliases: 30,
    tokens: 4000,
    jobsPerOperation: 200,
    logsPerOperation: 10,
    upstreamCalls: 500,
    jobsPerMinute: 0,
    answerFields: 100_000,
    answerBytes: 10_000_000,
  },
  cache: {
    runningSeconds: 2,
    terminalSeconds: 3600,
    notFoundSeconds: 5,
    maxJobs: 100_000,
    maxBytes: 100_000_000,
    answers: true,
  },
  list: { maxPagesPerSource: 10 },
  subscriptions: {
    maxConnections: 1000,
    maxPerConnection: 20,
    maxWatchedJobs: 100_000,
    callbackUrls: [],
    maxCallbacks: 1000,
    maxLagSeconds: 60,
  },
  logs: { maxReads: 16, maxFollowed: 100, maxFollowers: 500 },
  persistedOperations: { operations: new Map(), required: false },
  federation: { authDirectives: true },
  checks: { atStart: true, minSeconds: 10 },
  logging: { level: 'info' },
};
const devices = {
  name: 'devices',
  provider: 'importexport',
  signatureVersion: 4,
  timeoutSeconds: 10,
  deadlineSeconds: 25,
};

describe('a configuration', () => {
  it('has a safe default for all but auth and sources', () => {
    const config = load(minimal);

    expect(config).toEqual({ ...defaults, sources: [devices] });
  });

  it('is the same in JSON, indented by tabs or not at all', () => {
    const tree = {
      auth: { mode: 'none' },
      server: { port: 0 },
      sources: [{ name: 'devices', provider: 'importexport' }],
    };

    const configs = ['\t', undefined].map((indent) =>
      loadConfig(write('jobgraph.json', JSON.stringify(tree, null, indent)), {}),
    );

    const expected = { ...defaults, server: { ...defaults.server, port: 0 }, sources: [devices] };
    expect(configs).toEqual([expected, expected]);
  });

  it('is the same from a tree', () => {
    const config = parseConfig({ auth: { mode: 'none' }, sources: [{ name: 'devices', provider: 'importexport' }] });

    expect(config).toEqual({ ...defaults, sources: [devices] });
  });

  it('may begin with a byte order mark, and share parts by anchors', () => {
    const config = load(`\uFEFFauth: { mode: none }
sources:
  - { name: one, provider: importexport, credentials: &keys { profile: prod } }
  - { name: two, provider: importexport, credentials: *keys }
`);

    expect(config.sources.map(({ credentials }) => credentials)).toEqual([{ profile: 'prod' }, { profile: 'prod' }]);
  });

  it('of every provider has its defaults', () => {
    const config = load(`auth: { mode: none }
sources:
  - { name: a, provider: panorama, region: us-west-2 }
  - { name: b, provider: healthomics, region: eusc-de-east-1, referenceStoreIds: ["0123456789"] }
  - { name: c, provider: codepipeline, region: us-gov-west-1 }
  - { name: d, provider: importexport, signatureVersion: 2, endpoint: "http://127.0.0.1:9555/prefix" }
  - { name: e, provider: cosbatch, region: ap-chengdu, uin: "007", appId: "1", credentials: { secretId: i, secretKey: k } }
`);

    const times = { timeoutSeconds: 10, deadlineSeconds: 25 };
    expect(config.sources).toEqual([
      { name: 'a', provider: 'panorama', region: 'us-west-2', ...times },
      { name: 'b', provider: 'healthomics', region: 'eusc-de-east-1', referenceStoreIds: ['0123456789'], ...times },
      { name: 'c', provider: 'codepipeline', region: 'us-gov-west-1', statusFrom: 'actionExecution', ...times },
      { name: 'd', provider: 'importexport', signatureVersion: 2, endpoint: 'http://127.0.0.1:9555/prefix', ...times },
      {
        name: 'e',
        provider: 'cosbatch',
        region: 'ap-chengdu',
        uin: '007',
        appId: '1',
        credentials: { secretId: 'i', secretKey: 'k' },
        ...times,
      },
    ]);
  });
});

describe('the configuration of demo mode', () => {
  it('listens on loopback, has all pages, and lets everyone read jobs', () => {
    const config = demoConfig([{ name: 'devices', provider: 'importexport' }]);

    const server = {
      ...defaults.server,
      introspection: true,
      explorer: true,
      console: true,
      corsOrigins: ['https://studio.apollographql.com'],
    };
    expect(config).toEqual({ ...defaults, server, console: { signIn: { mode: 'demo' } }, sources: [devices] });
  });
});

describe('a file that cannot be read', () => {
  it.each([
    ['is not there', 'missing.yaml', undefined, 'none of that name'],
    ['is a folder', '', undefined, 'a folder'],
    ['lies beyond a file', 'file.yaml/jobgraph.yaml', undefined, 'a path through something that is no folder'],
    ['is not UTF-8', 'latin.yaml', Buffer.from('auth: \xff', 'latin1'), 'other bytes'],
  ])('%s', (_name, name, content, came) => {
    write('file.yaml', '');
    const file = content === undefined ? `${folder}/${name}` : write(name, content);

    const act = () => loadConfig(file, {});

    expect(act).toThrow(new ConfigError([{ path: file, message: `must be a file of UTF-8 text, but got ${came}` }]));
  });
});

describe('an error of the configuration', () => {
  it('holds each fault with its path, and all of them as lines', () => {
    const error = errorOf('auth: { mode: none }\nserver: { port: 65536 }\n');

    expect({ name: error.name, faults: error.faults, message: error.message }).toEqual({
      name: 'ConfigError',
      faults: [
        { path: 'sources', message: 'must be a list of at least one source, but got nothing' },
        { path: 'server.port', message: 'must be a whole number from 0 to 65535, but got 65536' },
      ],
      message:
        'sources must be a list of at least one source, but got nothing\n' +
        'server.port must be a whole number from 0 to 65535, but got 65536',
    });
  });
});
