/** Runs that run again, etags, and GitHub's limit, over time. */
import { inject, afterEach, describe, expect, it } from 'vitest';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { EmulatedRun, GitHubEmulatorOptions } from '../../../emulators/githubactions/emulator.ts';
import { toEmulatedError, toRawAnswer, type Emulator, type RawAnswer } from '../../../emulators/kit/emulator.ts';
import { startGateway, type GatewayUnderTest } from '../../gateway.ts';
import { repository, startEmulator, toRun, toRunJob, toSource, token } from './runs.ts';

const start = Date.parse('2026-11-22T06:00:00Z');
const minute = 60_000;
const id = `ci:${repository}/7`;

let now: number;
let run: EmulatedRun | RawAnswer;
let emulator: Emulator;
let gateway: GatewayUnderTest;

afterEach(async () => {
  await gateway.close();
  await emulator.close();
});

async function open(
  options: Partial<GitHubEmulatorOptions> = {},
  source: object = {},
  settings: Partial<Parameters<typeof startGateway>[0]> = {},
): Promise<void> {
  now = start;
  run = toRun(7, { conclusion: 'failure', actor: { login: 'jane-roe' } });
  emulator = await startEmulator(
    {
      describe: () => run,
      list: () => ('body' in run ? [] : [run]),
      repositories: () => [repository],
      jobsOf: () => [toRunJob(1, 'completed', 'failure')],
    },
    { now: () => new Date(now), ...options },
  );
  gateway = await startGateway({
    now: () => now,
    random: () => 0,
    pollMilliseconds: 20,
    sources: [toSource(emulator.url, source)],
    ...settings,
  });
}

const listStatuses = (): readonly (readonly [string, number | null, boolean])[] =>
  emulator.calls.map(({ operation, status, headers }) => [operation, status, headers['if-none-match'] !== undefined]);

/** By GitHub's own count, which this question adds one to. */
async function countUsed(): Promise<number> {
  const answer = await fetch(`${emulator.url}/repos/${repository}/actions/runs`, {
    headers: { authorization: `Bearer ${token}`, 'user-agent': 'a test' },
  });
  await answer.text();
  return Number(answer.headers.get('x-ratelimit-used')) - 1;
}

describe('a read that GitHub answers with 304', () => {
  it('costs nothing of the limit, for a page of a list, a run and its jobs, and is as fresh as the 304', async () => {
    await open();
    const list = '{ jobs { nodes { id status fetchedAt } issues { code } } }';
    const whole = `{ job(id: "${id}") { status progress { total } fetchedAt } }`;
    const seen = [await gateway.query(list), await gateway.query(whole)];
    const used = await countUsed();
    emulator.reset();
    now += 2 * minute;
    seen.push(await gateway.query(list), await gateway.query(whole));
    now += 2 * minute;
    seen.push(await gateway.query(list), await gateway.query(whole));

    expect(seen.flatMap(({ errors }) => errors)).toEqual([]);
    const [jobs, job] = [seen.filter((_one, at) => at % 2 === 0), seen.filter((_one, at) => at % 2 === 1)];
    const times = ['2026-11-22T06:00:00.000Z', '2026-11-22T06:02:00.000Z', '2026-11-22T06:04:00.000Z'];
    expect(jobs.map(({ data }) => data.jobs)).toEqual(
      times.map((fetchedAt) => ({ nodes: [{ id, status: 'FAILED', fetchedAt }], issues: [] })),
    );
    expect(job.map(({ data }) => data.job)).toEqual(
      times.map((fetchedAt) => ({ status: 'FAILED', progress: { total: '1' }, fetchedAt })),
    );
    const operations = listStatuses().map(([operation]) => operation);
    expect(new Set(operations)).toContain('list-workflow-runs-for-repo');
    expect(new Set(operations)).toContain('list-jobs-for-workflow-run');
    expect(
      new Set(listStatuses().map(([, status, isConditional]) => `${String(status)} ${String(isConditional)}`)),
    ).toEqual(new Set(['304 true']));
    expect([used, await countUsed()]).toEqual([used, used + 1]);
    // The one more is the first question of the count itself.
  });

  it('is not asked for where protected fields are wanted, and what changed is a new answer', async () => {
    await open();
    const all = await gateway.token('job:read', 'job:sensitive');
    const ask = (field: string, bearer?: string) =>
      gateway.query(`{ job(id: "${id}") { attempt: ... on GitHubActionsRun { ${field} } } }`.replace('attempt: ', ''), {
        token: bearer,
      });
    await ask('attempt');
    now += 2 * minute;
    const { data } = await ask('actor', all);
    now += 2 * minute;
    await ask('attempt');
    now += 2 * minute;
    run = toRun(7, { run_attempt: 2 });
    const changed = await ask('attempt');

    expect([data.job, changed.data.job]).toEqual([{ actor: 'jane-roe' }, { attempt: 2 }]);
    expect(listStatuses()).toEqual([
      ['get-workflow-run', 200, false],
      ['get-workflow-run', 200, false],
      ['get-workflow-run', 304, true],
      ['get-workflow-run', 200, true],
    ]);
  });
});

