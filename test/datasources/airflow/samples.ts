/** Answers as the contract words them. */
import type { Sample } from '../../conformance/provider-under-test.ts';

const running =
  '{"dag_run_id":"manual__2026-11-22T08:30:00.123456+00:00","dag_id":"nightly_load","logical_date":"2026-11-22T08:30:00.123456Z","queued_at":"2026-11-22T08:30:00.130000Z","start_date":"2026-11-22T08:30:01.500000Z","end_date":null,"duration":null,"data_interval_start":"2026-11-21T00:00:00Z","data_interval_end":"2026-11-22T00:00:00Z","run_after":"2026-11-22T08:30:00.123456Z","last_scheduling_decision":"2026-11-22T08:31:02.700000Z","run_type":"manual","state":"running","triggered_by":"ui","triggering_user_name":"ada","conf":{"token":"s3cr3t-value"},"note":null,"dag_versions":[{"id":"0f9d3c1b-5a2e-4d67-8c90-aabbccddeeff","version_number":3,"dag_id":"nightly_load","bundle_name":"dags-folder","bundle_version":null,"created_at":"2026-11-01T12:00:00Z","dag_display_name":"Nightly load","bundle_url":null}],"bundle_version":null,"dag_display_name":"Nightly load","partition_key":null}';

const failed =
  '{"dag_run_id":"scheduled__2026-11-21T00:00:00+00:00","dag_id":"nightly_load","logical_date":"2026-11-21T00:00:00Z","queued_at":"2026-11-22T00:00:01.250000Z","start_date":"2026-11-22T00:00:02.500000Z","end_date":"2026-11-22T00:31:10.750000Z","duration":1868.25,"data_interval_start":"2026-11-21T00:00:00Z","data_interval_end":"2026-11-22T00:00:00Z","run_after":"2026-11-22T00:00:00Z","last_scheduling_decision":"2026-11-22T00:31:10.700000Z","run_type":"scheduled","state":"failed","triggered_by":"timetable","triggering_user_name":null,"conf":{},"note":"disk was full","dag_versions":[],"bundle_version":null,"dag_display_name":"nightly_load","partition_key":null}';
const tasksOfFailed =
  '{"task_instances":[{"id":"0f9d3c1b-5a2e-4d67-8c90-aabbccddee01","task_id":"extract","dag_id":"nightly_load","dag_run_id":"scheduled__2026-11-21T00:00:00+00:00","map_index":-1,"logical_date":"2026-11-21T00:00:00Z","run_after":"2026-11-22T00:00:00Z","start_date":"2026-11-22T00:00:05Z","end_date":"2026-11-22T00:31:10.5Z","duration":1865.5,"state":"success","try_number":1,"max_tries":1,"task_display_name":"load","dag_display_name":"nightly_load","hostname":"worker-1","unixname":"airflow","pool":"default_pool","pool_slots":1,"queue":"default","priority_weight":1,"operator":"PythonOperator","operator_name":"PythonOperator","queued_when":"2026-11-22T00:00:03Z","scheduled_when":"2026-11-22T00:00:02Z","pid":17,"executor":null,"executor_config":"{}","note":null,"rendered_map_index":null,"rendered_fields":{},"trigger":null,"triggerer_job":null,"dag_version":null},{"id":"0f9d3c1b-5a2e-4d67-8c90-aabbccddee01","task_id":"load","dag_id":"nightly_load","dag_run_id":"scheduled__2026-11-21T00:00:00+00:00","map_index":1,"logical_date":"2026-11-21T00:00:00Z","run_after":"2026-11-22T00:00:00Z","start_date":"2026-11-22T00:00:05Z","end_date":"2026-11-22T00:31:10.5Z","duration":1865.5,"state":"failed","try_number":2,"max_tries":1,"task_display_name":"load","dag_display_name":"nightly_load","hostname":"worker-1","unixname":"airflow","pool":"default_pool","pool_slots":1,"queue":"default","priority_weight":1,"operator":"PythonOperator","operator_name":"PythonOperator","queued_when":"2026-11-22T00:00:03Z","scheduled_when":"2026-11-22T00:00:02Z","pid":17,"executor":null,"executor_config":"{}","note":null,"rendered_map_index":null,"rendered_fields":{},"trigger":null,"triggerer_job":null,"dag_version":null},{"id":"0f9d3c1b-5a2e-4d67-8c90-aabbccddee01","task_id":"report","dag_id":"nightly_load","dag_run_id":"scheduled__2026-11-21T00:00:00+00:00","map_index":-1,"logical_date":"2026-11-21T00:00:00Z","run_after":"2026-11-22T00:00:00Z","start_date":null,"end_date":"2026-11-22T00:31:10.6Z","duration":1865.5,"state":"upstream_failed","try_number":0,"max_tries":1,"task_display_name":"load","dag_display_name":"nightly_load","hostname":"worker-1","unixname":"airflow","pool":"default_pool","pool_slots":1,"queue":"default","priority_weight":1,"operator":"PythonOperator","operator_name":"PythonOperator","queued_when":"2026-11-22T00:00:03Z","scheduled_when":"2026-11-22T00:00:02Z","pid":17,"executor":null,"executor_config":"{}","note":null,"rendered_map_index":null,"rendered_fields":{},"trigger":null,"triggerer_job":null,"dag_version":null}],"total_entries":3}';

