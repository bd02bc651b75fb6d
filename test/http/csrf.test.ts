/** What a page of another origin could send without being asked is refused, and a client is told what to send instead. */
import { Client, fetchExchange, gql } from '@urql/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startGateway, type GatewayUnderTest } from '../gateway.ts';

const sources = [{ name: 'devices', provider: 'importexport', endpoint: 'http://127.0.0.1:1' }];
const names = gql('{ jobSources { name } }');
let gateway: GatewayUnderTest;

beforeAll(async () => {
  gateway = await startGateway({ sources });
});
afterAll(() => gateway.close());

it('urql’s own settings ask by GET, which is refused with the setting that mends it', async () => {
  const { data, error } = await new Client({ url: gateway.url, exchanges: [fetchExchange] }).query(names, {});

  expect(data).toBeUndefined();
  expect(error?.graphQLErrors.map(({ message }) => message)).toEqual([
    'This operation has been blocked as a potential Cross-Site Request Forgery (CSRF). A request must be a POST with ' +
      'content-type: application/json (in urql: preferGetMethod: false), or have the header apollo-require-preflight: 1. ' +
      'See docs/clients.md, "Requests".',
  ]);
});

it('urql’s requests are answered by POST, and by GET with the header', async () => {
  const post = new Client({ url: gateway.url, preferGetMethod: false, exchanges: [fetchExchange] });
  const headers = { 'apollo-require-preflight': '1' };
  const get = new Client({ url: gateway.url, fetchOptions: { headers }, exchanges: [fetchExchange] });

  for (const client of [post, get]) {
    const { data, error } = await client.query(names, {});
    expect([data, error]).toMatchObject([{ jobSources: [{ name: 'devices' }] }, undefined]);
  }
});
