import { auditServer, type AuditResult } from 'graphql-http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startGateway, type GatewayUnderTest } from '../gateway.ts';

let gateway: GatewayUnderTest;

beforeAll(async () => {
  gateway = await startGateway({ sources: [{ name: 'devices', provider: 'importexport' }] });
});
afterAll(() => gateway.close());

it('answers as GraphQL over HTTP says', async () => {
  const results = await auditServer({ url: gateway.url });

  console.log(JSON.stringify(results.filter(({status})=>status!=='ok').map((r:any)=>[r.id,r.name,r.status,r.reason])),results.length);
});
