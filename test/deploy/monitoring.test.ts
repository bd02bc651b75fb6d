/** The dashboard and the alerts against what a running gateway serves at /metrics. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { startDemoGateway, type DemoGateway } from '../../emulators/demo/gateway.ts';
import { errorCatalogue } from '../../src/errors/catalogue.ts';
import { fillIn, readAlerts, readDashboard, readExpression } from './monitoring-files.ts';

/** One metric as it is served. */
interface Served {
  readonly type: string;
  /** The values of each label. */
  readonly labels: Map<string, Set<string>>;
}

let demo: DemoGateway;
let served: ReadonlyMap<string, Served>;

beforeAll(async () => {
  demo = await startDemoGateway({
    now: Date.now,
    monotonic: () => performance.now(),
    random: Math.random,
    port: 0,
    host: undefined,
    logger: pino({ level: 'silent' }),
    log: { taken: () => Promise.resolve(true), lost: () => new Map([['unread', 0]]) },
  });
  const [url = ''] = /http:\/\/127\.0\.0\.1:\d+\/graphql/.exec(demo.greeting) ?? [];
  await causeEverything(url);
  // The end of a WebSocket is counted when the gateway has seen it, garbage collections when the system has told of one.
  await vi.waitFor(async () => {
    JSON.stringify(Array.from({ length: 200_000 }, (_value, index) => ({ index })));
    served = await readMetrics(url);
    expect([...served.keys()]).toEqual(
      expect.arrayContaining(['jobgraph_websocket_ends_total', 'nodejs_gc_duration_seconds_sum']),
    );
  }, 20_000);
});

afterAll(() => demo.close());

/** Requests after which every metric has samples with its labels. */
async function causeEverything(url: string): Promise<void> {
  const query =
    '{ jobs(first: 90, filter: { statuses: [UNKNOWN, CANCELLED, FAILED] }) { nodes { id statusMessage failures { code } updatedAt } issues { code jobId } } job(id: "devices:NONE1") { id } }';
  const headers = { 'content-type': 'application/json' };
  const authorization = 'Bearer none';
  await (
    await fetch(url, { method: 'POST', headers: { ...headers, authorization }, body: JSON.stringify({ query }) })
  ).text();
  for (let count = 0; count < 2; count += 1)
    await (await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) })).text();
  const refused = new WebSocket(url.replace('http', 'ws'), { origin: 'http://elsewhere.example' });
  await once(refused, 'error');
  const socket = new WebSocket(url.replace('http', 'ws'), 'graphql-transport-ws');
  await once(socket, 'open');
  socket.send('{"type":"connection_init"}');
  await once(socket, 'message');
  socket.send('{"id":"1","type":"subscribe","payload":{"query":"subscription { nothing }"}}');
  await once(socket, 'message');
  socket.close();
  await once(socket, 'close');
}

async function readMetrics(url: string): Promise<ReadonlyMap<string, Served>> {
  const text = await (await fetch(url.replace('/graphql', '/metrics'))).text();
  const types = new Map([...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)].map(([, name = '', type = '']) => [name, type]));
  const metrics = new Map<string, Served>();
  for (const [, name = '', labels = ''] of text.matchAll(/^(\w+)(?:\{(.*)\})? \S+$/gm)) {
    const type = types.get(name) ?? types.get(name.replace(/_(bucket|count|sum)$/, '')) ?? '';
    const metric = metrics.get(name) ?? { type, labels: new Map<string, Set<string>>() };
    metrics.set(name, metric);
    for (const [, label = '', value = ''] of labels.matchAll(/(\w+)="([^"]*)"/g))
      metric.labels.set(label, (metric.labels.get(label) ?? new Set()).add(value));
  }
  return metrics;
}

/** Prometheus adds them to whatever it reads. */
const ofPrometheus = ['job', 'instance'];
/** What Prometheus itself says of each process: whether it answered. */
const madeByPrometheus = 'up';
const codes = [...Object.keys(errorCatalogue), 'INTERNAL_SERVER_ERROR', 'OK', 'ABORTED'];

