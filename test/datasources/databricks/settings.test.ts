import { describe, expect, it } from 'vitest';
import { faultsOf, load } from '../../config/config-file.ts';

const toFile = (settings: string): string =>
  `auth: { mode: none }\nsources:\n  - { name: lake, provider: databricks${settings} }\n`;
const server = ', server: https://adb-1.7.azuredatabricks.net';
const token = ', credentials: { token: t }';

describe('the settings of a Databricks source', () => {
  it.each([
    `${server}${token}`,
    `, endpoint: "http://127.0.0.1:8080/base"${token}`,
    `${server}, credentials: { oauth: { clientId: 8c2b1f0e-0000-4000-8000-0000000000aa, clientSecret: s } }`,
    `${server}${token}, jobIds: ["11223344", "9007199254740993"]`,
  ])('may be%s', (settings) => {
    expect(load(toFile(settings)).sources).toHaveLength(1);
  });

  it.each([
    [token, 'sources[0] must be a map with exactly one of server and endpoint, but got none of them'],
    [`, server: http://lake.acme.example${token}`, 'sources[0].server must be an https URL, or an http one of'],
    [server, 'sources[0].credentials must be a map of either oauth, or token, or tokenFile'],
    [`${server}, credentials: { oauth: { clientId: a } }`, 'sources[0].credentials'],
    [`${server}, credentials: { oauth: { clientId: "a:b", clientSecret: s } }`, 'sources[0].credentials'],
    [`${server}, credentials: { token: t, tokenFile: f }`, 'sources[0].credentials'],
    [`${server}${token}, jobIds: []`, 'sources[0].jobIds must be a list of 1 to 100 ids of jobs'],
    [`${server}${token}, jobIds: [11223344]`, 'sources[0].jobIds[0] must be text of 1 to 19 digits'],
    [`${server}${token}, jobIds: ["abc"]`, 'sources[0].jobIds[0] must be text of 1 to 19 digits'],
  ])('may not be%s', (settings, fault) => {
    expect(faultsOf(toFile(settings))).toEqual(expect.arrayContaining([expect.stringContaining(fault)]));
  });
});
