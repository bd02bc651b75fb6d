import { createAirflowEmulator, type EmulatedDagRun } from '../../../emulators/airflow/emulator.ts';
import { refused, type ProviderUnderTest, type WireJob } from '../../conformance/provider-under-test.ts';
import { toWordRows } from '../../conformance/statuses.ts';
import { codeless, failures } from './failures.ts';
import { generatedJobs } from './generated-jobs.ts';
import { hostileAnswers } from './hostile-answers.ts';
import { toDue, toKey as toPlainKey, toNames, toRun, toSource as toPlainSource, token } from './runs.ts';
import { samples } from './samples.ts';

/** Links lead to where people open it, wherever the test's server is. */
const webUrl = 'https://airflow.acme.example';
const toSource = (server: string, more: object = {}): object => toPlainSource(server, { webUrl, ...more });

const oddKeys = [
  'nightly_load/scheduled__2026-11-22T00:00:00+00:00',
  'nightly_load/manual__2026-11-22T08:30:00.123456+00:00',
  '.../...',
  '-/~~',
  'é漢字.1/a b?c#d%2e%2e&e;f@g\\"\'<>é漢字🦠',
  `${'x'.repeat(250)}/${'🦠'.repeat(250)}`,
  '__proto__/constructor',
  'NIGHTLY_LOAD/..a',
];
const toKey = (index: number): string => oddKeys[index] ?? toPlainKey(index);

const meaningOfWord = { queued: 'QUEUED', running: 'RUNNING', success: 'SUCCEEDED', failed: 'FAILED' };

/** Every status of every meaning, and runs that lack what may be absent. */
const listed = (
  [
    { state: 'queued', start_date: null, end_date: null, queued_at: toDue(1) },
    { state: 'running', end_date: null, conf: { token: 's3cr3t-conf' } },
    { state: 'success', dag_versions: [], partition_key: '2026-11' },
    { state: 'failed', note: 's3cr3t-note' },
    { state: 'rewinding', triggering_user_name: 's3cr3t-user' },
    { state: null, logical_date: null },
    { state: 'success', dag_display_name: 'Nightly load', bundle_version: '9b1c0f4d', conf: null },
  ] as readonly Partial<EmulatedDagRun>[]
).map((more, index) => {
  // Some were due at one moment.
  const run_after = toDue(Math.floor(index / 2));
  return { key: toPlainKey(index), job: toRun(index, { run_after, ...more }) };
});

const accept = { accept: 'application/json' };
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
const toPath = (key: string): string => {
  const { dag_id: dag, dag_run_id: run } = toNames(key);
  return `/api/v2/dags/${encode(dag)}/dagRuns/${encode(run)}`;
};
const toDescribe = (key: string) => ({
  ...{ operation: 'get_dag_run', method: 'GET', path: toPath(key), headers: accept },
});
const toList = (more: object = {}) => ({
  ...{ operation: 'get_list_dag_runs_batch', method: 'POST', path: '/api/v2/dags/~/dagRuns/list' },
  headers: { ...accept, 'content-type': 'application/json' },
  body: JSON.stringify({ order_by: '-run_after', page_limit: 100, page_offset: 0, ...more }),
});
const toFiltered = (filter: string): string => `{ jobs(filter: { ${filter} }) { nodes { id } } }`;

/** The place of a page is a time, and pages are made of keys: whose time it is. */
const keysByDue = new Map<string, string>();
let pageTotal = 0;

