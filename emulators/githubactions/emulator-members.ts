/**
 * What GitHub's description requires of its answers beside the facts of a run: addresses, people and repositories.
 * https://github.com/github/rest-api-description
 */
import { isJsonObject, type JsonObject, type JsonValue } from '../kit/json.ts';
import addresses from './addresses.json' with { type: 'json' };

const api = 'https://api.github.com';

/** The run with all that is required of one and says nothing new. */
export function toWholeRun(run: JsonObject, repository: string): JsonObject {
  const url = `${api}/repos/${repository}/actions/runs/${toWord(run['id'])}`;
  return {
    node_id: `WFR_${toWord(run['id'])}`,
    pull_requests: [],
    url,
    ...toAddresses(url, ['jobs', 'logs', 'artifacts', 'cancel', 'rerun']),
    check_suite_url: `${api}/repos/${repository}/check-suites/${toWord(run['check_suite_id'])}`,
    workflow_url: `${api}/repos/${repository}/actions/workflows/${toWord(run['workflow_id'])}`,
    ...run,
    ...toExpanded(run, 'actor', 'login', toUser),
    ...toExpanded(run, 'triggering_actor', 'login', toUser),
    ...toExpanded(run, 'repository', 'full_name', toRepository),
    ...toExpanded(run, 'head_repository', 'full_name', toRepository),
  };
}

/** @param run the one that the job is of */
export function toWholeRunJob(job: JsonObject, run: JsonObject, repository: string): JsonObject {
  const id = toWord(job['id']);
  return {
    node_id: `CR_${id}`,
    run_id: run['id'] ?? null,
    run_url: `${api}/repos/${repository}/actions/runs/${toWord(run['id'])}`,
    run_attempt: run['run_attempt'] ?? 1,
    head_sha: run['head_sha'] ?? '',
    head_branch: run['head_branch'] ?? null,
    workflow_name: run['name'] ?? null,
    url: `${api}/repos/${repository}/actions/jobs/${id}`,
    check_run_url: `${api}/repos/${repository}/check-runs/${id}`,
    ...{ runner_id: null, runner_group_id: null, runner_group_name: null, steps: [] },
    created_at: job['started_at'] ?? null,
    ...job,
  };
}

/** A number, as a part of an address. */
function toWord(id: JsonValue | undefined): string {
  return typeof id === 'number' ? String(id) : '0';
}

/** The member as a whole object, made of its one fact, if it has it. */
function toExpanded(parent: JsonObject, name: string, fact: string, toWhole: (text: string) => JsonObject): JsonObject {
  const value = parent[name];
  const text = isJsonObject(value) ? value[fact] : undefined;
  return typeof text === 'string' ? { [name]: { ...toWhole(text), ...(value as JsonObject) } } : {};
}

function toAddresses(base: string, names: readonly string[]): Readonly<Record<string, JsonValue>> {
  return Object.fromEntries(names.map((name) => [`${name}_url`, `${base}/${name}`]));
}

function toUser(login: string): JsonObject {
  return {
    login,
    ...{ id: 1, node_id: 'U_1', gravatar_id: '', type: 'User', site_admin: false },
    url: `${api}/users/${login}`,
    html_url: `https://github.com/${login}`,
    ...toAddresses(`${api}/users/${login}`, addresses.user),
  };
}

function toRepository(fullName: string): JsonObject {
  const [owner = '', name = ''] = fullName.split('/');
  return {
    full_name: fullName,
    name,
    owner: toUser(owner),
    ...{ id: 1, node_id: 'R_1', private: false, fork: false, description: null },
    url: `${api}/repos/${fullName}`,
    html_url: `https://github.com/${fullName}`,
    ...toAddresses(`${api}/repos/${fullName}`, addresses.repository),
  };
}
