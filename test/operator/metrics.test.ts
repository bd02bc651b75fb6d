import { afterEach, beforeEach, expect, it } from 'vitest';
import { readVersion } from '../../src/package-files.ts';
import { startDemo, type Demo } from '../../emulators/demo/start.ts';
import { startGateway, type GatewayUnderTest } from '../gateway.ts';

let demo: Demo;
let gateway: GatewayUnderTest;

beforeEach(async () => {
  demo = await startDemo();
  gateway = await startGateway({ sources: demo.sources, cache: { runningSeconds: 600 } });
});
afterEach(async () => {
  await gateway.close();
  await demo.close();
});

/** How many samples depend on what clients send: not those of the process, such as its kinds of handles. */
async function countSamples(): Promise<number> {
  return [...(await readMetrics()).keys()].filter((name) => name.startsWith('jobgraph_')).length;
}

/** Samples by their name and labels, as Prometheus writes them. */
async function readMetrics(): Promise<ReadonlyMap<string, number>> {
  const response = await fetch(gateway.url.replace('/graphql', '/metrics'));
  expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  const lines = (await response.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]),
  );
}

it('counts requests, operations, calls, hits and errors', async () => {
  const id = demo.sampleIds['panorama-lab']?.jobs[0] ?? '';
  const unknown = demo.sampleIds['panorama-lab']?.unknown ?? '';

  for (const name of [id, id, unknown]) await gateway.query(`{ job(id: "${name}") { status } }`);
  await gateway.query('{ __schema { types { name } } }');

  await expect
    .poll(async () =>
      (await readMetrics()).get('jobgraph_http_request_duration_seconds_count{route="/graphql",status="400"}'),
    )
    .toBe(1);
  const metrics = await readMetrics();
  const expected = {
    'jobgraph_http_request_duration_seconds_count{route="/graphql",status="200"}': 3,
    'jobgraph_operation_duration_seconds_count{type="query",outcome="ok"}': 2,
    'jobgraph_operation_duration_seconds_count{type="query",outcome="errors"}': 1,
    'jobgraph_operation_duration_seconds_count{type="none",outcome="errors"}': 1,
    'jobgraph_operation_errors_total{code="JOB_NOT_FOUND"}': 1,
    'jobgraph_operation_errors_total{code="GRAPHQL_VALIDATION_FAILED"}': 1,
    'jobgraph_upstream_calls_total{source="panorama-lab",operation="DescribePackageImportJob",outcome="OK"}': 1,
    'jobgraph_upstream_calls_total{source="panorama-lab",operation="DescribePackageImportJob",outcome="JOB_NOT_FOUND"}': 1,
    'jobgraph_upstream_call_duration_seconds_count{source="panorama-lab",operation="DescribePackageImportJob"}': 2,
    'jobgraph_upstream_batch_keys_count{source="panorama-lab"}': 2,
    'jobgraph_upstream_batch_keys_sum{source="panorama-lab"}': 2,
    'jobgraph_cache_reads_total{source="panorama-lab",result="hit"}': 1,
    'jobgraph_cache_reads_total{source="panorama-lab",result="miss"}': 2,
    'jobgraph_upstream_in_flight{source="panorama-lab"}': 0,
    'jobgraph_upstream_queued{source="panorama-lab"}': 0,
    'jobgraph_source_info{source="panorama-lab",provider="PANORAMA"}': 1,
    'jobgraph_source_state{source="panorama-lab",state="UNTRIED"}': 1,
    'jobgraph_source_state{source="panorama-lab",state="MISCONFIGURED"}': 0,
    'jobgraph_source_state{source="devices",state="UNTRIED"}': 1,
    'jobgraph_source_state{source="devices",state="UNAVAILABLE"}': 0,
    jobgraph_websocket_connections: 0,
    jobgraph_callback_subscriptions: 0,
    jobgraph_watched_jobs: 0,
  };
  expect(Object.fromEntries(Object.keys(expected).map((name) => [name, metrics.get(name)]))).toEqual(expected);
  expect(metrics.get('process_cpu_seconds_total')).toBeGreaterThan(0);
  expect(metrics.get('process_resident_memory_bytes')).toBeGreaterThan(10_000_000);
  expect(metrics.has('nodejs_eventloop_lag_p99_seconds')).toBe(true);
  const builds = [...metrics].filter(([name]) => name.startsWith('jobgraph_build_info'));
  expect(builds).toEqual([[`jobgraph_build_info{version="${readVersion()}",node="${process.versions.node}"}`, 1]]);
});

it('has no more samples, whatever clients think of', async () => {
  const send = async (index: number): Promise<void> => {
    const base = gateway.url.replace('/graphql', '');
    await (await fetch(`${base}/path-${index}`)).text();
    await gateway.query(`query Name${index} { a${index}: job(id: "source-${index}:key") { id } }`);
  };
  await send(0);
  await expect
    .poll(async () =>
      (await readMetrics()).get('jobgraph_http_request_duration_seconds_count{route="none",status="404"}'),
    )
    .toBe(1);
  const before = await countSamples();

  for (let index = 1; index <= 50; index += 1) await send(index);

  await expect
    .poll(async () =>
      (await readMetrics()).get('jobgraph_http_request_duration_seconds_count{route="none",status="404"}'),
    )
    .toBe(51);
  expect(await countSamples()).toBe(before);
});
