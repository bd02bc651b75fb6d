import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningServer } from '../../examples/supergraph/annotations.ts';
import { describeRouter } from '../federation/router-suite.ts';
import { askRouter, startSupergraphWorld, watchRouter, type SupergraphWorld } from '../federation/supergraph-world.ts';
import { hasGrafbase, startGrafbase } from './grafbase.ts';

if (!hasGrafbase)
  process.stderr.write(
    '\n!!! SKIPPED, because `npm ci --prefix test/proofs/grafbase` was not run, or this is not Linux on x64: the graph through Grafbase\n',
  );

describe.skipIf(!hasGrafbase)('through Grafbase, on an SDL with auth directives', () => {
  let world: SupergraphWorld;
  let router: RunningServer;
  beforeAll(async () => {
    world = await startSupergraphWorld({ authDirectives: true });
    router = await startGrafbase(world.subgraphs);
  });
  afterAll(async () => {
    await router.close();
    await world.close();
  });

  describeRouter(() => ({ url: router.url, world }), {
    typesOfJoinedJobs: {
      data: { jobsByOwner: [null, null] },
      codes: ['SUBGRAPH_INVALID_RESPONSE_ERROR', 'SUBGRAPH_INVALID_RESPONSE_ERROR'],
    },
    badToken: 'SUBGRAPH_REQUEST_ERROR',
  });

  it('streams a job’s changes over a WebSocket', async () => {
    const query = 'subscription { jobUpdated(ids: ["panorama-lab:import-moving"]) { id status } }';

    const results = await watchRouter(router.url.replace('/graphql', '/ws'), query, 2, {
      onResult: () => world.advance(61_000),
    });

    const job = { id: 'panorama-lab:import-moving' };
    expect(results).toEqual([
      { data: { jobUpdated: { ...job, status: 'QUEUED' } } },
      { data: { jobUpdated: { ...job, status: 'SUCCEEDED' } } },
    ]);
  });

  // Faults of that router, written down in docs/federation.md: when one of these fails, it is mended there.
  it('refuses the other subgraph’s fields on a root field of one provider', async () => {
    const { data, errors } = await askRouter(router.url, '{ importExportJob(jobId: "ERRS1") { errorCount owner } }');

    expect(data).toBeUndefined();
    expect(errors).toEqual([
      { message: 'Could not plan field: ImportExportJob.owner', path: [], code: 'OPERATION_PLANNING_ERROR' },
    ]);
  });

  it('refuses jobgraph’s fields of jobs that the other subgraph knows by their ids', async () => {
    const { data, errors } = await askRouter(router.url, '{ jobsByOwner(owner: "team-archive") { id status remark } }');

    expect(data).toEqual({ jobsByOwner: [null, null] });
    expect(new Set(errors.map(({ code }) => code))).toEqual(new Set(['SUBGRAPH_INVALID_RESPONSE_ERROR']));
  });
});
