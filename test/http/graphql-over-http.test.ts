import { auditServer } from 'graphql-http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startGateway, type GatewayUnderTest } from '../gateway.ts';

let gateway: GatewayUnderTest;

beforeAll(async () => {
  // Some of the audits ask by introspection.
  gateway = await startGateway({
    sources: [{ name: 'devices', provider: 'importexport' }],
    server: { introspection: true },
  });
});
afterAll(() => gateway.close());

/** None of them is a MUST. */
const reasons: Readonly<Record<string, string>> = {
  '5A70':
    'MAY: a GET with a form’s content type is how a page of another origin would ask; the prevention of CSRF refuses it.',
  D6D5: 'MAY: the same, for a GET without a header that a page of another origin cannot set.',
  '6A70': 'MAY: the same.',
  '572B':
    'SHOULD: what is wrong with the request itself is 400, whatever media type the client accepts, so that proxies and dashboards see it.',
  FDE2: 'SHOULD: the same, for a document that is not valid.',
  '7B9B': 'SHOULD: the same, for variables of the wrong type.',
};

it('answers as GraphQL over HTTP asks, but for what is reasoned here', async () => {
  const results = await auditServer({ url: gateway.url });

  expect(results.length).toBe(61);
  expect(results.filter(({ status }) => status === 'error')).toEqual([]);
  expect(results.flatMap(({ id, status }) => (status === 'ok' ? [] : [id])).sort()).toEqual(
    Object.keys(reasons).sort(),
  );
});
