import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startGateway, type GatewayUnderTest } from '../gateway.ts';
import { startFiveSources, toCreatedAt, toId, type FiveSources } from './five-sources.ts';

const numbers = Array.from({ length: 50 }, (_, number) => number);
const ids = numbers.map((number) => toId('panorama', number));
const right = numbers.map((number) => ({ createdAt: toCreatedAt(number) }));
const query = 'query ($ids: [ID!]!) { jobsById(ids: $ids) { createdAt } }';

let world: FiveSources;
let gateway: GatewayUnderTest;
let now: number;

beforeEach(async () => {
  now = Date.now();
  world = await startFiveSources();
  gateway = await startGateway({
    sources: world.sources,
    limits: { aliases: 50 },
    now: () => now,
  });
});
afterEach(async () => {
  await gateway.close();
  await world.close();
});

describe('what many ask for', () => {
  it('is read once: 100 operations at once for the same 50 jobs make 50 calls; inside the window none, after it 50', async () => {
    const { panorama } = world.emulators;

    const answers = await Promise.all(Array.from({ length: 100 }, () => gateway.query(query, { variables: { ids } })));
    const atOnce = panorama.calls.length;
    now += 2000;
    await gateway.query(query, { variables: { ids } });
    const inside = panorama.calls.length;
    now += 1;
    await Promise.all(Array.from({ length: 10 }, () => gateway.query(query, { variables: { ids } })));
    const after = panorama.calls.length;

    expect(answers.map(({ data, errors }) => ({ data, errors }))).toEqual(
      Array.from({ length: 100 }, () => ({ data: { jobsById: right }, errors: [] })),
    );
    expect({ atOnce, inside, after }).toEqual({ atOnce: 50, inside: 50, after: 100 });
  });

  it('is read once: 50 aliases of one job make one call', async () => {
    const aliases = numbers.map((number) => `a${number}: job(id: "${ids[7]}") { createdAt }`);

    const { data } = await gateway.query(`{ ${aliases.join(' ')} }`);

    expect(data).toEqual(Object.fromEntries(numbers.map((number) => [`a${number}`, right[7]])));
    expect(world.emulators.panorama.calls).toHaveLength(1);
  });

  it('is read once by those who need the status and those who do not', async () => {
    const id = toId('pipelines', 3);
    const fields = ['providerJobId', 'providerJobId createdAt'];

    await Promise.all(
      Array.from({ length: 20 }, (_, index) => gateway.query(`{ job(id: "${id}") { ${fields[index % 2]} } }`)),
    );

    expect(world.emulators.pipelines.calls.map(({ operation }) => operation)).toEqual([
      'GetJobDetails',
      'ListActionExecutions',
    ]);
  });

  it('is read for each request alone where it is secret', async () => {
    const token = await gateway.token('job:read', 'job:sensitive');
    const document = `{ panoramaPackageImportJob(jobId: "job-1") { clientToken createdAt } }`;

    const answers = await Promise.all(Array.from({ length: 10 }, () => gateway.query(document, { token })));
    await gateway.query(document, { token });

    expect(answers.map(({ data }) => data.panoramaPackageImportJob)).toEqual(
      Array.from({ length: 10 }, () => ({ clientToken: 'a secret', createdAt: toCreatedAt(1) })),
    );
    expect(world.emulators.panorama.calls).toHaveLength(11);
  });
});
