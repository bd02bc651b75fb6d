/**
 * Reads all executions of a region, and each of them by its name, as Google's own client does, and prints them as JSON.
 * Arguments: the address of Cloud Run, its parent, and the file of an external account; without the file, the metadata
 * server that GCE_METADATA_HOST names.
 */
import { auth, run } from '@googleapis/run';

const [rootUrl, parent, keyFile] = process.argv.slice(2);
const scopes = ['https://www.googleapis.com/auth/cloud-platform'];
const client = run({
  version: 'v2',
  rootUrl,
  auth: new auth.GoogleAuth(keyFile === undefined ? { scopes } : { keyFile, scopes }),
});
const { executions } = client.projects.locations.jobs;
const rows = [];
let pageToken;
do {
  const { data } = await executions.list({ parent, pageSize: 5, pageToken });
  rows.push(...(data.executions ?? []));
  pageToken = data.nextPageToken;
} while (pageToken);
const jobs = [];
for (const { name } of rows) jobs.push((await executions.get({ name })).data);
process.stdout.write(JSON.stringify({ rows, jobs }));
