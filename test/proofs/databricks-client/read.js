/**
 * Reads all runs of a workspace, and each of them by its id, as Databricks' own client does, and prints them as JSON.
 * Arguments: the address of the workspace, what the list is asked for, and a service principal with its secret, or a personal
 * token alone.
 */
import { WorkspaceClient } from '@databricks/sdk-experimental';

const [host, asked, ...credentials] = process.argv.slice(2);
const [clientId, clientSecret] = credentials;
const { jobs } = new WorkspaceClient(
  clientSecret === undefined
    ? { host, authType: 'pat', token: clientId }
    : { host, authType: 'oauth-m2m', clientId, clientSecret },
);
const rows = [];
for await (const run of jobs.listRuns({ limit: 25, ...JSON.parse(asked) })) rows.push(run);
const runs = [];
// Its numbers end at 2^53.
for (const { run_id } of rows) if (Number.isSafeInteger(run_id)) runs.push(await jobs.getRun({ run_id }));
process.stdout.write(JSON.stringify({ rows, runs }));
