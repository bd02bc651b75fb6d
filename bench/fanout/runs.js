/**
 * What the hand-written peers of W11 share: a run is read when a signed delivery says that it has changed, kept, and
 * given to the caller to publish. As one would write it: no second look, no pace, no check of what came.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { Pool } from 'undici';
import { endpoints, sourceSettings } from '../settings.js';

const { credentials, webhooks, repositories } = sourceSettings.githubactions;
const [repository] = repositories;
const pool = new Pool(endpoints.githubactions, { connections: 50, pipelining: 1 });
const headers = {
  accept: 'application/vnd.github+json',
  authorization: `Bearer ${credentials.token}`,
  'user-agent': 'bench',
  'x-github-api-version': '2022-11-28',
};
const known = new Map();

async function get(path) {
  const { statusCode, body } = await pool.request({ method: 'GET', path, headers });
  if (statusCode !== 200) throw new Error(`GitHub answered ${statusCode}`);
  return body.json();
}

function toNode(run) {
  return {
    __typename: 'GitHubActionsRun',
    id: `githubactions:${repository}/${run.id}`,
    providerJobId: String(run.id),
    name: run.display_title,
    status: run.status === 'in_progress' ? 'RUNNING' : 'UNKNOWN',
    rawStatus: run.status,
    createdAt: new Date(run.created_at).toISOString(),
    updatedAt: new Date(run.updated_at).toISOString(),
    attempt: run.run_attempt,
    branch: run.head_branch,
    event: run.event,
  };
}

/** The runs of the repository's list, newest first. */
export async function listRuns() {
  const { workflow_runs: runs } = await get(`/repos/${repository}/actions/runs?per_page=100`);
  for (const run of runs) known.set(String(run.id), toNode(run));
  return runs.map(({ id }) => known.get(String(id)));
}

/** From memory where it has been read before. @param id as the graph names it */
export async function readRun(id) {
  const runId = id.slice(id.lastIndexOf('/') + 1);
  return known.get(runId) ?? readAgain(runId);
}

async function readAgain(runId) {
  const node = toNode(await get(`/repos/${repository}/actions/runs/${runId}`));
  known.set(runId, node);
  return node;
}

/** Resolves to the run that a delivery is about, read anew; to undefined where it is not signed. */
export async function takeDelivery(signature, body) {
  const expected = createHmac('sha256', webhooks.secret).update(body).digest();
  const given = Buffer.from(String(signature).replace('sha256=', ''), 'hex');
  if (given.length !== expected.length || !timingSafeEqual(expected, given)) return undefined;
  return readAgain(String(JSON.parse(body.toString()).workflow_run.id));
}
