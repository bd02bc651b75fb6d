import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Source } from '../../../src/jobs/source.ts';
import { startGateway } from '../../gateway.ts';
import { until } from '../../until.ts';
import { complete, fastSource, startCluster } from './jobs.ts';
import { toRuns } from '../../runs.ts';

/** What may happen to a cluster and to the connection that watches it. */
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('put' as const), job: fc.nat({ max: 5 }), active: fc.nat({ max: 3 }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('remove' as const), job: fc.nat({ max: 5 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('again' as const), job: fc.nat({ max: 5 }) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('publish', 'bookmark', 'cut', 'end', 'compact', 'expired', 'late', 'ill line' as const),
    }),
  },
);

it('a feed holds what a fresh list holds, whatever happened to its connection', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 15 }), async (steps) => {
      const cluster = await startCluster();
      const gateway = await startGateway({
        random: () => 0,
        breaker: { failures: 1_000_000 },
        sources: [{ name: 'cluster', provider: 'kubernetes', server: cluster.emulator.url, ...fastSource }],
      });
      try {
        const source = gateway.server.gateway.sources.get('cluster') as Source;
        let news = 0;
        const followed = source.feeds?.follow(cluster.put('job-100'), () => (news += 1));
        await until(() => followed?.isLive() === true);
        let uid = 1000;
        for (const one of steps) {
          const name = 'job' in one ? `job-${one.job}` : '';
          if (one.kind === 'put') cluster.put(name, one.active === 3 ? complete : { active: one.active });
          else if (one.kind === 'remove') cluster.remove(name);
          else if (one.kind === 'again') cluster.put(name, {}, (uid += 1));
          else if (one.kind === 'publish') cluster.emulator.publish();
          else if (one.kind === 'bookmark') cluster.emulator.sendBookmarks();
          else if (one.kind === 'cut') cluster.emulator.endWatches('cut');
          else if (one.kind === 'end') cluster.emulator.endWatches('cleanly');
          else if (one.kind === 'compact') cluster.emulator.compact();
          else if (one.kind === 'ill line') cluster.emulator.sendLine('{"type":"NEWS"}');
          else if (one.kind === 'expired')
            cluster.emulator.sendLine('{"type":"ERROR","object":{"kind":"Status","reason":"Expired","code":410}}');
          else cluster.emulator.sendLine(late);
          await new Promise(setImmediate);
        }
        // The last change of all: who has heard of it has heard of everything.
        cluster.put('job-100', { failed: 7 });
        cluster.emulator.publish();
        await until(
          () =>
            followed?.isLive() === true &&
            (followed.record()?.facts as { pods?: { failed: number } } | undefined)?.pods?.failed === 7,
        );

        const list = await gateway.query(
          '{ jobs(first: 100) { nodes { id ... on KubernetesJob { resourceVersion } } } }',
        );
        const nodes = list.data.jobs.nodes as readonly { readonly id: string; readonly resourceVersion: string }[];
        const all = new Map(nodes.map(({ id, resourceVersion }) => [id.slice('cluster:'.length), resourceVersion]));
        expect(heldVersions(source)).toEqual(all);
        followed?.leave();
        expect(news).toBeGreaterThan(0);
      } finally {
        await gateway.close();
        await cluster.emulator.close();
      }
    }),
    { numRuns: toRuns(10) },
  );
});

/** Of a time before the cluster began to count. */
const late = JSON.stringify({
  type: 'DELETED',
  object: {
    metadata: { namespace: 'etl', name: 'job-100', uid: '0f9d3c1b-5a2e-4d67-8c90-000000000100', resourceVersion: '7' },
  },
});

function heldVersions(source: Source): ReadonlyMap<string, unknown> {
  return new Map(
    [...(source.feeds?.list() ?? [])].map(([key, { facts }]) => [
      key,
      (facts as unknown as { readonly resourceVersion: string }).resourceVersion,
    ]),
  );
}