/** What is wrong with an expression, and with the labels that a text beside it shows. */
function findFaults(expr: string, legend = ''): readonly string[] {
  const { selectors, labels } = readExpression(fillIn(expr));
  const known = selectors.flatMap(({ metric }) => [...(served.get(metric)?.labels.keys() ?? [])]).concat(ofPrometheus);
  const shown = [...legend.matchAll(/\{\{(\w+)\}\}/g)].map(([, label = '']) => label);
  return [
    ...[...labels, ...shown].filter((label) => !known.includes(label)).map((label) => `label ${label}`),
    ...selectors.flatMap(({ metric, matchers, rangeFunction, isOfNewSeries }) => {
      if (metric === madeByPrometheus) return [];
      const { type, labels: own } = served.get(metric) ?? {
        type: 'not served',
        labels: new Map<string, Set<string>>(),
      };
      const isCounted = type === 'counter' || type === 'histogram';
      const isRate = rangeFunction === 'rate' || rangeFunction === 'increase';
      return [
        ...(type === 'not served' ? [`metric ${metric}`] : []),
        ...(isCounted === isRate || (isCounted && isOfNewSeries) ? [] : [`${metric} is a ${type}`]),
        ...[...matchers].flatMap(([label, values]) => {
          const possible = label === 'outcome' || label === 'code' ? codes.concat(['ok', 'errors']) : own.get(label);
          if (ofPrometheus.includes(label) || label === 'status') return [];
          if (!own.has(label)) return [`label ${label} of ${metric}`];
          return values.filter((value) => value !== '.*' && ![...(possible ?? [])].includes(value));
        }),
      ];
    }),
  ];
}

it('finds what cannot be: the check of the two files that follow', () => {
  expect(findFaults('rate(jobgraph_upstream_calls_totel[5m])')).toContain('metric jobgraph_upstream_calls_totel');
  expect(findFaults('sum(jobgraph_upstream_calls_total)')).toEqual(['jobgraph_upstream_calls_total is a counter']);
  expect(findFaults('rate(jobgraph_watched_jobs[5m])')).toEqual(['jobgraph_watched_jobs is a gauge']);
  expect(findFaults('sum by (region) (jobgraph_upstream_queued)', '{{nobody}}')).toEqual([
    'label region',
    'label nobody',
  ]);
  expect(findFaults('jobgraph_source_state{state="OPEN", region="x"}')).toEqual([
    'OPEN',
    'label region of jobgraph_source_state',
  ]);
  expect(() => findFaults('sum by (source (up)')).toThrow(SyntaxError);
});

it('the alerts ask for metrics, labels and values that there are', () => {
  const ofOneProcess = readAlerts().filter(({ expr }) => !/jobgraph_cluster_|up\{/.test(expr));
  for (const { alert, expr } of ofOneProcess) expect([alert, ...findFaults(expr)]).toEqual([alert]);
});

it('the alerts of a cluster ask for a metric and a state that a process of one has', () => {
  const metrics = readFileSync(new URL('../../src/observability/cluster-metrics.ts', import.meta.url), 'utf8');
  const ofCluster = readAlerts().filter(({ expr }) => expr.includes('jobgraph_cluster_'));

  expect(ofCluster.map(({ expr }) => expr)).toEqual(['max by (instance) (jobgraph_cluster_state{state="ALONE"}) == 1']);
  expect(metrics).toContain("name: 'jobgraph_cluster_state'");
  expect(metrics).toContain("'ALONE'");
});

it('the alerts each have an entry in docs/observability.md that says what to do', () => {
  const text = readFileSync(new URL('../../docs/observability.md', import.meta.url), 'utf8');
  const rows = [...text.matchAll(/^- \*\*(Jobgraph\w+)\*\*: /gm)].map(([, name]) => name);

  expect(rows).toEqual(readAlerts().map(({ alert }) => alert));
});

it('the panels ask for metrics and labels that there are, by the function that fits each', () => {
  const charts = readDashboard().panels.filter(({ type }) => type !== 'row');

  for (const { title, targets = [] } of charts) {
    expect(targets.length).toBeGreaterThan(0);
    for (const { expr, legendFormat } of targets) expect([title, ...findFaults(expr, legendFormat)]).toEqual([title]);
  }
});

it('the panels select by the variables of the dashboard, whose values are those of a label', () => {
  const { panels, templating } = readDashboard();
  const queries = templating.list.flatMap(({ query }) => (typeof query === 'string' ? [] : [query.query]));
  const parts = queries.map((query) => /^label_values\((.+), (\w+)\)$/.exec(query) ?? []);
  const used = panels.flatMap(({ targets = [] }) => targets.flatMap(({ expr }) => expr.match(/\$[a-z]+/g) ?? []));

  for (const [, selector = '', label = ''] of parts) expect(findFaults(`sum by (${label}) (${selector})`)).toEqual([]);
  expect(new Set(used)).toEqual(new Set(parts.map(([, , label]) => `$${label}`)));
});

it('the panels show every metric of the gateway but one, which is a part of the errors and ends that they show', () => {
  const shown = readDashboard()
    .panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => readExpression(fillIn(expr)).selectors))
    .flat(1)
    .map(({ metric }) => metric.replace(/_(bucket|count|sum)$/, ''));
  const own = [...served.keys()].filter((name) => name.startsWith('jobgraph_'));

  const left = new Set(
    own.map((name) => name.replace(/_(bucket|count|sum)$/, '')).filter((name) => !shown.includes(name)),
  );

  expect([...left]).toEqual(['jobgraph_websocket_operations_total']);
});
