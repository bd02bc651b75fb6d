import { describe, expect, it } from 'vitest';
import { faultsOf, load } from '../../config/config-file.ts';

const toFile = (settings: string): string =>
  `auth: { mode: none }\nsources:\n  - { name: airflow, provider: airflow${settings} }\n`;
const server = ', server: https://airflow.acme.example';
const token = ', credentials: { token: t }';
const dag = 'the id of a DAG, 1 to 250 letters, digits, "_", "." and "-", but not "." or ".."';

describe('the settings of an Airflow source', () => {
  it.each([
    `${server}${token}`,
    `, endpoint: "http://127.0.0.1:8080/base"${token}`,
    `${server}, apiVersion: v1, credentials: { username: "a:b é", password: p }`,
    `${server}${token}, dags: ["nightly_load", "...", "Ladevorgang-Ü.1"], webUrl: https://people.acme.example/airflow`,
  ])('may be%s', (settings) => {
    expect(load(toFile(settings)).sources).toHaveLength(1);
  });

  it.each([
    [token, 'sources[0] must be a map with exactly one of server and endpoint, but got none of them'],
    [
      `${server}, endpoint: https://x.example${token}`,
      'exactly one of server and endpoint, but got server and endpoint',
    ],
    [`, server: http://airflow.acme.example${token}`, 'sources[0].server must be an https URL, or an http one of'],
    [`, server: "http://127.0.0.1", caFile: ca.crt${token}`, 'sources[0].caFile must be left out with http'],
    [server, 'sources[0].credentials must be a map of either username and password, or token, or tokenFile'],
    [`${server}, credentials: { username: u }`, 'sources[0].credentials'],
    [`${server}, credentials: { username: u, password: p, token: t }`, 'sources[0].credentials'],
    [`${server}${token}, apiVersion: v3`, 'sources[0].apiVersion must be v2 or v1'],
    [`${server}${token}, dags: []`, 'sources[0].dags must be a list of 1 to 100 ids of DAGs'],
    [`${server}${token}, dags: ["~"]`, `sources[0].dags[0] must be ${dag}`],
    [`${server}${token}, dags: [".."]`, `sources[0].dags[0] must be ${dag}`],
    [`${server}${token}, webUrl: http://people.acme.example`, 'sources[0].webUrl must be an https base URL'],
  ])('may not be%s', (settings, fault) => {
    const faults = faultsOf(toFile(settings));

    expect(faults).toEqual(expect.arrayContaining([expect.stringContaining(fault)]));
  });
});
