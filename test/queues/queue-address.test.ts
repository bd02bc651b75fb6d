/** Where a queue is asked, and for what its calls are signed. */
import { expect, it } from 'vitest';
import { parseConfig } from '../../src/config/load.ts';
import type { Provider } from '../../src/provider/contract/provider.ts';
import { findProvider } from '../../src/providers.ts';
import { awsCredentials } from '../credentials.ts';

async function sign(events: object) {
  const entry = { name: 'omics', provider: 'healthomics', region: 'us-west-2', credentials: awsCredentials, events };
  const [settings] = parseConfig({ auth: { mode: 'none' }, sources: [entry] }).sources;
  const provider: Provider | undefined = findProvider('healthomics');
  const signer = provider?.toEvents?.(settings!)?.createSigner(() => new Date('2026-03-01T00:00:00Z'));
  const signed = await signer!({ method: 'POST', path: '/', body: '{}' }, new Date('2026-03-01T00:00:00Z'));
  return { origin: signed.origin, scope: /Credential=\w+\/(\S+),/.exec(signed.headers['authorization'] ?? '')?.[1] };
}

it.each([
  ['https://sqs.eu-west-1.amazonaws.com', 'eu-west-1'],
  ['https://sqs-fips.us-gov-west-1.amazonaws.com', 'us-gov-west-1'],
  ['https://vpce-0a1b-2c3d.sqs.eu-central-1.vpce.amazonaws.com', 'eu-central-1'],
])('a queue at %s is asked there, signed for its own region', async (origin, region) => {
  expect(await sign({ queueUrl: `${origin}/123456789012/jobgraph` })).toEqual({
    origin,
    scope: `20260301/${region}/sqs/aws4_request`,
  });
});

it('a queue with an endpoint is asked there, signed for the region of its URL', async () => {
  const queueUrl = 'https://sqs.eu-west-1.amazonaws.com/123456789012/jobgraph';

  expect(await sign({ queueUrl, endpoint: 'http://127.0.0.1:9555' })).toEqual({
    origin: 'http://127.0.0.1:9555',
    scope: '20260301/eu-west-1/sqs/aws4_request',
  });
});
