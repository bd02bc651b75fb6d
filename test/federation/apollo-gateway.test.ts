import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningServer } from '../../examples/supergraph/annotations.ts';
import { startApolloRouter } from './apollo-router.ts';
import { describeRouter } from './router-suite.ts';
import { askRouter, startSupergraphWorld, unknownJob, type SupergraphWorld } from './supergraph-world.ts';

describe('through @apollo/gateway, on an SDL without auth directives', () => {
  let world: SupergraphWorld;
  let router: RunningServer;
  beforeAll(async () => {
    world = await startSupergraphWorld({ authDirectives: false });
    router = await startApolloRouter(world.subgraphs);
  });
  afterAll(async () => {
    await router.close();
    await world.close();
  });

  describeRouter(() => ({ url: router.url, world }));

  it('gives the other subgraph’s fields on a root field of one provider', async () => {
    const answer = await askRouter(router.url, '{ importExportJob(jobId: "ERRS1") { errorCount owner } }');

    expect(answer).toEqual({ data: { importExportJob: { errorCount: 2, owner: 'team-archive' } }, errors: [] });
  });

  it('says at the client’s path that a job which the other subgraph names is not there', async () => {
    const answer = await askRouter(router.url, '{ jobsByOwner(owner: "team-ghost") { id status } }');

    expect(answer).toEqual({
      data: { jobsByOwner: [{ id: unknownJob, status: null }] },
      errors: [{ message: 'The provider knows no such job.', path: ['jobsByOwner', 0], code: 'JOB_NOT_FOUND' }],
    });
  });
});

describe('@apollo/gateway', () => {
  it('refuses a supergraph with auth directives, which is why they can be left out', async () => {
    const world = await startSupergraphWorld({ authDirectives: true });

    const starting = startApolloRouter(world.subgraphs);

    await expect(starting).rejects.toThrow(/requiresScopes/);
    await world.close();
  });
});