export const airflow: ProviderUnderTest<EmulatedDagRun> = {
  name: 'airflow',
  provider: 'AIRFLOW',
  typeName: 'AirflowDagRun',
  sourceName: 'airflow',
  toSource,
  startEmulator: ({ describe, list, complete }, settings) =>
    createAirflowEmulator({
      tokens: [token],
      jobs: { describe, list, tasksOf: (key) => complete(key) ?? [] },
      ...settings,
    }),
  keys: {
    good: toPlainKey(7),
    ill: 'nightly_load/ill',
    unseen: 'nightly_load/unseen',
    pattern:
      /^[A-Za-z0-9_à-ö-][A-Za-z0-9_.à-ö-]{0,249}\/[^/.~\u0000-\u001f\u007f-\u009f\ud800-\udfff][^/\u0000-\u001f\u007f-\u009f\ud800-\udfff]{0,249}$/u,
    toKey,
    toProviderJobId: (key) => toNames(key).dag_run_id,
    providerJobIdPattern: /^(?!(?:\.{1,2}|~)$)[^/\u0000-\u001f\u007f-\u009f\ud800-\udfff]{1,250}$/u,
    malformed: [
      ...['nightly_load', '/run', 'nightly_load/', './run', '../run', 'd/.', 'd/..', 'd/~', '~/run', 'a b/run'],
      ...['a/b/c', 'a:b/run', `${'x'.repeat(251)}/run`, `d/${'🦠'.repeat(251)}`],
      ...['\u0000', '\t', '\u001f', '\u007f', '\u0085', '\u009f'].map((character) => `d/ru${character}n`),
    ],
    spellings: { none: 'A key has one spelling: ids are told apart by their code points.' },
    rootField: 'airflowDagRun',
    toArguments: (key) => ({ dagId: toNames(key).dag_id, runId: toNames(key).dag_run_id }),
  },
  requests: {
    keysOf: ({ operation, id }) => (operation === 'get_dag_run' && id !== null ? [id] : []),
    operations: { get_dag_run: 'GET', get_list_dag_runs_batch: 'POST', get_task_instances: 'GET' },
    toDescribe: ([key = '']) => toDescribe(key),
    others: [
      {
        name: 'the tasks of a run',
        query: `{ job(id: "airflow:${toPlainKey(7)}") { progress { total } } }`,
        requests: [
          toDescribe(toPlainKey(7)),
          {
            ...{ operation: 'get_task_instances', method: 'GET', path: `${toPath(toPlainKey(7))}/taskInstances` },
            query: { limit: '100', offset: '0' },
            headers: accept,
          },
        ],
      },
      { name: 'a list', query: '{ jobs { nodes { id } } }', requests: [toList()] },
      {
        name: 'a list of statuses that Airflow has words for',
        query: toFiltered('statuses: [QUEUED, FAILED]'),
        requests: [toList({ states: ['queued', 'failed'] })],
      },
      ...['UNKNOWN', 'SUCCEEDED, CANCELLED'].map((names) => ({
        name: `a list of ${names}, of which one has no word`,
        query: toFiltered(`statuses: [${names}]`),
        requests: [toList()],
      })),
      {
        name: 'a list of one status between two times',
        query: toFiltered(
          'statuses: [SUCCEEDED], createdAfter: "2026-11-21T00:00:00Z", createdBefore: "2026-11-23T00:00:00.5Z"',
        ),
        requests: [
          toList({
            states: ['success'],
            run_after_gte: '2026-11-21T00:00:00.000Z',
            run_after_lte: '2026-11-23T00:00:00.500Z',
          }),
        ],
      },
    ],
    origin: 'https://airflow.acme.example',
    refused: [['another token', (url) => toSource(url, { credentials: { token: 'another' } })]],
    clock: { none: 'A bearer token has no date.' },
  },
  answers: {
    protocol: 'json',
    toBody: (key) => JSON.stringify(toGoodRun(key)),
    anyJson: ['conf'],
    samples,
    generated: generatedJobs,
    hostile: hostileAnswers,
    values: [
      toTime('whole seconds', '"2026-11-22T06:00:00Z"', '2026-11-22T06:00:00.000Z'),
      toTime('an offset', '"2026-11-22T07:00:00.123456+01:00"', '2026-11-22T06:00:00.123Z'),
      toTime('null', 'null', null),
      ...['1795305600', '"1795305600"', '"2026-11-22"', '"2026-02-30T00:00:00Z"'].map((text) =>
        toTime(text, text, refused),
      ),
      { name: 'no end while it runs', from: '"state":"failed"', to: '"state":"running"', field: 'endedAt', is: null },
      {
        name: 'no start while it waits',
        from: '"state":"failed"',
        to: '"state":"queued"',
        field: 'startedAt',
        is: null,
      },
      { name: 'an empty state', from: '"state":"failed"', to: '"state":""', field: 'statusSource', is: 'NOT_REPORTED' },
      { name: 'no conf', from: /"conf":\{[^}]*\}/, to: '"conf":null', field: 'confJson', is: null },
      {
        name: 'an odd conf',
        from: /"conf":\{[^}]*\}/,
        to: '"conf":{ "a" : [1.0, 1e2], "é\\u0041":"/" }',
        field: 'confJson',
        is: '{"a":[1,100],"éA":"/"}',
      },
    ],
    secrets: { areProtected: true },
    text: { place: /(?<="dag_display_name":")[^"]*/, field: 'dagDisplayName' },
  },
  statuses: {
    words: Object.keys(meaningOfWord),
    rows: toWordRows(meaningOfWord, toStatusWire),
    toWire: toStatusWire,
    moves: ['queued', 'running', 'success'],
    progress: [
      toProgress('no tasks', [], ['0', '0', null]),
      toProgress('none of two', [null, 'running'], ['0', '0', 0]),
      toProgress(
        'some',
        ['success', 'skipped', 'removed', 'failed', 'upstream_failed', 'deferred', 'up_for_retry', 'queued'],
        ['3', '2', 0.625],
      ),
      toProgress('all', ['success', 'failed'], ['1', '1', 1]),
    ],
  },
  lists: {
    operation: 'get_list_dag_runs_batch',
    operations: ['get_list_dag_runs_batch'],
    tokenOf: ({ body }) => {
      const { run_after_lte: due = '' } = JSON.parse(body) as { readonly run_after_lte?: string };
      return keysByDue.get(due) ?? null;
    },
    rowFacts: [
      ...['providerJobId', 'name', 'kind', 'definition', 'status', 'rawStatus', 'statusSource', 'isTerminal'],
      ...['statusMessage', 'createdAt', 'startedAt', 'updatedAt', 'endedAt', 'consoleUrl', 'dagId', 'dagDisplayName'],
      ...['runType', 'triggeredBy', 'logicalDate', 'dataIntervalStart', 'dataIntervalEnd', 'queuedAt'],
      ...['bundleVersion', 'dagVersions', 'partitionKey'],
    ],
    jobs: listed,
    toJob: (index) => ({ key: toPlainKey(index), job: toRun(index) }),
    maxPageSize: 100,
    toPage: (keys, next) => {
      pageTotal += keys.length;
      const dag_runs = keys.map((key) => {
        const run_after = toDue(Number(/\d+$/.exec(key)?.[0] ?? 0));
        keysByDue.set(run_after, key);
        return { ...toNames(key), run_after, state: 'running' };
      });
      return JSON.stringify({ dag_runs, total_entries: next === null ? 0 : pageTotal + 1000 });
    },
    // A run whose own id is no key is left out: see lists.test.ts.
    illKeys: ['/run', './run', '../run', 'a b/run', 'a:b/run', `${'x'.repeat(251)}/run`],
  },
  batches: { none: 'Airflow has no read of runs by a list of ids.' },
  errors: { requestIdHeader: 'x-request-id', cases: failures, codeless },
};

