/** /metrics on a port of its own: what is there, what is no longer on the graph's port, and how both end. */
import { get } from 'node:http';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { startGateway, type GatewaySettings, type GatewayUnderTest } from '../gateway.ts';

let gateway: GatewayUnderTest | undefined;
afterEach(() => gateway?.close());

async function start(settings: Partial<GatewaySettings> = {}): Promise<{ readonly graph: URL; readonly metrics: URL }> {
  gateway = await startGateway({
    sources: [{ name: 'devices', provider: 'importexport', endpoint: 'http://127.0.0.1:9' }],
    ...settings,
    server: { metricsPort: 0, ...settings.server },
  });
  return { graph: new URL(gateway.url), metrics: new URL(gateway.server.metricsUrl() ?? '') };
}

async function status(url: URL, path: string, init?: RequestInit): Promise<number> {
  const response = await fetch(new URL(path, url), init);
  await response.arrayBuffer();
  return response.status;
}

describe('server.metricsPort', () => {
  it('serves the metrics, and the port of the graph does not', async () => {
    const { graph, metrics } = await start();

    const paths = ['/metrics', '/healthz', '/readyz', '/', '/graphql?query=%7B__typename%7D'];
    const headers = { 'apollo-require-preflight': '1' };
    const ofGraph = await Promise.all(paths.map((path) => status(graph, path, { headers })));
    const ofMetrics = await Promise.all(paths.map((path) => status(metrics, path, { headers })));
    const answer = await fetch(metrics);

    expect(metrics.port).not.toBe(graph.port);
    expect(ofGraph).toEqual([404, 200, 200, 404, 200]);
    expect(ofMetrics).toEqual([200, 404, 404, 404, 404]);
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await answer.text()).toMatch(
      /^jobgraph_http_request_duration_seconds_count\{route="\/metrics",status="200"\} 1$/m,
    );
  });

  it('takes no WebSocket and no job by any way', async () => {
    const { metrics } = await start();
    const headers = { 'content-type': 'application/json' };

    expect(await status(metrics, '/graphql', { method: 'POST', headers, body: '{"query":"{__typename}"}' })).toBe(404);
    const socket = connect(Number(metrics.port), '127.0.0.1');
    socket.write('GET /graphql HTTP/1.1\r\nhost: a\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n');
    const text = await new Promise<string>((resolve) => {
      let received = '';
      socket.on('data', (chunk) => (received += String(chunk)));
      socket.on('close', () => {
        resolve(received);
      });
    });

    expect(text).not.toContain('101');
  });

  it('listens where server.host does, or where server.metricsHost says', async () => {
    const { graph, metrics } = await start({ server: { metricsHost: '127.0.0.2' } });

    expect([graph.hostname, metrics.hostname]).toEqual(['127.0.0.1', '127.0.0.2']);
    expect(await status(metrics, '/metrics')).toBe(200);
    await expect(fetch(`http://127.0.0.1:${metrics.port}/metrics`)).rejects.toThrow('fetch failed');
  });

  it('is for this machine alone where the gateway is', async () => {
    const { metrics } = await start({ auth: { mode: 'none' } });
    const ask = (host: string): Promise<number | undefined> =>
      new Promise((resolve) => {
        get(metrics, { headers: { host } }, ({ statusCode }) => {
          resolve(statusCode);
        });
      });

    expect(await ask('evil.example')).toBe(403);
    expect(await ask('localhost')).toBe(200);
  });

  it('still answers while a stop takes requests, and not after it', async () => {
    const { graph, metrics } = await start();

    const stopping = gateway?.server.stop({ drainMilliseconds: 200 });
    const during = await status(metrics, '/metrics');
    const ready = await status(graph, '/readyz');
    await stopping;
    gateway = undefined;

    expect([during, ready]).toEqual([200, 503]);
    await expect(fetch(metrics)).rejects.toThrow('fetch failed');
  });
});