/** The run that failed, by version 1 of the API. */
export const failedByV1 =
  '{"conf":{},"dag_id":"nightly_load","dag_run_id":"scheduled__2026-11-21T00:00:00+00:00","data_interval_end":"2026-11-22T00:00:00+00:00","data_interval_start":"2026-11-21T00:00:00+00:00","end_date":"2026-11-22T00:31:10.750000+00:00","execution_date":"2026-11-21T00:00:00+00:00","external_trigger":false,"last_scheduling_decision":"2026-11-22T00:31:10.700000+00:00","logical_date":"2026-11-21T00:00:00+00:00","note":null,"run_type":"scheduled","start_date":"2026-11-22T00:00:02.500000+00:00","state":"failed"}';
export { tasksOfFailed };

const nothing = {
  ...{ updatedAt: null, startedAt: null, endedAt: null, dagDisplayName: null, runType: null, triggeredBy: null },
  ...{ logicalDate: null, dataIntervalStart: null, dataIntervalEnd: null, queuedAt: null, bundleVersion: null },
  ...{ dagVersions: null, partitionKey: null, triggeringUserName: null, confJson: null, note: null },
};
const ofLoad = { kind: 'nightly_load', definition: 'nightly_load', dagId: 'nightly_load' };
const noTasks = { progress: { total: '0', succeeded: '0', failed: '0', fraction: null }, failures: [], tasks: [] };
const plainTask = {
  ...{ maxTries: 1, operator: 'PythonOperator', pool: 'default_pool', queue: 'default' },
  startedAt: '2026-11-22T00:00:05.000Z',
  endedAt: '2026-11-22T00:31:10.500Z',
};

