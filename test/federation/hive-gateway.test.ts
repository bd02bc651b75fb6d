import { unifiedGraphHandler as planner } from '@graphql-hive/router-runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningServer } from '../../examples/supergraph/annotations.ts';
import { composeSupergraph, startRouter } from '../../examples/supergraph/router.ts';
import type { KnownScope } from '../../src/auth/viewer.ts';
import { describeRouter } from './router-suite.ts';
import { askRouter, startSupergraphWorld, watchRouter, type SupergraphWorld } from './supergraph-world.ts';

const ownPlanner = { faults: {}, ownerOfTypedRoot: null, deniedEvent: 'UNAUTHORIZED_FIELD_OR_TYPE' };
const routerPlanner = {
  planner,
  faults: { typesOfJoinedJobs: { data: undefined, codes: ['INTERNAL_SERVER_ERROR'] } },
  ownerOfTypedRoot: 'team-archive',
  deniedEvent: 'INTERNAL_SERVER_ERROR',
};

// Where the two differ, one of them is at fault; docs/federation.md says which. When such a test fails, it is mended there.
describe.each([
  ['its own planner', ownPlanner],
  ["Hive Router's planner", routerPlanner],
])(
  'through Hive Gateway with %s, on an SDL with auth directives',
  (_name, { faults, ownerOfTypedRoot, deniedEvent, ...options }) => {
    let world: SupergraphWorld;
    let router: RunningServer;
    beforeAll(async () => {
      world = await startSupergraphWorld({ authDirectives: true });
      router = await startRouter({ ...options, supergraphSdl: await composeSupergraph(world.subgraphs), port: 0 });
    });
    afterAll(async () => {
      await router.close();
      await world.close();
    });

    describeRouter(() => ({ url: router.url, world }), faults);

    it('streams a job’s changes over a WebSocket, with the other subgraph’s fields', async () => {
      const query =
        'subscription { jobUpdated(ids: ["panorama-lab:import-moving"]) { __typename id status isTerminal owner } }';

      const results = await watchRouter(router.url, query, 2, { onResult: () => world.advance(61_000) });

      const job = { __typename: 'PanoramaPackageImportJob', id: 'panorama-lab:import-moving', owner: null };
      expect(results).toEqual([
        { data: { jobUpdated: { ...job, status: 'QUEUED', isTerminal: false } } },
        { data: { jobUpdated: { ...job, status: 'SUCCEEDED', isTerminal: true } } },
      ]);
    });

    it.each<[KnownScope[], string | null, string[]]>([
      [['job:read'], null, [deniedEvent]],
      [['job:read', 'job:sensitive'], 'UPS', []],
    ])('passes the token of the connection on to a subscription: %j', async (scopes, carrier, codes) => {
      const token = await world.gateway.token(...scopes);
      const query = 'subscription { jobUpdated(ids: ["devices:ERRS1"]) { owner ... on ImportExportJob { carrier } } }';

      const [result] = (await watchRouter(router.url, query, 1, { token })) as readonly {
        readonly data: unknown;
        readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
      }[];

      expect(result?.data).toEqual({ jobUpdated: { owner: 'team-archive', carrier } });
      expect((result?.errors ?? []).map(({ extensions }) => extensions.code)).toEqual(codes);
    });

    it(`answers ${ownerOfTypedRoot} for the other subgraph’s field on a root field of one provider`, async () => {
      const answer = await askRouter(router.url, '{ importExportJob(jobId: "ERRS1") { errorCount owner } }');

      expect(answer).toEqual({ data: { importExportJob: { errorCount: 2, owner: ownerOfTypedRoot } }, errors: [] });
    });
  },
);
