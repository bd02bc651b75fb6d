/** Tokens that Airflow sells for a password. */
import { afterEach, describe, expect, it } from 'vitest';
import { createAirflowEmulator } from '../../../emulators/airflow/emulator.ts';
import type { AirflowAccess } from '../../../emulators/airflow/tokens.ts';
import { toRawAnswer, type Emulator, type InjectFault } from '../../../emulators/kit/emulator.ts';
import { airflow } from '../../../src/datasources/airflow/index.ts';
import { openTestSource, type TestSource } from '../../jobs/test-source.ts';
import { toKey, toRun } from './runs.ts';

const start = Date.parse('2026-11-22T06:00:00Z');
const minute = 60_000;
const user = { username: 'jobgraph', password: 'not-a-real-password' };

let emulator: Emulator;
let source: TestSource | undefined;
let now: number;

afterEach(async () => {
  await source?.close();
  source = undefined;
  await emulator.close();
});

async function open(
  access: AirflowAccess = {},
  more: { readonly injectFault?: InjectFault } = {},
): Promise<TestSource> {
  now = start;
  const jobs = { describe: (key: string) => toRun(0, {}, key), list: () => [] };
  const users = { [user.username]: user.password };
  emulator = await createAirflowEmulator({ users, jobs, now: () => new Date(now), ...access, ...more });
  const settings = airflow.settings.parse({
    ...{ name: 'airflow', provider: 'airflow', server: emulator.url, credentials: user },
  });
  source = openTestSource({
    url: emulator.url,
    now: () => now,
    adapter: airflow.createAdapter(settings),
    createSigner: (_settings, clock) => airflow.createSigner(settings, clock),
  });
  return source;
}

const operations = (): readonly string[] => emulator.calls.map(({ operation }) => operation);
const purchases = (): number => operations().filter((operation) => operation === 'create_token').length;

describe('a token that Airflow sells', () => {
  it('is bought once for all calls, as documented', async () => {
    const { read } = await open();

    await Promise.all([read(toKey(1)), read(toKey(2)), read(toKey(3))]);

    expect(purchases()).toBe(1);
    expect(emulator.calls[0]).toMatchObject({
      ...{ method: 'POST', path: '/auth/token', body: JSON.stringify(user) },
      headers: { 'content-type': 'application/json', accept: 'application/json' },
    });
    expect(emulator.calls[0]?.headers).not.toHaveProperty('authorization');
  });

  it('is bought again five minutes before the end that it says itself', async () => {
    const { read } = await open({ tokenSeconds: 3600 });
    await read(toKey(1));
    now += 55 * minute;
    await read(toKey(2));
    expect(purchases()).toBe(1);
    now += 1;
    await read(toKey(3));

    expect(purchases()).toBe(2);
  });

  it('that says no end is bought again after 30 minutes', async () => {
    const { read } = await open({ toToken: (purchase) => `opaque-${purchase}` });
    await read(toKey(1));
    now += 30 * minute - 1;
    await read(toKey(2));
    expect(purchases()).toBe(1);
    now += 1;
    await read(toKey(3));

    expect(purchases()).toBe(2);
  });

  it('that is refused early is bought anew, the call is sent once more, and no other is bought within 30 s', async () => {
    let isRefusing = false;
    const { read, attempts } = await open(
      {},
      {
        injectFault: ({ operation, headers }) =>
          operation === 'get_dag_run' && isRefusing && headers['authorization'] === first
            ? { toAnswer: () => toRawAnswer({ status: 401, body: '{"detail":"Token revoked"}' }) }
            : undefined,
      },
    );
    await read(toKey(1));
    let first = emulator.calls[1]?.headers['authorization'];
    isRefusing = true;
    await read(toKey(2));

    expect(operations()).toEqual(['create_token', 'get_dag_run', 'get_dag_run', 'create_token', 'get_dag_run']);
    expect(attempts().at(-1)).toBeNull();
    first = emulator.calls.at(-1)?.headers['authorization'];
    now += 29_000;
    await expect(read(toKey(3))).rejects.toMatchObject({ causeKind: 'CREDENTIALS_UNKNOWN' });
    expect(purchases()).toBe(2);
    now += 1000;
    await read(toKey(4));
    expect(purchases()).toBe(3);
  });

  it.each([
    [400, 'PROVIDER_ACCESS_DENIED', 'TOKEN_REFUSED'],
    [401, 'PROVIDER_ACCESS_DENIED', 'TOKEN_REFUSED'],
    [403, 'PROVIDER_ACCESS_DENIED', 'TOKEN_REFUSED'],
    [500, 'PROVIDER_UNAVAILABLE', null],
    [302, 'PROVIDER_BAD_RESPONSE', null],
    [200, 'PROVIDER_BAD_RESPONSE', null],
  ])('that is answered with %i is %s', async (status, code, cause) => {
    const { read } = await open(
      {},
      {
        injectFault: ({ operation }) =>
          operation === 'create_token'
            ? { toAnswer: () => toRawAnswer({ status, headers: { location: '/login' }, body: '{"detail":"no"}' }) }
            : undefined,
      },
    );

    await expect(read(toKey(1))).rejects.toMatchObject({ code, ...(cause === null ? {} : { causeKind: cause }) });
    expect(new Set(operations())).toEqual(new Set(['create_token']));
  });

  it('is not sold for a wrong password, and neither is in what the failure says', async () => {
    const { read } = await open({ users: { jobgraph: 'another' } });

    const error = await read(toKey(1)).catch((failure: unknown) => failure);

    expect(error).toMatchObject({ code: 'PROVIDER_ACCESS_DENIED', causeKind: 'TOKEN_REFUSED' });
    expect(JSON.stringify([error, String(error)])).not.toContain(user.password);
  });
});
