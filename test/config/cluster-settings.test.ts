import { describe, expect, it } from 'vitest';
import { errorOf, load } from './config-file.ts';

const rest = 'auth: { mode: none }\nsources: [{ name: devices, provider: importexport }]\n';

function clusterOf(settings: string) {
  return load(`${rest}cluster: ${settings}\n`).cluster;
}

function faultsOf(settings: string): readonly string[] {
  return errorOf(`${rest}cluster: ${settings}\n`).message.split('\n');
}

describe('cluster', () => {
  it('is nothing unless it is written', () => {
    expect(load(rest).cluster).toBeUndefined();
  });

  it('has defaults for all but its name and its store', () => {
    expect(clusterOf('{ namespace: jobs-prod, valkey: { url: "rediss://valkey.internal:6380" } }')).toEqual({
      namespace: 'jobs-prod',
      valkey: { url: 'rediss://valkey.internal:6380', insecure: false, timeoutMilliseconds: 150 },
      expectedReplicas: 2,
    });
  });

  it.each([
    ['redis://127.0.0.1:6379', ''],
    ['redis://localhost', ''],
    ['redis://[::1]:6379/', ''],
    ['redis://valkey:6379', ', insecure: true'],
    ['unix:/run/valkey.sock', ''],
    ['rediss://10.0.0.7', ', username: jobgraph, password: "two words"'],
  ])('takes %s%s', (url, others) => {
    expect(clusterOf(`{ namespace: a, valkey: { url: "${url}"${others} } }`)?.valkey.url).toBe(url);
  });

  it.each([
    [
      '{}',
      [
        'cluster.namespace must be a name of at most 63 lower-case letters, digits and "-" that begins with a letter, but got nothing',
        'cluster.valkey must be a map, but got nothing',
      ],
    ],
    [
      '{ namespace: a, valkey: { url: "redis://valkey:6379" } }',
      [
        'cluster.valkey.url must be a rediss:// URL, or a redis:// one of 127.0.0.0/8, [::1] or localhost, unless `insecure: true` stands beside it, but got redis:// to another host',
      ],
    ],
    [
      '{ namespace: a, valkey: { url: "rediss://jobgraph:hunter22@valkey" } }',
      [
        'cluster.valkey.url must be rediss://host:port, redis://host:port or unix:/path, without user and database, but got a value that is not shown (text of 33 characters)',
      ],
    ],
    [
      '{ namespace: a, valkey: { url: "rediss://valkey/3", username: u, password: 12345678 } }',
      [
        'cluster.valkey.url must be rediss://host:port, redis://host:port or unix:/path, without user and database, but got "rediss://valkey/3"',
        'cluster.valkey.password must be text of at least one character, but got a value that is not shown (a number), which needs quotes to be text',
      ],
    ],
    [
      '{ namespace: a, valkey: { url: "unix:/s", username: u, caFile: ca.pem } }',
      [
        'cluster.valkey.username must be left out without a password, but got one',
        'cluster.valkey.caFile must be left out without rediss://, but got both',
        'cluster.valkey.caFile must be a file of certificates in PEM, but got none of that name',
      ],
    ],
  ])('%s is at fault', (settings, faults) => {
    expect(faultsOf(settings)).toEqual(faults);
  });
});
