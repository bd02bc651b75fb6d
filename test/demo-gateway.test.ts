/** What `npm start` says, and what it says works. */
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startDemoGateway, type DemoGateway } from '../emulators/demo/gateway.ts';
import { providers } from '../src/providers.ts';

let demo: DemoGateway;

beforeEach(async () => {
  demo = await startDemoGateway({
    now: Date.now,
    monotonic: () => performance.now(),
    random: Math.random,
    port: 0,
    host: undefined,
    logger: pino({ level: 'silent' }),
  });
});

afterEach(() => demo.close());

async function ask(query: string, token?: string): Promise<unknown> {
  const [url = ''] = /http:\/\/127\.0\.0\.1:\d+\/graphql/.exec(demo.greeting) ?? [];
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query }),
  });
  return response.json();
}

describe('the greeting of the demo', () => {
  it('fits a screen of 30 lines of 80 columns with the prompt below it, the addresses last', () => {
    // Any port may have five digits.
    const lines = demo.greeting.replaceAll(/:\d+\//g, ':65535/').split('\n');
    const rows = lines.map((line) => Math.ceil(line.length / 80)).reduce((sum, count) => sum + count, 0);

    expect(rows).toBeLessThanOrEqual(29);
    expect(lines.at(-1)).toBe('graph http://127.0.0.1:65535/graphql  console http://127.0.0.1:65535/console/');
  });

  it('has a first query that answers for every kind of job', async () => {
    const query = /^A first query:\n(.*)\nTokens/ms.exec(demo.greeting)?.[1] ?? '';

    const answer = (await ask(query)) as { readonly data: { readonly jobsById: readonly { __typename: string }[] } };

    expect(answer).not.toHaveProperty('errors');
    expect(answer.data.jobsById.map(({ __typename }) => __typename)).toEqual(providers.map(({ typeName }) => typeName));
  });

  it.each([
    ['job:read', [false, false]],
    ['job:read job:sensitive', [true, false]],
    ['job:read job:credentials', [false, true]],
    ['job:read job:sensitive job:credentials', [true, true]],
  ])('has a token for %s, on the line after its name', async (name, expected) => {
    const lines = demo.greeting.split('\n');
    const token = lines[lines.indexOf(`  ${name}`) + 1]?.trim();

    const { data } = (await ask(
      '{ job(id: "devices:ERRS1") { ... on ImportExportJob { trackingNumber signature } } }',
      token,
    )) as {
      readonly data: { readonly job: Readonly<Record<string, string | null>> };
    };

    expect(token).toMatch(/^eyJ/);
    expect([data.job['trackingNumber'] !== null, data.job['signature'] !== null]).toEqual(expected);
  });
});
