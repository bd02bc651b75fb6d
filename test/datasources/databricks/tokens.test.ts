/** Tokens that Databricks sells to a service principal. */
import { afterEach, describe, expect, it } from 'vitest';
import { createDatabricksEmulator } from '../../../emulators/databricks/emulator.ts';
import type { DatabricksAccess } from '../../../emulators/databricks/tokens.ts';
import { toRawAnswer, type Emulator, type InjectFault } from '../../../emulators/kit/emulator.ts';
import { databricks } from '../../../src/datasources/databricks/index.ts';
import { openTestSource, type TestSource } from '../../jobs/test-source.ts';

const minute = 60_000;
const oauth = { clientId: '8c2b1f0e-aa', clientSecret: 'not+a:real/secret' };

let emulator: Emulator;
let source: TestSource | undefined;
let now: number;

afterEach(async () => {
  await source?.close();
  source = undefined;
  await emulator.close();
});

async function open(
  access: DatabricksAccess = {},
  more: { readonly injectFault?: InjectFault } = {},
): Promise<TestSource> {
  now = Date.parse('2026-11-22T06:00:00Z');
  const jobs = { describe: (run_id: string) => ({ run_id, status: { state: 'TERMINATED' } }), list: () => [] };
  const principals = { [oauth.clientId]: oauth.clientSecret };
  emulator = await createDatabricksEmulator({ principals, jobs, now: () => new Date(now), ...access, ...more });
  const settings = databricks.settings.parse({
    ...{ name: 'lake', provider: 'databricks', server: emulator.url, credentials: { oauth } },
  });
  source = openTestSource({
    url: emulator.url,
    now: () => now,
    adapter: databricks.createAdapter(settings),
    createSigner: (_settings, clock) => databricks.createSigner(settings, clock),
  });
  return source;
}

const purchases = (): number => emulator.calls.filter(({ operation }) => operation === 'oidc/token').length;

describe('a token that Databricks sells', () => {
  it('is bought once for all calls, as documented', async () => {
    const { read } = await open();

    await Promise.all([read('1'), read('2'), read('3')]);

    expect(purchases()).toBe(1);
    expect(emulator.calls[0]).toMatchObject({
      ...{ method: 'POST', path: '/oidc/v1/token', body: 'grant_type=client_credentials&scope=all-apis' },
      headers: {
        authorization: `Basic ${Buffer.from('8c2b1f0e-aa:not+a:real/secret').toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
    });
    expect(emulator.calls[1]?.headers['authorization']).toMatch(/^Bearer eyJ/);
  });

  it('is bought again five minutes before its end', async () => {
    const { read } = await open({ tokenSeconds: 3600 });
    await read('1');
    now += 55 * minute;
    await read('2');
    expect(purchases()).toBe(1);
    now += 1;
    await read('3');

    expect(purchases()).toBe(2);
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
          operation === 'oidc/token'
            ? { toAnswer: () => toRawAnswer({ status, headers: { location: '/login' }, body: '{"error":"no"}' }) }
            : undefined,
      },
    );

    await expect(read('1')).rejects.toMatchObject({ code, ...(cause === null ? {} : { causeKind: cause }) });
    expect(new Set(emulator.calls.map(({ operation }) => operation))).toEqual(new Set(['oidc/token']));
  });

  it('is not sold for a wrong secret, and it is not in what the failure says', async () => {
    const { read } = await open({ principals: { [oauth.clientId]: 'another' } });

    const error = await read('1').catch((failure: unknown) => failure);

    expect(error).toMatchObject({ code: 'PROVIDER_ACCESS_DENIED', causeKind: 'TOKEN_REFUSED' });
    expect(JSON.stringify([error, String(error)])).not.toContain(oauth.clientSecret);
  });
});
