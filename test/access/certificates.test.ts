import { afterEach, describe, expect, it } from 'vitest';
import { openTestSource, type TestSource } from '../jobs/test-source.ts';
import { startSelfSignedServer, type SelfSignedServer } from '../operator/self-signed.ts';

const opened: (TestSource | SelfSignedServer)[] = [];

afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

async function startServer(): Promise<SelfSignedServer> {
  const server = await startSelfSignedServer();
  opened.push(server);
  return server;
}

function open(url: string, ca?: string): TestSource {
  const source = openTestSource({ url, ...(ca === undefined ? {} : { tls: { ca } }) });
  opened.push(source);
  return source;
}

describe('a source’s own certificates', () => {
  it('are trusted for this source alone', async () => {
    const server = await startServer();

    await expect(open(server.url, server.certificate).read('a')).resolves.toMatchObject({ facts: { name: null } });
    await expect(open(server.url).read('a')).rejects.toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
      causeKind: 'CERTIFICATE',
    });
  });

  it('stand in place of the system’s, so a server with another one is refused', async () => {
    const [server, other] = [await startServer(), await startServer()];

    await expect(open(server.url, other.certificate).read('a')).rejects.toMatchObject({ causeKind: 'CERTIFICATE' });
  });
});
