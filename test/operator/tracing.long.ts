/** Whether the program sends traces, as the variables of OpenTelemetry say it. */
import { expect, it, onTestFinished } from 'vitest';
import { startCollector } from './collector.ts';
import { startProcess } from './gateway-process.ts';

it('the program starts without traces where all programs of a host are told to send by grpc, and says so', async () => {
  const sources = [{ name: 'devices', provider: 'importexport', endpoint: 'http://127.0.0.1:1' }];
  const told = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1', OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' };

  const { process: child, output, exited } = await startProcess({ auth: { mode: 'none' }, sources }, [], told);
  child.kill('SIGKILL');
  await exited;

  const lines = output().trim().split('\n');
  const reason =
    'OTEL_EXPORTER_OTLP_PROTOCOL must be http/protobuf, the one protocol that traces are sent by, but got grpc';
  expect(lines.map((line) => JSON.parse(line) as object)).toContainEqual(
    expect.objectContaining({ level: 40, msg: 'traces not sent', failure: 'PROTOCOL', reason }),
  );
});

it('sends traces in demo mode as well, and the last of them before it ends', async () => {
  const collector = await startCollector();
  const environment = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
  const { url, process: child, exited } = await startProcess(undefined, [], environment);
  onTestFinished(() => void child.kill('SIGKILL'));
  await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"query":"query InDemo { jobSources { name } }"}',
  });

  child.kill('SIGTERM');
  const status = await exited;

  expect(status).toBe(0);
  expect(collector.received.map(({ body }) => body.toString('latin1')).join('')).toContain('InDemo');
});
