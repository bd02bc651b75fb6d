/** A provider is its folder, its SDL and one line of the registry: added to a copy of the program, and left out part by part. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startProcess, type GatewayProcess } from '../operator/gateway-process.ts';
import { createCheckout, type Checkout } from './checkout.ts';
import { addFolder, addSdl, addToRegistry, fixture, generate } from './add-sixth-provider.ts';
import { startPrintShop, type PrintShop } from './print-shop.ts';

const toConfig = (url: string): object => ({
  auth: { mode: 'none' },
  server: { introspection: true },
  // As many calls as 250 jobs take; those that split a failed batch are not counted.
  limits: { jobsPerOperation: 1000, upstreamCalls: 3 },
  cache: { runningSeconds: 0, notFoundSeconds: 0 },
  sources: [{ name: 'shop', provider: 'printshop', endpoint: url, timeoutSeconds: 5 }],
});

const toIds = (count: number, prefix = 'job'): readonly string[] =>
  Array.from({ length: count }, (_, index) => `shop:${prefix}-${index}`);

interface Answer {
  readonly data: Record<string, unknown>;
  readonly errors?: readonly { readonly path: readonly unknown[]; readonly extensions: Record<string, unknown> }[];
}

describe('a sixth provider', () => {
  let checkout: Checkout;
  let shop: PrintShop;
  let gateway: GatewayProcess;

  beforeAll(async () => {
    checkout = createCheckout();
    for (const add of [addFolder, addSdl, addToRegistry, generate]) add(checkout);
    shop = await startPrintShop();
    gateway = await startProcess(toConfig(shop.url), [], {}, { checkout: checkout.folder });
  });
  afterEach(() => {
    shop.forget();
    shop.badKey = undefined;
    shop.isDown = false;
  });
  afterAll(async () => {
    gateway.process.kill('SIGTERM');
    await gateway.exited;
    await shop.close();
    checkout.remove();
  });

  async function query(text: string): Promise<Answer> {
    const response = await fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: text }),
    });
    return (await response.json()) as Answer;
  }

  const toJobsById = (ids: readonly string[]): string => `jobsById(ids: ${JSON.stringify(ids)}) { id status }`;

  it('answers by id, by its typed field, as an entity, and as a source', async () => {
    const answer = await query(`{
      job(id: "shop:a") { __typename id provider isTerminal ... on PrintJob { pages } }
      printJob(jobId: "bc") { id pages }
      _entities(representations: [{ __typename: "PrintJob", id: "shop:d" }]) { ... on Job { id } }
      jobSources { name provider canList }
    }`);

    expect(answer).toEqual({
      data: {
        job: { __typename: 'PrintJob', id: 'shop:a', provider: 'PRINTSHOP', isTerminal: false, pages: 1 },
        printJob: { id: 'shop:bc', pages: 2 },
        _entities: [{ id: 'shop:d' }],
        jobSources: [{ name: 'shop', provider: 'PRINTSHOP', canList: false }],
      },
    });
  });

  it('keeps its secrets from viewers without their scope, with nothing written for it', async () => {
    const { data, errors } = await query('{ printJob(jobId: "a") { id pin } }');

    expect(data).toEqual({ printJob: { id: 'shop:a', pin: null } });
    expect(errors?.map(({ path, extensions }) => [path, extensions['code']])).toEqual([
      [['printJob', 'pin'], 'UNAUTHORIZED_FIELD_OR_TYPE'],
    ]);
  });

  it('reads 250 jobs of one operation by three calls', async () => {
    const { data, errors } = await query(
      `{ a: ${toJobsById(toIds(125, 'one'))} b: ${toJobsById(toIds(125, 'other'))} }`,
    );

    expect(errors).toBeUndefined();
    expect(Object.values(data).flat()).toHaveLength(250);
    expect(shop.calls.map(({ length }) => length)).toEqual([100, 100, 50]);
  });

  it('counts the jobs of each call', async () => {
    const read = async (name: string): Promise<number> => {
      const metrics = await (await fetch(gateway.url.replace('/graphql', '/metrics'))).text();
      return Number(
        new RegExp(`^jobgraph_upstream_batch_keys_${name}{source="shop"} (.*)$`, 'm').exec(metrics)?.[1] ?? 0,
      );
    };
    const before = [await read('count'), await read('sum')] as const;

    await query(`{ ${toJobsById(toIds(110))} }`);

    expect([(await read('count')) - before[0], (await read('sum')) - before[1]]).toEqual([2, 110]);
  });

  it('shares a call between two operations, and asks only for what the second has more', async () => {
    const release = shop.hold();
    const first = query(`{ ${toJobsById(toIds(60))} }`);
    await shop.called(1);
    const second = query(`{ ${toJobsById(toIds(120))} }`);
    await shop.called(2);
    release();

    const answers = await Promise.all([first, second]);

    expect(answers.map(({ data }) => (data['jobsById'] as readonly unknown[]).length)).toEqual([60, 120]);
    expect(shop.calls.map(({ length }) => length)).toEqual([60, 60]);
  });

  it('tells the job that is not there from those that are', async () => {
    const { data, errors } = await query(`{ ${toJobsById([...toIds(3), 'shop:unknown-1'])} }`);

    expect(data['jobsById']).toEqual([...toIds(3).map((id) => ({ id, status: 'RUNNING' })), null]);
    expect(errors?.map(({ path, extensions }) => [path, extensions['code']])).toEqual([
      [['jobsById', 3], 'JOB_NOT_FOUND'],
    ]);
    expect(shop.calls).toHaveLength(1);
  });

  it('lets one bad key of 100 fail alone, by 16 calls more at most', async () => {
    shop.badKey = 'job-37';

    const { data, errors } = await query(`{ ${toJobsById(toIds(100))} }`);

    expect((data['jobsById'] as readonly unknown[]).filter((job) => job !== null)).toHaveLength(99);
    expect(errors?.map(({ path, extensions }) => [path, extensions['code']])).toEqual([
      [['jobsById', 37], 'PROVIDER_REJECTED'],
    ]);
    expect(shop.calls.length).toBeLessThanOrEqual(17);
  });

  it('tries one call three times in an outage, not a hundred calls', async () => {
    shop.isDown = true;

    const { errors } = await query(`{ ${toJobsById(toIds(100))} }`);

    expect(new Set(errors?.map(({ extensions }) => extensions['code']))).toEqual(new Set(['PROVIDER_UNAVAILABLE']));
    expect(shop.calls.map(({ length }) => length)).toEqual([100, 100, 100]);
  });

  it('is a source of the demo', async () => {
    const demo = await startProcess(undefined, [], {}, { checkout: checkout.folder });
    try {
      const response = await fetch(demo.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: '{ job(id: "shop:poster") { __typename id } jobSources { name } }' }),
      });

      const { data } = (await response.json()) as { readonly data: { readonly jobSources: readonly unknown[] } };
      expect(data).toMatchObject({ job: { __typename: 'PrintJob', id: 'shop:poster' } });
      expect(data.jobSources.at(-1)).toEqual({ name: 'shop' });
    } finally {
      demo.process.kill('SIGTERM');
      await demo.exited;
    }
  });
});

describe('a sixth provider that lacks a part', () => {
  const withoutField = ({ add, edit }: Checkout): void => {
    add(`${fixture}/printshop.graphql`, 'schema/printshop.graphql');
    edit('schema/printshop.graphql', (text) => text.replace('  printJob(', '  printedJob('));
  };
  const withoutWord = ({ add, edit }: Checkout): void => {
    add(`${fixture}/printshop.graphql`, 'schema/printshop.graphql');
    edit('schema/printshop.graphql', (text) => text.replace('\n  PRINTSHOP\n', '\n  PRINTED\n'));
  };
  const withoutType = ({ add, edit }: Checkout): void => {
    add(`${fixture}/printshop.graphql`, 'schema/printshop.graphql');
    edit('schema/printshop.graphql', (text) => text.replaceAll('PrintJob', 'PrintedJob'));
  };

  it.each([
    ['its line in the registry', [addFolder, addSdl], 'but got "printshop"'],
    ['its folder', [addSdl, addToRegistry], 'datasources/printshop'],
    ['its SDL', [addFolder, addToRegistry], 'schema/printshop.graphql'],
    [
      'its root field',
      [addFolder, withoutField, addToRegistry],
      'schema/printshop.graphql must define the field Query.printJob(source, jobId): PrintJob',
    ],
    [
      'its value of JobProvider',
      [addFolder, withoutWord, addToRegistry],
      'schema/printshop.graphql must define the value PRINTSHOP of the enum JobProvider',
    ],
    [
      'its type',
      [addFolder, withoutType, addToRegistry],
      'schema/printshop.graphql must define the type PrintJob, which implements Job',
    ],
  ] as const)('does not start without %s, and says what is missing', async (_part, parts, message) => {
    const checkout = createCheckout();
    try {
      for (const add of parts) add(checkout);

      const starting = startProcess(toConfig('http://127.0.0.1:9'), [], {}, { checkout: checkout.folder });

      await expect(starting).rejects.toThrow(message);
    } finally {
      checkout.remove();
    }
  });
});
