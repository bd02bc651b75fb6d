import { describe, expect, it } from 'vitest';
import { startDemo } from '../../emulators/demo/start.ts';
import { selectEveryField } from '../datasources/every-field.ts';
import { start } from '../federation/lab-world.ts';
import { startGateway } from '../gateway.ts';
import { connect, subscribe } from '../subscriptions/watched-world.ts';
import { until } from '../until.ts';

const aliased = (count: number, field: string): string =>
  Array.from({ length: count }, (_value, index) => `a${index}: ${field}`).join(' ');
const represent = (id: string, count: number) => Array.from({ length: count }, () => ({ __typename: 'Job', id }));
const tooLarge = (maximum: number) =>
  expect.objectContaining({ code: 'OPERATION_LIMIT_EXCEEDED', limit: 'answerBytes', maximum }) as unknown;

describe('an answer that repeats a job', () => {
  it('is refused by default before any call, where it is as large as the audit had it', async () => {
    const { emulator, gateway } = await start();
    const document = `query ($r: [_Any!]!) { ${aliased(30, '_entities(representations: $r) { ...F }')} }
      fragment F on Job { id status statusMessage createdAt }`;

    const { status, data, errors } = await gateway.query(document, { variables: { r: represent('lab:job-1', 1000) } });

    expect([status, data]).toEqual([400, undefined]);
    expect(errors.map(({ message }) => message)).toEqual([
      'The operation could answer 120030 fields; the limit is 100000.',
    ]);
    expect(emulator.calls).toEqual([]);
  });

  it.each([
    [
      '_entities',
      'query ($r: [_Any!]!) { ',
      '_entities(representations: $r) { ... on Job { statusMessage } }',
      1000,
      9,
    ],
    ['jobsById', 'query ($ids: [ID!]!) { ', 'jobsById(ids: $ids) { statusMessage }', 200, 30],
  ])(
    'is refused where it grows too large, and leaves nothing behind: %s',
    async (_name, head, field, count, aliases) => {
      const { gateway } = await start({ limits: { answerBytes: 100_000 } });
      const variables = { r: represent('lab:job-1', count), ids: Array.from({ length: count }, () => 'lab:job-1') };

      const { status, data, errors } = await gateway.query(`${head} ${aliased(aliases, field)} }`, { variables });

      expect([status, data]).toEqual([400, undefined]);
      expect(errors.map(({ extensions }) => extensions)).toEqual([tooLarge(100_000)]);
      await expect.poll(() => gateway.server.gateway.answerBytes()).toBe(0);
      const one = await gateway.query(`${head} ${field} }`, { variables });
      expect([one.status, one.errors]).toEqual([200, []]);
    },
  );

  it('is refused where it is an event, and the subscription goes on', async () => {
    const { gateway } = await start({ limits: { answerBytes: 100_000, aliases: 5000, tokens: 100_000 } });
    const ids = ['lab:job-1', 'lab:job-2'];

    const { results, ended } = subscribe(connect(gateway), ids, `id ${aliased(4000, 'statusMessage')}`);
    await ended;

    await until(() => results.length === 2, 'both jobs have come');
    expect(results.map(({ errors = [] }) => errors.map(({ extensions }) => extensions))).toEqual([
      [tooLarge(100_000)],
      [tooLarge(100_000)],
    ]);
    expect(JSON.stringify(results)).not.toContain('"http"');
  });
});

describe('an answer of errors', () => {
  it('is refused before it holds more of them than its size allows', async () => {
    const { gateway, emulator } = await start();
    const variables = {
      r: Array.from({ length: 1000 }, (_value, index) => ({ __typename: 'Job', id: `no:${index}` })),
    };
    const ask = (aliases: number) =>
      gateway.query(`query ($r: [_Any!]!) { ${aliased(aliases, '_entities(representations: $r) { __typename }')} }`, {
        variables,
      });

    const few = await ask(4);
    const many = await ask(6);

    expect([few.status, few.errors.length, new Set(few.errors.map(({ message }) => message)).size]).toEqual([
      200, 4000, 1,
    ]);
    expect(few.errors.at(-1)).toMatchObject({ path: ['a3', 999], extensions: { code: 'BAD_USER_INPUT' } });
    expect([many.status, many.errors.map(({ extensions }) => extensions)]).toEqual([400, [tooLarge(10_000_000)]]);
    expect(emulator.calls).toEqual([]);
  });
});

describe('by default', () => {
  // The job with the most fields has 107 of them, and an answer may have 100,000.
  it('900 representations of every field are answered, equal ones alike', async () => {
    const { gateway } = await start();
    const variables = { r: [...represent('lab:job-1', 450), ...represent('lab:job-2', 450)] };
    const document = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Job ${selectEveryField('Job', { openOnly: true })} } }`;

    const { status, data, errors } = await gateway.query(document, { variables });

    expect([status, errors]).toEqual([200, []]);
    expect(new Set((data._entities as object[]).map((entity) => JSON.stringify(entity))).size).toBe(2);
  });

  it('every field of 200 jobs and of a page of 100, by nodes and by edges, is let pass', async () => {
    const demo = await startDemo();
    const gateway = await startGateway({
      sources: demo.sources,
      limits: { upstreamCalls: 5000, jobsPerOperation: 500 },
    });
    const every = selectEveryField('Job', { openOnly: true });
    const ids = Array.from({ length: 200 }, (_value, index) => `cos-chengdu:no-such-job-${index}`);

    const answers = await Promise.all([
      gateway.query(`query ($ids: [ID!]!) { jobsById(ids: $ids) ${every} }`, { variables: { ids } }),
      gateway.query(`{ jobs(first: 100) { nodes ${every} edges { cursor node ${every} } } }`),
    ]);
    await gateway.close();
    await demo.close();

    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  });
});
