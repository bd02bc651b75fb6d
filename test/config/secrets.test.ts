import fc from 'fast-check';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ConfigError, parseConfig } from '../../src/config/load.ts';
import { load } from './config-file.ts';
import { toRuns } from '../runs.ts';

const alphabet = Array.from('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/=_-');
const rest = fc.string({ unit: fc.constantFrom(...alphabet), minLength: 18, maxLength: 60 });
/** As keys of clouds look: long, of letters and digits. */
const key = rest.map((text) => `S7${text}`);
/** Anything that somebody might have for a secret. */
const anySecret = fc.oneof(
  key,
  rest.map((text) => `${text}\n`),
  rest.map((text) => `-----BEGIN PRIVATE KEY-----\n${text}`),
  rest.map((text) => `https://user:${text}@host.example/`),
  rest.map((text) => `p ${text} "ß` + '\u2028'),
);

/** Everything of an error that could be printed. */
function printed(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof ConfigError)
      return inspect(error, { depth: 9, maxStringLength: null }) + JSON.stringify(error);
    throw error;
  }
  return '';
}

/** The secret, and enough of it to be of use to a thief. */
function traces(secret: string): readonly string[] {
  return [secret, JSON.stringify(secret).slice(1, -1), ...secret.split(/[\s@:]+/).filter((part) => part.length >= 18)];
}

function expectNoTrace(text: string, secret: string): void {
  expect(traces(secret).filter((trace) => text.includes(trace))).toEqual([]);
}

const shapes: readonly ((secret: string) => unknown)[] = [
  (secret) => secret,
  (secret) => [secret],
  (secret) => ({ [secret]: null }),
  (secret) => ({ value: secret }),
  (secret) => ({ secret: { value: secret } }),
  (secret) => ({ accessKeyId: [secret], secretAccessKey: { value: secret }, sessionToken: `${secret} ` }),
  (secret) => ({ accessKeyId: `${secret} `, profile: secret }),
  (secret) => ({ accessKeyID: secret, secret_access_key: secret }),
  (secret) => ({ assumeRole: secret }),
  (secret) => ({ assumeRole: { roleArn: secret, externalId: `${secret} `, sessionName: `${secret} ` } }),
  (secret) => ({ secretId: ` ${secret}`, secretKey: [secret], token: { token: secret } }),
];

const providers = ['panorama', 'healthomics', 'codepipeline', 'importexport', 'cosbatch'];

describe('a secret in a faulty file', () => {
  it('is in no message, however wrong its place among the credentials is', () => {
    fc.assert(
      fc.property(anySecret, fc.constantFrom(...shapes), fc.constantFrom(...providers), (secret, toValue, provider) => {
        const source = { name: 'a', provider, credentials: toValue(secret), secretKey: secret, Token: secret };

        const text = printed(() => parseConfig({ auth: { mode: 'none' }, sources: [source] }));

        expect(text).toContain('ConfigError');
        expectNoTrace(text, secret);
      }),
      { numRuns: toRuns(100) },
    );
  });

  it('is in no message, however wrong its place in auth is', () => {
    fc.assert(
      fc.property(
        anySecret,
        fc.constantFrom(...shapes),
        fc.constantFrom('secret', 'publicKeyFile', 'sekret', 'jwksUri', 'scopeClaims'),
        (secret, toValue, name) => {
          const auth = { mode: 'jwt', issuer: '', audience: 'a', [name]: toValue(secret) };

          const text = printed(() => parseConfig({ auth, sources: [] }));

          expect(text).toContain('ConfigError');
          expectNoTrace(text, secret);
        },
      ),
      { numRuns: toRuns(100) },
    );
  });

  it('is in no message where a key of a cloud stands for any other setting, or as a key', () => {
    const settings = [
      'server.host',
      'server.port',
      'server.corsOrigins',
      'auth.mode',
      'auth.issuer',
      'limits.depth',
      'logging.level',
      'sources',
      'server',
      'auth',
    ];
    fc.assert(
      fc.property(key, fc.constantFrom(...settings), (secret, setting) => {
        const [section = '', name] = setting.split('.');
        const tree = {
          ...(name === undefined ? { [section]: secret } : { [section]: { [name]: secret } }),
          [secret]: secret,
          cache: { [secret]: secret },
          list: { maxPagesPerSource: secret },
        };

        const text = printed(() => parseConfig(tree));

        expect(text).toContain('ConfigError');
        expectNoTrace(text, secret);
      }),
      { numRuns: toRuns(100) },
    );
  });

  it('that came from the environment is in no message, wherever it was put', () => {
    const places = (['host', 'port', 'explorer', 'corsOrigins', 'unknown'] as const).map((name) => (value: string) => ({
      server: { [name]: `!${value}` },
    }));
    const others = [
      (value: string) => ({ auth: { mode: value } }),
      (value: string) => ({ auth: { mode: 'jwt', issuer: value, audience: [], jwksUri: value, publicKeyFile: value } }),
      (value: string) => ({
        sources: [
          { name: value, provider: value },
          { name: value, provider: 'panorama', region: value, endpoint: `http://${value}:x/` },
        ],
      }),
      (value: string) => ({ logging: value, cache: [value] }),
    ];
    fc.assert(
      fc.property(
        fc.oneof(
          anySecret,
          fc.string({ minLength: 12, unit: 'binary' }).map((text) => `S7%${text}`),
        ),
        fc.constantFrom(...places, ...others),
        (secret, toTree) => {
          const text = printed(() => parseConfig(toTree('${SECRET}'), { SECRET: secret }));

          expect(text).toContain('ConfigError');
          expectNoTrace(text, secret);
        },
      ),
      { numRuns: toRuns(100) },
    );
  });

  it('is in no message about the form of the file', () => {
    const toTexts: readonly ((secret: string) => string)[] = [
      (secret) => `secretAccessKey:${secret}\nx: 1`,
      (secret) => `secret: *${secret}`,
      (secret) => `secret: &${secret} &b x`,
      (secret) => `secret: !${secret} x`,
      (secret) => `secret: "${secret}`,
      (secret) => `secret: "\\q${secret}"`,
      (secret) => `secret: @${secret}`,
      (secret) => `secret: [${secret}`,
      (secret) => `secret: ${secret}: ${secret}`,
      (secret) => `secret: \${${secret}}`,
      (secret) => `secret: \${${secret}`,
      (secret) => `%${secret}\n---\na: b`,
      (secret) => `? [${secret}]\n: x`,
      (secret) => `? {a: ${secret}}\n: x`,
      (secret) => secret,
      (secret) => `{ auth: { ${secret}, ${secret} } }`,
    ];
    fc.assert(
      fc.property(key, fc.constantFrom(...toTexts), (secret, toText) => {
        const text = printed(() => load(toText(secret)));

        expect(text).toContain('ConfigError');
        // A name that a variable could have is named: that is what it is for.
        if (/\$\{\w+\}/.test(toText(secret))) return;
        expectNoTrace(text, secret);
      }),
      { numRuns: toRuns(100) },
    );
  });
});
