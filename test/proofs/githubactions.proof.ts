/**
 * Requests of the adapter and answers of the emulator, by GitHub's own description. It names 200 alone for these reads:
 * refusals and 304 are not part of it.
 */
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demo } from '../../emulators/githubactions/demo-world.ts';
import type { DemoIds } from '../../emulators/kit/demo-world.ts';
import type { Emulator } from '../../emulators/kit/emulator.ts';
import { createRandom } from '../../emulators/kit/random.ts';
import { fastSource } from '../datasources/ask-whole.ts';
import { selectEveryField } from '../datasources/every-field.ts';
import { startGateway, type GatewayUnderTest } from '../gateway.ts';
import { repository, startEmulator, toSource, token } from '../datasources/githubactions/runs.ts';
import { description, readOperation, writeGitHubExcerpt } from './github-excerpt.ts';
import { hasPrism, startPrism, type Prism } from './prism.ts';

const canJudge = hasPrism(description, 'GitHub Actions');

describe.skipIf(!canJudge)('GitHub Actions by its own description', () => {
  let folder: string;
  let emulator: Emulator;
  let ids: DemoIds;
  let prism: Prism;
  let gateway: GatewayUnderTest;
  const start = new Date('2026-11-22T06:00:00Z');
  let now = start;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'jobgraph-github-'));
    const clock = { start, now: () => now };
    const starting = demo.start({ clock, random: createRandom(1) }, { now: () => now, recordedCalls: 10_000 });
    emulator = await starting.emulator;
    ({ ids } = starting);
    prism = await startPrism(emulator.url, writeGitHubExcerpt(folder));
    gateway = await startGateway({
      sources: [{ name: 'ci', provider: 'githubactions', endpoint: prism.url, ...demo.settings, ...fastSource }],
    });
  });
  afterAll(async () => {
    await gateway.close();
    await prism.close();
    await emulator.close();
    await rm(folder, { recursive: true });
  });

  const expectOnlyGood = (least: number): void => {
    const statuses = emulator.calls.map(({ operation, status }) => `${operation} ${String(status)}`);
    expect(statuses.filter((one) => !one.endsWith(' 200'))).toEqual([]);
    expect(statuses.length).toBeGreaterThanOrEqual(least);
  };

  it('passes every run of the demo with all that is read of it, also on its way', async () => {
    const bearer = await gateway.token('job:read', 'job:sensitive');
    const document = `query ($ids: [ID!]!) { jobsById(ids: $ids) { ... on GitHubActionsRun ${selectEveryField('GitHubActionsRun')} } }`;
    emulator.reset();

    const all = await gateway.query(document, {
      variables: { ids: ids.jobs.map((key) => `ci:${key}`) },
      token: bearer,
    });
    now = new Date(start.getTime() + 60_000);
    const moving = await gateway.query(document, {
      variables: { ids: ids.moving.map((key) => `ci:${key.toUpperCase()}`) },
      token: bearer,
    });

    expect([...all.errors, ...moving.errors]).toEqual([]);
    const jobs = all.data.jobsById as readonly { readonly jobs: readonly unknown[]; readonly actor: string }[];
    expect(jobs.length).toBe(ids.jobs.length);
    expect(Math.max(...jobs.map((job) => job.jobs.length))).toBeGreaterThan(100);
    expect(new Set(jobs.map(({ actor }) => actor))).toEqual(new Set(['jane-demo']));
    expectOnlyGood(ids.jobs.length * 2);
  });

  it.each([
    {},
    { statuses: ['RUNNING'] },
    { statuses: ['CANCELLED'] },
    { statuses: ['SKIPPED'] },
    { createdAfter: '2026-11-21T00:00:00.5Z' },
    { createdBefore: '2026-11-22T05:00:00Z' },
    { createdAfter: '2026-11-01T00:00:00Z', createdBefore: '2026-11-22T05:00:00Z', statuses: ['CANCELLED'] },
  ])('passes a list, filtered by %j', async (filter) => {
    emulator.reset();

    const { data, errors } = await gateway.query(
      'query ($filter: JobFilter) { jobs(first: 50, filter: $filter) { nodes { id status name } issues { code } } }',
      { variables: { filter } },
    );

    expect([errors, data.jobs.issues]).toEqual([[], []]);
    expect(data.jobs.nodes.length).toBeGreaterThan(0);
    expectOnlyGood(2);
  });

  it('answers for a job’s log with the redirect that the description has, and nothing else', async () => {
    const { operationId, responses } = readOperation('/repos/{owner}/{repo}/actions/jobs/{job_id}/logs');
    emulator.reset();
    const direct = await startGateway({
      sources: [{ name: 'ci', provider: 'githubactions', endpoint: emulator.url, ...demo.settings, ...fastSource }],
    });
    const token = await direct.token('job:read', 'job:logs');

    // The proxy itself follows redirects, so it cannot stand between.
    const { data, errors } = await direct.query(
      `{ jobLog(id: "ci:${ids.protected ?? ''}", last: 5) { lines { text kind } issues { code } } }`,
      { token },
    );
    await direct.close();

    expect([errors, data.jobLog.issues]).toEqual([[], []]);
    expect(data.jobLog.lines).toContainEqual({ text: 'Process completed with exit code 1.', kind: 'ERROR' });
    expect(operationId).toBe('actions/download-job-logs-for-workflow-run');
    expect(Object.entries(responses).map(([status, { headers }]) => [status, Object.keys(headers ?? {})])).toEqual([
      ['302', ['Location']],
    ]);
    const link = emulator.calls.find(({ operation }) => `actions/${operation}` === operationId);
    expect(link?.status).toBe(302);
  });
});

describe.skipIf(!canJudge)('the proxy of these proofs', () => {
  it('refuses what the description does not allow', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'jobgraph-github-'));
    // No member that GitHub's runs must have but its repository's.
    const run = { id: 7, created_at: '', status: null, conclusion: null, repository: { full_name: repository } };
    const emulator = await startEmulator({ describe: () => run, list: () => [] });
    const prism = await startPrism(emulator.url, writeGitHubExcerpt(folder));
    const gateway = await startGateway({ random: () => 0, sources: [toSource(prism.url)] });
    try {
      const ask = async (path: string): Promise<number> => {
        const headers = { authorization: `Bearer ${token}`, 'user-agent': 'a proof' };
        const answer = await fetch(`${prism.url}/repos/${repository}/actions/runs${path}`, { headers });
        await answer.text();
        return answer.status;
      };
      const { errors } = await gateway.query(`{ job(id: "ci:${repository}/7") { status } }`);

      expect(errors.map(({ extensions }) => extensions.code)).toEqual(['PROVIDER_UNAVAILABLE']);
      expect([await ask('?status=bogus'), await ask('?per_page=abc'), await ask('/seven'), await ask('/7')]).toEqual([
        ...[422, 422, 422, 500],
      ]);
    } finally {
      await gateway.close();
      await prism.close();
      await emulator.close();
      await rm(folder, { recursive: true });
    }
  });
});