describe('a run that is run again', () => {
  it('shows its new status under the same id once its end is a minute old, and its end is gone', async () => {
    await open();
    const ask = async (): Promise<unknown> =>
      (
        await gateway.query(
          `{ job(id: "${id}") { id rawStatus status isTerminal endedAt ... on GitHubActionsRun { attempt } } }`,
        )
      ).data.job;
    const seen = [await ask()];
    run = toRun(7, { run_attempt: 2, status: 'queued', conclusion: null });
    now += minute - 1;
    seen.push(await ask());
    now += 2;
    seen.push(await ask());

    const ended = { id, rawStatus: 'failure', status: 'FAILED', isTerminal: true, endedAt: '2026-11-22T06:04:12.000Z' };
    expect(seen).toEqual([
      { ...ended, attempt: null },
      { ...ended, attempt: null },
      { id, rawStatus: 'queued', status: 'QUEUED', isTerminal: false, endedAt: null, attempt: 2 },
    ]);
  });
});

describe('GitHub’s limit', () => {
  const ask = async (of = id): Promise<string> => {
    const { errors } = await gateway.query(`{ job(id: "${of}") { status } }`);
    return errors[0]?.extensions.code ?? 'good';
  };
  const other = (run: number): string => `ci:${repository}/${run}`;

  it('once it is used up holds the whole source until the reset, but for a try: what comes sooner is PROVIDER_THROTTLED at once', async () => {
    await open({ rateLimit: { requests: 2, windowSeconds: 3600 } }, {}, { cache: { terminalSeconds: 0 } });
    run = toRawAnswer({ body: '{"id":8}' });
    const codes = [await ask(other(8))];
    run = toRun(7);
    codes.push(await ask());
    const began = performance.now();
    codes.push(await ask(), await ask(other(9)));
    const list = await gateway.query('{ jobs { nodes { id } issues { code } } }');
    const took = performance.now() - began;
    const calls = [emulator.calls.length];
    now = start + 3600_000 - 25_000;
    codes.push(await ask(), await ask(other(9)));
    calls.push(emulator.calls.length);
    now = start + 3600_000;
    codes.push(await ask());

    expect(codes).toEqual(['good', 'good', ...Array.from({ length: 4 }, () => 'PROVIDER_THROTTLED'), 'good']);
    expect(list.data.jobs).toEqual({ nodes: [], issues: [{ code: 'PROVIDER_THROTTLED' }] });
    expect([...calls, emulator.calls.length]).toEqual([2, 3, 4]);
    // None of the three waited until its deadline, in 25 seconds, for a turn that would have come after it.
    expect(took).toBeLessThan(10_000);
  });

  it.each([
    ['a refusal by the limit', 403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(start / 1000 + 240) }],
    ['a secondary limit in seconds', 403, { 'retry-after': '240' }],
    ['a secondary limit until a date', 429, { 'retry-after': 'Sun, 22 Nov 2026 06:04:00 GMT' }],
  ])('(%s) is PROVIDER_THROTTLED after one call, and nothing is sent until then', async (_name, status, headers) => {
    await open();
    run = toRawAnswer({ status, headers });
    const codes = [await ask(), await ask(other(9))];
    now = start + 4 * minute - 25_000;
    codes.push(await ask());
    const before = emulator.calls.length;
    now = start + 4 * minute;
    run = toRun(7);
    codes.push(await ask());

    expect([codes, before, emulator.calls.length]).toEqual([
      [...Array.from({ length: 3 }, () => 'PROVIDER_THROTTLED'), 'good'],
      1,
      2,
    ]);
  });

  it.each([
    ['in milliseconds', start + 600_000],
    ['by a clock that is wrong', start / 1000 + 86_400 * 365],
  ])('that begins anew %s stops the source for five minutes, and not for a day', async (_name, reset) => {
    await open();
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(reset) };
    run = toRawAnswer({ status: 403, headers });
    const codes = [await ask(), await ask(other(9))];
    run = toRun(7);
    now = start + 5 * minute;
    codes.push(await ask());
    run = toRun(9);
    codes.push(await ask(other(9)));

    expect(codes).toEqual(['PROVIDER_THROTTLED', 'PROVIDER_THROTTLED', 'good', 'good']);
  });

  it('is counted by GitHub’s own clock', async () => {
    await open();
    const ahead = start + 60 * minute;
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(ahead / 1000 + 60) };
    run = toRawAnswer({ status: 403, headers: { ...headers, date: new Date(ahead).toUTCString() } });
    const codes = [await ask()];
    run = toRun(7);
    now = start + minute;
    codes.push(await ask());

    expect(codes).toEqual(['PROVIDER_THROTTLED', 'good']);
  });

  it('is waited for by what can still be answered in time', async () => {
    await open(
      { rateLimit: { requests: 1, windowSeconds: 1 }, now: () => new Date() },
      {},
      { now: Date.now, monotonic: () => performance.now(), cache: { terminalSeconds: 0 } },
    );
    const codes = [await ask(), await ask()];
    const [first, second] = emulator.calls.map(({ at }) => Math.floor(at.getTime() / 1000));

    expect(codes).toEqual(['good', 'good']);
    expect(emulator.calls).toHaveLength(2);
    expect(second).toBeGreaterThan(first ?? NaN);
  });

  it('of an address says nothing of the source, where the token was refused', async () => {
    await open();
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(start / 1000 + 600) };
    run = toRawAnswer({ status: 401, headers });
    const codes = [await ask()];
    run = toRun(7);
    codes.push(await ask());

    expect(codes).toEqual(['PROVIDER_ACCESS_DENIED', 'good']);
  });
});

