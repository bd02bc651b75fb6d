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
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('again' as const), job: fc.nat({ max: 5 }) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('publish', 'bookmark', 'cut', 'end', 'compact', 'expired', 'late', 'ill line' as const),
    }),
  },
);

it('each change is told while pushes are live, whatever has happened to the connection', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 15 }), async (steps) => {
      const cluster = await startCluster();
      const gateway = await startGateway({
        random: () => 0,
        breaker: { failures: 1_000_000 },
        sources: [{ name: 'cluster', provider: 'kubernetes', server: cluster.emulator.url, ...fastSource }],
      });
      try {
        const { pushes } = gateway.server.gateway.sources.get('cluster') as Source;
        const toldAt = new Map<string, number>();
        const changedAt = new Map<string, number>();
        const statuses = new Map<string, object>();
        const follow = (key: string) =>
          pushes?.follow(key, { onHint: () => toldAt.set(key, performance.now()), onLost: () => undefined });
        let uid = 1000;
        const change = (name: string, status: object, ofUid?: number): void => {
          // The emulator sees a job that another one of its name replaces only if it was asked in between.
          cluster.emulator.publish();
          const key = cluster.put(name, status, ofUid);
          if (!statuses.has(key)) follow(key);
          // The same status again is no change.
          if (statuses.get(key) !== status) changedAt.set(key, performance.now());
          statuses.set(key, status);
        };
        const last = cluster.put('job-100');
        const followed = follow(last);
        for (const [index, one] of steps.entries()) {
          const name = 'job' in one ? `job-${one.job}` : '';
          if (one.kind === 'put') change(name, one.active === 3 ? complete : { active: one.active, failed: index });
          else if (one.kind === 'again') change(name, {}, (uid += 1));
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
        // A change that is told after all others, once a stream is live that has begun before it.
        await until(() => cluster.emulator.watches > 0);
        toldAt.delete(last);
        let failed = 100;
        await until(() => {
          cluster.put('job-100', { failed: (failed += 1) });
          cluster.emulator.publish();
          return toldAt.has(last) && followed?.liveSince() !== undefined;
        });

        const since = followed?.liveSince() ?? Infinity;
        const untold = [...changedAt].filter(([key, at]) => at >= since && (toldAt.get(key) ?? -Infinity) < at);
        expect(untold).toEqual([]);
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
