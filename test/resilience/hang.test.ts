import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startGateway, type GatewayUnderTest } from '../gateway.ts';
import { sourceNames, startFiveSources, toCreatedAt, toId, type FiveSources } from './five-sources.ts';

let world: FiveSources;
let gateway: GatewayUnderTest;

beforeEach(async () => {
  world = await startFiveSources();
});
afterEach(async () => {
  await gateway.close();
  await world.close();
});

function toQuery(number: number): string {
  return `{ ${sourceNames.map((name) => `${name}: job(id: "${toId(name, number)}") { createdAt }`).join(' ')} }`;
}

describe('a source that hangs', () => {
  it.each(sourceNames)('costs a query its own answer alone, by the operation’s deadline: %s', async (hanging) => {
    gateway = await startGateway({ sources: world.toSettings(), server: { operationSeconds: 0.5 } });
    world.fault(hanging, { kind: 'hang' });

    const startedAt = performance.now();
    const { data, errors } = await gateway.query(toQuery(1));
    const elapsed = performance.now() - startedAt;

    const right = Object.fromEntries(sourceNames.map((name) => [name, { createdAt: toCreatedAt(1) }]));
    expect(data).toEqual({ ...right, [hanging]: null });
    expect(errors.map(({ path, extensions }) => [path, extensions.code, extensions['source']])).toEqual([
      [[hanging], 'PROVIDER_TIMEOUT', hanging],
    ]);
    expect(elapsed).toBeLessThan(1000);
  });

  it('is given up after the source’s own deadline, where that is shorter', async () => {
    gateway = await startGateway({ sources: world.toSettings({ timeoutSeconds: 0.3, deadlineSeconds: 0.5 }) });
    world.fault('omics', { kind: 'hang' });

    const startedAt = performance.now();
    const { data, errors } = await gateway.query(toQuery(1));
    const elapsed = performance.now() - startedAt;

    expect(data.omics).toBeNull();
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['PROVIDER_TIMEOUT']);
    expect(elapsed).toBeLessThan(1000);
  });

  it('holds up a secret no longer than an open field', async () => {
    gateway = await startGateway({ sources: world.toSettings(), server: { operationSeconds: 0.3 } });
    world.fault('panorama', { kind: 'hang' });
    const token = await gateway.token('job:read', 'job:sensitive');

    const startedAt = performance.now();
    const { errors } = await gateway.query(`{ panoramaPackageImportJob(jobId: "job-1") { clientToken } }`, { token });

    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['PROVIDER_TIMEOUT']);
    expect(performance.now() - startedAt).toBeLessThan(800);
  });

  it('slows nobody who asks the others', async () => {
    gateway = await startGateway({ sources: world.toSettings(), server: { operationSeconds: 1.5 } });
    world.fault('panorama', { kind: 'hang' });
    const hanging = Array.from({ length: 30 }, (_, number) => gateway.query(toQuery(number)));
    const others = `{ cos: job(id: "${toId('cos', 500)}") { createdAt } omics: job(id: "${toId('omics', 500)}") { createdAt } }`;

    const startedAt = performance.now();
    const { data } = await gateway.query(others);
    const elapsed = performance.now() - startedAt;
    const answers = await Promise.all(hanging);

    expect(data).toEqual({ cos: { createdAt: toCreatedAt(500) }, omics: { createdAt: toCreatedAt(500) } });
    expect(elapsed).toBeLessThan(1000);
    expect(answers.flatMap(({ errors }) => errors.map(({ extensions }) => extensions['source']))).toEqual(
      Array.from({ length: 30 }, () => 'panorama'),
    );
  });
});