describe('a token’s file that vanishes', () => {
  it('is PROVIDER_ACCESS_DENIED with a line in the log, without a call, and heals', async () => {
    const folder = mkdtempSync(join(inject('scratchFolder'), 'github-token-'));
    const tokenFile = join(folder, 'token');
    writeFileSync(tokenFile, `${token}\n`);
    await open({}, { credentials: { tokenFile } });
    const ask = async (of: number) => {
      const { errors } = await gateway.query(`{ job(id: "ci:${repository}/${of}") { status } }`);
      return errors.map(({ message, extensions }) => [message, extensions.code]);
    };
    const seen = [await ask(7)];
    rmSync(tokenFile);
    now += minute + 1;
    seen.push(await ask(7));
    const calls = emulator.calls.length;
    const log = gateway.logs.filter((line) => line.includes('CREDENTIAL_FILE_UNFIT'));
    writeFileSync(tokenFile, token);
    seen.push(await ask(7));

    const denied = [
      'A file with a token or key cannot be read, is empty, or holds something else.',
      'PROVIDER_ACCESS_DENIED',
    ];
    expect(seen).toEqual([[], [denied], []]);
    expect([calls, emulator.calls.length]).toEqual([1, 2]);
    expect(log.filter((line) => line.includes('"source state"'))).toHaveLength(1);
    expect(gateway.logs.join('')).not.toContain(folder);
  });
});