export const samples: readonly Sample[] = [
  {
    name: 'a run under way',
    key: 'nightly_load/manual__2026-11-22T08:30:00.123456+00:00',
    wire: { body: running, second: '{"task_instances":[],"total_entries":0}' },
    job: {
      ...nothing,
      ...ofLoad,
      ...noTasks,
      providerJobId: 'manual__2026-11-22T08:30:00.123456+00:00',
      name: 'manual__2026-11-22T08:30:00.123456+00:00',
      ...{ status: 'RUNNING', rawStatus: 'running', statusSource: 'PROVIDER' },
      createdAt: '2026-11-22T08:30:00.123Z',
      startedAt: '2026-11-22T08:30:01.500Z',
      updatedAt: '2026-11-22T08:31:02.700Z',
      consoleUrl:
        'https://airflow.acme.example/dags/nightly_load/runs/manual__2026-11-22T08%3A30%3A00.123456%2B00%3A00',
      ...{ dagDisplayName: 'Nightly load', runType: 'manual', triggeredBy: 'ui', triggeringUserName: 'ada' },
      logicalDate: '2026-11-22T08:30:00.123Z',
      dataIntervalStart: '2026-11-21T00:00:00.000Z',
      dataIntervalEnd: '2026-11-22T00:00:00.000Z',
      queuedAt: '2026-11-22T08:30:00.130Z',
      dagVersions: [
        {
          ...{ versionNumber: 3, bundleName: 'dags-folder', bundleVersion: null },
          createdAt: '2026-11-01T12:00:00.000Z',
        },
      ],
      confJson: '{"token":"s3cr3t-value"}',
    },
  },
  {
    name: 'a run that failed, with its task instances',
    key: 'nightly_load/scheduled__2026-11-21T00:00:00+00:00',
    wire: { body: failed, second: tasksOfFailed },
    job: {
      ...nothing,
      ...ofLoad,
      providerJobId: 'scheduled__2026-11-21T00:00:00+00:00',
      name: 'scheduled__2026-11-21T00:00:00+00:00',
      ...{ status: 'FAILED', rawStatus: 'failed', statusSource: 'PROVIDER' },
      createdAt: '2026-11-22T00:00:00.000Z',
      startedAt: '2026-11-22T00:00:02.500Z',
      updatedAt: '2026-11-22T00:31:10.700Z',
      endedAt: '2026-11-22T00:31:10.750Z',
      progress: { total: '3', succeeded: '1', failed: '2', fraction: 1 },
      failures: [{ code: 'failed', message: null, subject: 'load[1]' }],
      consoleUrl: 'https://airflow.acme.example/dags/nightly_load/runs/scheduled__2026-11-21T00%3A00%3A00%2B00%3A00',
      ...{ dagDisplayName: 'nightly_load', runType: 'scheduled', triggeredBy: 'timetable' },
      logicalDate: '2026-11-21T00:00:00.000Z',
      dataIntervalStart: '2026-11-21T00:00:00.000Z',
      dataIntervalEnd: '2026-11-22T00:00:00.000Z',
      queuedAt: '2026-11-22T00:00:01.250Z',
      ...{ dagVersions: [], confJson: '{}', note: 'disk was full' },
      tasks: [
        { taskId: 'extract', mapIndex: null, status: 'SUCCEEDED', rawStatus: 'success', tryNumber: 1, ...plainTask },
        { taskId: 'load', mapIndex: 1, status: 'FAILED', rawStatus: 'failed', tryNumber: 2, ...plainTask },
        {
          ...{ taskId: 'report', mapIndex: null, status: 'SKIPPED', rawStatus: 'upstream_failed', tryNumber: 0 },
          ...plainTask,
          startedAt: null,
          endedAt: '2026-11-22T00:31:10.600Z',
        },
      ],
    },
  },
  {
    name: 'a run of which the answer says nothing more',
    key: 'é漢字.1/a~b',
    wire: { body: '{"dag_id":"é漢字.1","dag_run_id":"a~b"}', second: '{}' },
    job: {
      ...nothing,
      ...{ kind: 'é漢字.1', definition: 'é漢字.1', dagId: 'é漢字.1' },
      ...{ providerJobId: 'a~b', name: 'a~b', createdAt: null },
      ...{ status: 'UNKNOWN', rawStatus: null, statusSource: 'NOT_REPORTED' },
      progress: { total: null, succeeded: null, failed: null, fraction: null },
      ...{ failures: [], tasks: [] },
      consoleUrl: 'https://airflow.acme.example/dags/%C3%A9%E6%BC%A2%E5%AD%97.1/runs/a~b',
    },
  },
];
