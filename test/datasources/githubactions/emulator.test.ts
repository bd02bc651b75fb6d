import { afterEach, describe, expect, it } from 'vitest';
import type { GitHubEmulatorOptions, GitHubJobWorld } from '../../../emulators/githubactions/emulator.ts';
import type { Emulator } from '../../../emulators/kit/emulator.ts';
import { repository, startEmulator, toRun, toRunJob, token } from './runs.ts';

let emulator: Emulator | undefined;

afterEach(async () => {
  await emulator?.close();
});

const runs = Array.from({ length: 40 }, (_value, index) =>
  toRun(100 + index, {
    created_at: new Date(Date.UTC(2026, 10, 1 + (index % 20), 0, index)).toISOString().replace('.000', ''),
    ...(index % 4 === 0 ? { status: 'queued', conclusion: null } : {}),
  }),
);

async function start(options: Partial<GitHubEmulatorOptions> = {}, world: Partial<GitHubJobWorld> = {}): Promise<void> {
  emulator = await startEmulator(
    {
      describe: (key) => runs.find(({ id }) => `${repository.toLowerCase()}/${id}` === key),
      list: () => runs,
      jobsOf: () => Array.from({ length: 35 }, (_value, index) => toRunJob(index, 'queued')),
      ...world,
    },
    options,
  );
}

async function call(path: string, headers: Readonly<Record<string, string>> = {}) {
  const answer = await fetch(`${emulator?.url ?? ''}${path}`, {
    redirect: 'manual',
    headers: { authorization: `Bearer ${token}`, 'user-agent': 'a test', ...headers },
  });
  const text = await answer.text();
  const body = (text === '' ? {} : JSON.parse(text)) as {
    readonly id?: number;
    readonly total_count?: number;
    readonly workflow_runs?: readonly { readonly id: number; readonly created_at: string; readonly status: string }[];
    readonly jobs?: readonly unknown[];
  };
  return { status: answer.status, headers: answer.headers, body, text };
}

const list = `/repos/${repository}/actions/runs`;

describe('the GitHub emulator', () => {
  it('answers a run, in whatever letters its repository is asked for', async () => {
    await start();

    const one = await call(`${list}/107`);
    const other = await call(`/repos/ACME/web.app/actions/runs/107?exclude_pull_requests=true`);

    expect([one.status, one.body.id, other.text]).toEqual([200, 107, one.text]);
    expect(one.headers.get('x-github-request-id')).toMatch(/^[0-9A-F-]{36}$/);
    expect(emulator?.calls[1]).toMatchObject({ operation: 'get-workflow-run', id: 'acme/web.app/107' });
  });

  it.each([
    [`${list}/999`, 404],
    [`${list}/999/jobs`, 404],
    [`${list}/seven`, 404],
    ['/repos/acme/other/actions/runs', 404],
    ['/elsewhere', 404],
    [`${list}?per_page=0`, 422],
    [`${list}?per_page=101`, 422],
    [`${list}?page=0`, 422],
    [`${list}?created=yesterday..*`, 422],
  ])('answers %s with %i', async (path, status) => {
    await start();

    const answer = await call(path);

    expect([answer.status, answer.body]).toEqual([
      status,
      expect.objectContaining({ message: expect.any(String) as string, status: String(status) }),
    ]);
  });

  it.each([
    ['no token', { authorization: '' }, 401],
    ['another token', { authorization: 'Bearer x' }, 401],
    ['another scheme', { authorization: `token ${token}x` }, 401],
  ])('refuses %s', async (_name, headers, status) => {
    await start();

    expect((await call(`${list}/107`, headers)).status).toBe(status);
  });

  it.each([1, 7, 30, 100])('pages through runs by %i, newest first, with links to what is next', async (size) => {
    await start();

    const seen: number[] = [];
    let path: string | undefined = `${list}?per_page=${size}`;
    while (path !== undefined) {
      const { body, headers } = await call(path);
      expect(body.total_count).toBe(40);
      seen.push(...(body.workflow_runs ?? []).map(({ id }) => id));
      const [, next] = /<https:\/\/api\.github\.com([^>]*)>; rel="next"/.exec(headers.get('link') ?? '') ?? [];
      path = next;
    }

    const expected = runs.toSorted((one, other) => Date.parse(other.created_at) - Date.parse(one.created_at));
    expect(seen).toEqual(expected.map(({ id }) => id));
  });

  it('filters runs by a status or a conclusion, and by times', async () => {
    await start();

    const queued = await call(`${list}?status=queued&per_page=100`);
    const good = await call(`${list}?status=success&per_page=100`);
    const few = await call(`${list}?created=2026-11-19T00:00:00Z..*`);

    expect([queued.body.total_count, good.body.total_count]).toEqual([10, 30]);
    expect(few.body.workflow_runs?.map(({ created_at }) => created_at.slice(0, 10))).toEqual([
      ...['2026-11-20', '2026-11-20', '2026-11-19', '2026-11-19'],
    ]);
  });

  it('pages through the jobs of a run, thirty unless more are asked for', async () => {
    await start();

    const [first, second, all] = [
      await call(`${list}/107/jobs`),
      await call(`${list}/107/jobs?page=2`),
      await call(`${list}/107/jobs?per_page=100`),
    ];

    expect([first, second, all].map(({ body }) => [body.total_count, body.jobs?.length])).toEqual([
      [35, 30],
      [35, 5],
      [35, 35],
    ]);
    expect([first, second].map(({ headers }) => headers.has('link'))).toEqual([true, false]);
  });

  it('counts requests against the limit, but none that is answered with 304, and refuses what is beyond it', async () => {
    let now = Date.UTC(2026, 10, 22);
    await start({ now: () => new Date(now), rateLimit: { requests: 3 } });
    const etag = (await call(`${list}/107`)).headers.get('etag') ?? '';

    const answers = [
      await call(`${list}/107`, { 'if-none-match': etag }),
      await call(`${list}/107`, { 'if-none-match': etag }),
      await call(`${list}/107`, { 'if-none-match': 'W/"another"' }),
      await call(`${list}/999`),
      await call(`${list}/107`),
    ];
    now += 3_600_000;
    answers.push(await call(`${list}/107`));

    const count = (name: string) => answers.map(({ headers }) => headers.get(`x-ratelimit-${name}`));
    expect(answers.map(({ status }) => status)).toEqual([304, 304, 200, 404, 403, 200]);
    expect(count('used')).toEqual(['1', '1', '2', '3', '3', '1']);
    expect(count('remaining')).toEqual(['2', '2', '1', '0', '0', '2']);
    const reset = String(Date.UTC(2026, 10, 22) / 1000 + 3600);
    expect(count('reset')).toEqual([reset, reset, reset, reset, reset, String(Number(reset) + 3600)]);
    expect(answers[0]?.text).toBe('');
  });
});
