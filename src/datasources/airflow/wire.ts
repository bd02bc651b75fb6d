/**
 * Airflow's answers, unknown → checked. Members that only one version of the API has are null with the other.
 * @see https://airflow.apache.org/docs/apache-airflow/stable/stable-rest-api-ref.html
 */
import {
  readInteger,
  readItems,
  readJsonInstant,
  readObject,
  readString,
  readWholeNumber,
  requireString,
} from '../../provider/decode/json-fields.ts';
import { at, listOf, orEmpty, shape } from '../../provider/decode/shape.ts';

/** Throws `BadAnswer` if a member is mistyped. */
export const readDagRun = shape({
  runId: at('dag_run_id', requireString),
  dagId: at('dag_id', requireString),
  state: readString,
  runAfter: at('run_after', readJsonInstant),
  executionDate: at('execution_date', readJsonInstant),
  logicalDate: at('logical_date', readJsonInstant),
  dataIntervalStart: at('data_interval_start', readJsonInstant),
  dataIntervalEnd: at('data_interval_end', readJsonInstant),
  queuedAt: at('queued_at', readJsonInstant),
  startDate: at('start_date', readJsonInstant),
  endDate: at('end_date', readJsonInstant),
  lastSchedulingDecision: at('last_scheduling_decision', readJsonInstant),
  runType: at('run_type', readString),
  triggeredBy: at('triggered_by', readString),
  triggeringUserName: at('triggering_user_name', readString),
  dagDisplayName: at('dag_display_name', readString),
  bundleVersion: at('bundle_version', readString),
  dagVersions: at(
    'dag_versions',
    listOf(
      shape({
        versionNumber: at('version_number', readInteger),
        bundleName: at('bundle_name', readString),
        bundleVersion: at('bundle_version', readString),
        createdAt: at('created_at', readJsonInstant),
      }),
    ),
  ),
  partitionKey: at('partition_key', readString),
  conf: readObject,
  note: readString,
});
/** A run, described or listed. */
export type DagRun = ReturnType<typeof readDagRun>;

/** Throws `BadAnswer` if a member is mistyped. */
export const readDagRunPage = shape({
  runs: at('dag_runs', orEmpty(readItems)),
  total: at('total_entries', readWholeNumber),
});

/** Throws `BadAnswer` if a member is mistyped. */
export const readTaskInstancePage = shape({
  instances: at(
    'task_instances',
    orEmpty(
      listOf(
        shape({
          taskId: at('task_id', requireString),
          mapIndex: at('map_index', readInteger),
          state: readString,
          startDate: at('start_date', readJsonInstant),
          endDate: at('end_date', readJsonInstant),
          tryNumber: at('try_number', readInteger),
          maxTries: at('max_tries', readInteger),
          operator: readString,
          pool: readString,
          queue: readString,
        }),
      ),
    ),
  ),
  total: at('total_entries', readWholeNumber),
});
/** A page of a run's task instances. */
export type TaskInstancePage = ReturnType<typeof readTaskInstancePage>;
/** A task of a run; of a mapped task, one of its instances. */
export type TaskInstance = TaskInstancePage['instances'][number];
