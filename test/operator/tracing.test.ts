import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { startDemo } from '../../emulators/demo/start.ts';
import { loadTracing } from '../../src/observability/tracing.ts';
import { readTracingSettings } from '../../src/config/tracing.ts';
import { startGateway } from '../gateway.ts';
import { until } from '../until.ts';
import { startCollector } from './collector.ts';
import { readSpans } from './otlp-spans.ts';

const silent = pino({ level: 'silent' });
const fail = (reason: string): void => {
  throw new Error(reason);
};

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

describe('the variables of OpenTelemetry', () => {
  const always = { sampler: 'parentbased_always_on', ratio: 1 };

  it.each<[Readonly<Record<string, string>>, object | undefined]>([
    [{}, undefined],
    [{ OTEL_SERVICE_NAME: 'x' }, undefined],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: '' }, undefined],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' }, always],
    [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://collector:4318/v1/traces' }, always],
    [{ OTEL_TRACES_EXPORTER: 'otlp' }, always],
    [{ OTEL_TRACES_EXPORTER: 'none', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' }, undefined],
    [{ OTEL_SDK_DISABLED: 'TRUE', OTEL_TRACES_EXPORTER: 'otlp' }, undefined],
    [
      { OTEL_TRACES_EXPORTER: 'otlp', OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.25' },
      { sampler: 'traceidratio', ratio: 0.25 },
    ],
    [{ OTEL_TRACES_EXPORTER: 'otlp', OTEL_TRACES_SAMPLER: 'unknown', OTEL_TRACES_SAMPLER_ARG: '7' }, always],
    [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: '', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' }, always],
    [{ OTEL_TRACES_EXPORTER: 'otlp', OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf' }, always],
    [
      {
        OTEL_TRACES_EXPORTER: 'otlp',
        OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/protobuf',
        OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
      },
      always,
    ],
    // Said to all programs of a host, some of which send by it: it matters only where this one sends.
    [{ OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' }, undefined],
  ])('%j', (environment, expected) => {
    expect(readTracingSettings(environment, fail)).toEqual(expected);
  });

  const otlp = { OTEL_TRACES_EXPORTER: 'otlp' };
  const protocol = 'must be http/protobuf, the one protocol that traces are sent by, but got';

  it.each<[Readonly<Record<string, string>>, string]>([
    [{ ...otlp, OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' }, `OTEL_EXPORTER_OTLP_PROTOCOL ${protocol} grpc`],
    [
      { ...otlp, OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/json', OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf' },
      `OTEL_EXPORTER_OTLP_TRACES_PROTOCOL ${protocol} http/json`,
    ],
    [
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4317', OTEL_EXPORTER_OTLP_PROTOCOL: 'a-secret' },
      `OTEL_EXPORTER_OTLP_PROTOCOL ${protocol} another`,
    ],
  ])('of another protocol mean no traces, and say why: %j', (environment, message) => {
    const reasons: string[] = [];

    expect(readTracingSettings(environment, (reason) => reasons.push(reason))).toBeUndefined();
    expect(reasons).toEqual([message]);
  });

  it('of an endpoint that is no URL are refused as configuration', () => {
    const message = 'OTEL_EXPORTER_OTLP_ENDPOINT must be an http or https URL, but got something else';

    expect(() => readTracingSettings({ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4317' }, fail)).toThrow(
      expect.objectContaining({ name: 'ConfigError', message }),
    );
  });
});

it('sends a span for the operation and one for each call, in the trace of the client', async () => {
  const collector = await startCollector();
  process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] = collector.url;
  open.push(() => delete process.env['OTEL_EXPORTER_OTLP_ENDPOINT']);
  const settings = readTracingSettings(process.env, fail);
  const demo = await startDemo();
  open.push(() => demo.close());
  const gateway = await startGateway({
    sources: demo.sources,
    tracing: await loadTracing(settings!, { now: Date.now, logger: silent }),
  });
  const traceId = '0af7651916cd43dd8448eb211c80319c';
  const [id = ''] = demo.sampleIds['pipelines']?.jobs ?? [];

  await gateway.query('query Traced($id: ID!) { marker: job(id: $id) { status } }', {
    variables: { id },
    headers: { traceparent: `00-${traceId}-b7ad6b7169203331-01` },
  });
  await gateway.close();

  expect(collector.received.map(({ path, type }) => [path, type])).toEqual([['/v1/traces', 'application/x-protobuf']]);
  const body = collector.received[0]?.body ?? Buffer.alloc(0);
  // The demo's queue is read meanwhile, for no operation.
  const spans = readSpans(body).filter((span) => span.traceId === traceId);
  const server = { 'server.address': '127.0.0.1', 'server.port': expect.any(Number) as number };
  const toCall = (method: string): object => ({
    name: `codepipeline/${method}`,
    kind: 3,
    traceId,
    attributes: {
      'jobgraph.source': 'pipelines',
      'rpc.system.name': 'codepipeline',
      'rpc.method': `codepipeline/${method}`,
      ...server,
    },
    status: 0,
  });
  expect(spans).toEqual([
    toCall('GetJobDetails'),
    toCall('ListActionExecutions'),
    {
      name: 'query',
      kind: 2,
      traceId,
      attributes: {
        'http.request.method': 'POST',
        'http.route': '/graphql',
        'url.path': '/graphql',
        'url.scheme': 'http',
        'network.protocol.version': '1.1',
        'server.address': '127.0.0.1',
        'server.port': Number(new URL(gateway.url).port),
        'graphql.operation.type': 'query',
        'graphql.operation.name': 'Traced',
        'http.response.status_code': 200,
      },
      status: 0,
    },
  ]);
  const text = body.toString('latin1');
  expect(text).toContain('jobgraph');
  for (const secret of ['marker', id.split(':')[1] ?? '', 'AKIDEMO']) expect(text).not.toContain(secret);
});

it('says what failed: of an operation and of a call, by the codes of errors', async () => {
  const collector = await startCollector();
  process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] = collector.url;
  open.push(() => delete process.env['OTEL_EXPORTER_OTLP_ENDPOINT']);
  // Nothing listens there; a free port could be another test's by then.
  const port = 1;
  const credentials = { accessKeyId: 'AKIDEMO', secretAccessKey: 'none' };
  const gateway = await startGateway({
    sources: [{ name: 'devices', provider: 'importexport', endpoint: `http://127.0.0.1:${port}`, credentials }],
    tracing: await loadTracing({ sampler: 'always_on', ratio: 1 }, { now: Date.now, logger: silent }),
  });

  await gateway.query('{ one: job(id: "devices:ERRS1") { id } two: job(id: "nowhere:1") { id } }');
  await gateway.query('{ nothing }');
  await gateway.query('{');
  await gateway.close();

  const spans = readSpans(collector.received[0]?.body ?? Buffer.alloc(0));
  const failures = spans.map(({ name, status, attributes }) => [
    name,
    status,
    attributes['http.response.status_code'],
    attributes['error.type'],
    attributes['jobgraph.error_codes'],
    attributes['server.port'] === port,
  ]);
  const codes = ['BAD_USER_INPUT', 'PROVIDER_UNAVAILABLE'];
  expect(failures.filter(([name]) => name === 'importexport/GetStatus')).toContainEqual([
    'importexport/GetStatus',
    2,
    undefined,
    'PROVIDER_UNAVAILABLE',
    undefined,
    true,
  ]);
  expect(failures.filter(([name]) => name !== 'importexport/GetStatus')).toEqual([
    ['query', 2, 200, 'BAD_USER_INPUT', codes, false],
    ['GraphQL Operation', 2, 400, 'GRAPHQL_VALIDATION_FAILED', ['GRAPHQL_VALIDATION_FAILED'], false],
    ['GraphQL Operation', 2, 400, 'GRAPHQL_PARSE_FAILED', ['GRAPHQL_PARSE_FAILED'], false],
  ]);
});

it('begins a trace of its own for a traceparent that is none, and samples what it is told to', async () => {
  const collector = await startCollector();
  process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] = collector.url;
  open.push(() => delete process.env['OTEL_EXPORTER_OTLP_ENDPOINT']);
  const send = async (sampler: 'always_on' | 'always_off'): Promise<void> => {
    const gateway = await startGateway({
      sources: [{ name: 'devices', provider: 'importexport' }],
      tracing: await loadTracing({ sampler, ratio: 1 }, { now: Date.now, logger: silent }),
    });
    await gateway.query(`query ${sampler} { jobSources { name } }`, {
      headers: { traceparent: '00-zz-b7ad6b7169203331-01' },
    });
    await gateway.close();
  };

  await send('always_on');
  await send('always_off');

  expect(collector.received.map(({ body }) => /always_(on|off)/.exec(body.toString('latin1'))?.[0])).toEqual([
    'always_on',
  ]);
});

it('says once that traces cannot be sent, and once that they can again', async () => {
  let status = 400;
  const collector = await startCollector(() => status);
  process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] = collector.url;
  open.push(() => delete process.env['OTEL_EXPORTER_OTLP_ENDPOINT']);
  const lines: string[] = [];
  const logger = pino({ level: 'info', base: null, timestamp: false }, { write: (line) => lines.push(line) });
  const gateway = await startGateway({
    sources: [{ name: 'devices', provider: 'importexport' }],
    tracing: await loadTracing(readTracingSettings(process.env, fail)!, {
      now: Date.now,
      logger,
      gatherMilliseconds: 10,
    }),
  });
  open.push(() => gateway.close());
  const send = async (next: number): Promise<void> => {
    status = next;
    const before = collector.received.length;
    await gateway.query('{ jobSources { name } }');
    await until(() => collector.received.length > before);
  };

  for (const next of [400, 404, 200, 200, 400]) await send(next);
  // The outcome of each is known before the next is sent.
  await until(() => lines.length >= 3);

  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    { level: 40, failure: '400', msg: 'traces not sent' },
    { level: 30, msg: 'traces sent again' },
    { level: 40, failure: '400', msg: 'traces not sent' },
  ]);
});
