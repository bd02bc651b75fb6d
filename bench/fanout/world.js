/**
 * Runs of one repository of GitHub Actions, all under way. A run changes when it is told to: its attempt becomes the number of
 * the change. Nothing here is real.
 */
const repository = 'example/web';
const firstRun = 9_000_000_000;
const started = Date.parse('2025-12-01T08:00:00Z');

export const providers = ['githubactions'];

/** A run's own id. @param number from 0 */
export function toRunId(number) {
  return String(firstRun + number);
}

/** A run as the graph names it. */
export function toRunJobId(number) {
  return `githubactions:${repository}/${toRunId(number)}`;
}

/** The path that tells the provider of a change: `PUT`, without a body. */
export function toChangePath(number, change) {
  return `/changes/${toRunId(number)}/${change}`;
}

/** What GitHub delivers of a change. */
export function toDelivery(number) {
  return JSON.stringify({
    action: 'in_progress',
    repository: { full_name: repository },
    workflow_run: { id: firstRun + number, status: 'in_progress', conclusion: null },
  });
}

/** By run, the last change. */
const changes = new Map();

function toTime(seconds) {
  return new Date(started + seconds * 1000).toISOString().replace('.000Z', 'Z');
}

function toRun(id) {
  const number = Number(id) - firstRun;
  const change = changes.get(id) ?? 0;
  const login = { login: 'jane-example', id: 1, type: 'User', site_admin: false };
  const address = `https://api.github.com/repos/${repository}/actions/runs/${id}`;
  return {
    id: Number(id),
    name: 'CI',
    node_id: `WFR_${id}`,
    head_branch: 'main',
    head_sha: '9b1c0f4d2e6a7788c0ffee00aa11bb22cc33dd44',
    path: '.github/workflows/ci.yml',
    display_title: `Cache the modules, part ${number}`,
    run_number: 400 + number,
    event: 'push',
    status: 'in_progress',
    conclusion: null,
    workflow_id: 5_551_234,
    check_suite_id: 31_000_000 + number,
    url: address,
    html_url: `https://github.com/${repository}/actions/runs/${id}`,
    pull_requests: [],
    created_at: toTime(-60 * number),
    updated_at: toTime(change),
    actor: login,
    run_attempt: 1 + change,
    run_started_at: toTime(-60 * number),
    triggering_actor: login,
    jobs_url: `${address}/jobs`,
    logs_url: `${address}/logs`,
    head_commit: {
      id: '9b1c0f4d2e6a7788c0ffee00aa11bb22cc33dd44',
      message: `Cache the modules, part ${number}`,
      author: { name: 'Jane Example', email: 'jane@example.com' },
    },
    head_repository: { id: 1, full_name: repository, private: false, owner: login },
  };
}

function listRuns(listed) {
  return Array.from({ length: listed }, (_, number) => toRun(toRunId(number)));
}

/** What GitHub answers, with the name of the operation. @param listed how many runs its list holds */
export function toAnswer(_provider, { path, listed }) {
  const [, changed, change] = /^\/changes\/(\d+)\/(\d+)$/.exec(path) ?? [];
  if (changed !== undefined) {
    changes.set(changed, Number(change));
    return { operation: 'change', isControl: true, body: '{}' };
  }
  const [, id, ofRun] = /\/actions\/runs\/(\d+)(\/jobs)?/.exec(path) ?? [];
  if (ofRun !== undefined) return { operation: 'list-jobs', body: '{"total_count":0,"jobs":[]}' };
  if (id !== undefined) return { operation: 'get-workflow-run', body: JSON.stringify(toRun(id)) };
  const runs = listRuns(listed);
  return { operation: 'list-runs', body: JSON.stringify({ total_count: runs.length, workflow_runs: runs }) };
}

export const contentTypes = { githubactions: 'application/json; charset=utf-8' };