describe('a repository that was renamed', () => {
  it.each([301, 302, 307, 308])('is an error that says so, and the address is not asked: %i', async (status) => {
    await open();
    run = toRawAnswer({ status, headers: { location: `${emulator.url}/repositories/7/actions/runs/7` } });

    const { data, errors } = await gateway.query(`{ job(id: "${id}") { status } }`);

    expect(data).toEqual({ job: null });
    expect(errors.map(({ message, extensions }) => [message, extensions.code])).toEqual([
      [
        'The provider answers with another address, which is never followed: what the source is set to may have been renamed.',
        'PROVIDER_BAD_RESPONSE',
      ],
    ]);
    expect(emulator.calls).toHaveLength(1);
    expect(gateway.logs.filter((line) => line.includes('"cause":"REDIRECTED"')).length).toBeGreaterThan(0);
  });
});

describe('the id of a run', () => {
  it('is spelt as the settings spell its repository, by every way in, and read once', async () => {
    await open();
    const others = [`ci:ACME/WEB.APP/7`, `ci:acme/web.app/7`, id];
    const spelt = { id, repository };
    const selection = '{ id ... on GitHubActionsRun { repository } }';

    const byId = await gateway.query(
      `query ($ids: [ID!]!) { jobsById(ids: $ids) ${selection} a: gitHubActionsRun(repository: "acme/WEB.app", runId: "7") { id repository } }`,
      { variables: { ids: others } },
    );
    const entities = await gateway.query(
      `query ($of: [_Any!]!) { _entities(representations: $of) { ... on GitHubActionsRun { id repository } } }`,
      { variables: { of: others.map((one) => ({ __typename: 'GitHubActionsRun', id: one })) } },
    );
    const watched = await firstChange(`subscription { jobUpdated(ids: ["${others[0] ?? ''}"]) ${selection} }`);

    expect([byId.errors, entities.errors]).toEqual([[], []]);
    expect(byId.data).toEqual({ jobsById: [spelt, spelt, spelt], a: spelt });
    expect(entities.data._entities).toEqual([spelt, spelt, spelt]);
    expect(watched).toEqual({ jobUpdated: spelt });
    expect(emulator.calls.filter(({ operation }) => operation === 'get-workflow-run')).toHaveLength(1);
  });

  it.each([
    ['Acme/other', '7'],
    ['acme', 'web.App/7'],
    ['Acme/web.App/7', '7'],
    ['Acme/web.App', '07'],
    ['Acme/..', '7'],
  ])('(%s, %s) is BAD_USER_INPUT and causes no call', async (of, runId) => {
    await open();

    const { errors } = await gateway.query(`{ gitHubActionsRun(repository: "${of}", runId: "${runId}") { id } }`);

    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
    expect(emulator.calls).toEqual([]);
  });

  async function firstChange(query: string): Promise<unknown> {
    const client = createClient({ url: gateway.url.replace('http', 'ws'), webSocketImpl: WebSocket, retryAttempts: 0 });
    try {
      const { value } = await client.iterate({ query }).next();
      return (value as { readonly data: unknown }).data;
    } finally {
      await client.dispose();
    }
  }
});

it('a run that is not there is JOB_NOT_FOUND with the id of the request', async () => {
  await open();
  run = toEmulatedError('Not Found', 'Not Found', { status: 404 }) as unknown as EmulatedRun;

  const { errors } = await gateway.query(`{ job(id: "${id}") { status } }`);

  expect(errors[0]?.extensions).toMatchObject({ code: 'JOB_NOT_FOUND', providerCode: null });
  expect(errors[0]?.extensions['requestId']).toMatch(/^[0-9A-F-]{36}$/);
});
