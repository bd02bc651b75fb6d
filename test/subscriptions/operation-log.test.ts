import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { ask, dial, readLines, readMetric, readMetrics, watch } from './raw-session.ts';
import { connect, start, subscribe } from './watched-world.ts';
import { until } from '../until.ts';

describe('an operation over a WebSocket', () => {
  it('is written in one line when it ends: what it was, what it cost and how it ended', async () => {
    const { world, gateway } = await start(1);
    const client = connect(gateway, await gateway.token('job:read', 'job:sensitive'));
    const seen = subscribe(client, ['cos:nobody', ...world.ids], 'id ... on CosBatchJob { clientRequestToken }');
    await until(() => seen.results.length === 2, 'both are answered');

    world.advance(100);
    await seen.ended;
    await expect.poll(() => readLines(gateway, 'subscription').length).toBe(1);

    const [line] = readLines(gateway, 'subscription');
    expect(line).toEqual({
      level: 30,
      time: expect.any(Number),
      pid: expect.any(Number),
      hostname: expect.any(String),
      msg: 'subscription',
      requestId: readLines(gateway, 'secrets disclosed').map(
        ({ audit }) => (audit as Record<string, unknown>)['requestId'],
      )[0],
      milliseconds: expect.any(Number),
      events: 3,
      operation: null,
      type: 'subscription',
      // Those of the polls are nobody's; a secret is read for each event.
      upstreamCalls: 2,
      cacheHits: 0,
      shared: 0,
      errors: ['JOB_NOT_FOUND'],
      viewer: 'token',
    });
  });

  it('is written where it is refused, too, and without what was sent', async () => {
    const { gateway } = await start(1);

    await ask(gateway, 'subscription Marked { secretMarker }');
    await ask(gateway, `query ${'N'.repeat(150)} { jobSources { name } }`);

    expect(readLines(gateway, 'subscription')).toMatchObject([
      { operation: 'Marked', type: 'subscription', events: 0, errors: ['GRAPHQL_VALIDATION_FAILED'], upstreamCalls: 0 },
      { operation: 'N'.repeat(100), type: 'query', events: 0, errors: ['BAD_REQUEST'], viewer: 'anonymous' },
    ]);
    expect(gateway.logs.join('')).not.toContain('secretMarker');
  });

  it('is counted, and so are the connections that were refused or ended', async () => {
    const { world, gateway } = await start(1, { subscriptions: { maxConnections: 1 } });
    const session = await dial(gateway);
    await until(() => session.answers.length === 1, 'it is let in');
    for (const id of ['1', '2']) session.send({ id, type: 'subscribe', payload: { query: watch } });
    session.send({ id: '3', type: 'subscribe', payload: { query: '{' } });
    await until(() => session.answers.length === 4, 'all are answered');
    const full = new WebSocket(gateway.url.replace('http', 'ws'), 'graphql-transport-ws');
    await once(full, 'error');

    expect(await readMetrics(gateway)).toMatchObject({
      jobgraph_websocket_connections: 1,
      jobgraph_websocket_subscriptions: 2,
      'jobgraph_websocket_refusals_total{status="503"}': 1,
      'jobgraph_websocket_operations_total{type="none",outcome="errors"}': 1,
      'jobgraph_operation_errors_total{code="GRAPHQL_PARSE_FAILED"}': 1,
    });
    world.advance(100);
    await until(() => session.answers.filter(({ type }) => type === 'complete').length === 2, 'both have ended');
    session.socket.close(3333);
    await session.closed;

    await expect.poll(() => readMetric(gateway, 'jobgraph_websocket_ends_total{reason="client"}')).toBe(1);
    expect(await readMetrics(gateway)).toMatchObject({
      jobgraph_websocket_connections: 0,
      jobgraph_websocket_subscriptions: 0,
      'jobgraph_websocket_operations_total{type="subscription",outcome="ok"}': 2,
    });
  });

  it('is a span, in the trace of the upgrade and with the calls that are made for its events', async () => {
    const begun: { operation: object; [fact: string]: unknown }[] = [];
    const attempted: object[] = [];
    const ended: unknown[] = [];
    const { world, gateway } = await start(1, {
      tracing: {
        startOperation: (operation, { route, headers: { host, traceparent } }) => {
          begun.push({ operation, route, host, traceparent });
          return { end: (summary) => void ended.push(summary) };
        },
        attempt: (_source, _report, operation) => void attempted.push(operation),
        close: () => Promise.resolve(),
      },
    });
    const socket = new WebSocket(gateway.url.replace('http', 'ws'), 'graphql-transport-ws', {
      headers: {
        traceparent: 'of-the-client',
        authorization: `Bearer ${await gateway.token('job:read', 'job:sensitive')}`,
      },
    });
    await once(socket, 'open');
    const messages: unknown[] = [];
    socket.on('message', (data: Buffer) => messages.push(JSON.parse(String(data))));
    socket.send(JSON.stringify({ type: 'connection_init' }));
    await until(() => messages.length === 1, 'it is let in');
    const query = `subscription Watch { jobUpdated(ids: ${JSON.stringify(world.ids)}) { ... on CosBatchJob { clientRequestToken } } }`;
    socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query } }));
    await until(() => messages.length === 2, 'it is answered');

    socket.terminate();

    await until(() => ended.length === 1, 'the span has ended');
    expect(ended).toEqual([{ name: 'Watch', type: 'subscription', errorCodes: [] }]);
    const { host } = new URL(gateway.url);
    expect(begun).toEqual([{ operation: expect.any(Object), host, traceparent: 'of-the-client' }]);
    expect(attempted.filter((operation) => operation === begun[0]?.operation)).toHaveLength(1);
  });
});