/** A run that failed, with every member. */
function toGoodRun(key: string): object {
  return {
    ...toNames(key),
    logical_date: '2026-11-21T00:00:00Z',
    queued_at: '2026-11-22T00:00:01.25Z',
    start_date: '2026-11-22T00:00:02.5Z',
    end_date: '2026-11-22T00:31:10.75Z',
    data_interval_start: '2026-11-21T00:00:00Z',
    data_interval_end: '2026-11-22T00:00:00Z',
    run_after: '2026-11-22T00:00:00Z',
    last_scheduling_decision: '2026-11-22T00:31:10.7Z',
    run_type: 'scheduled-é',
    state: 'failed',
    triggered_by: 'timetable',
    triggering_user_name: 's3cr3t-user',
    conf: { token: 's3cr3t-conf' },
    note: 's3cr3t-note',
    dag_versions: [
      { version_number: 3, bundle_name: 'dags', bundle_version: '9b1c', created_at: '2026-11-01T12:00:00Z' },
    ],
    bundle_version: '9b1c0f4d',
    dag_display_name: 'Nightly',
    partition_key: '2026-11',
  };
}

function toStatusWire(key: string, state: string | null): WireJob {
  return { body: JSON.stringify({ ...toNames(key), state }) };
}

function toTime(name: string, to: string, is: unknown) {
  return { name: `run_after: ${name}`, from: /(?<="run_after":)"[^"]*"/, to, field: 'createdAt', is };
}

function toProgress(
  name: string,
  states: readonly (string | null)[],
  [succeeded, failed, fraction]: readonly [string, string, number | null],
) {
  const task_instances = states.map((state, index) => ({ task_id: `task${index}`, map_index: -1, state }));
  return {
    name,
    toWire: (key: string): WireJob => ({
      body: JSON.stringify({ ...toNames(key), state: 'running' }),
      second: JSON.stringify({ task_instances, total_entries: states.length }),
    }),
    progress: { total: String(states.length), succeeded, failed, fraction },
  };
}
