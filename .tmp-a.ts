import { startSupergraphWorld, askRouter, unknownJob } from './test/federation/supergraph-world.ts';
import { startApolloRouter } from './test/federation/apollo-router.ts';
import { composeSupergraph, startRouter } from './examples/supergraph/router.ts';
for (const kind of ['apollo','hive']) {
  let t=performance.now();
  const world = await startSupergraphWorld({ authDirectives: kind==='hive' });
  console.log('world', performance.now()-t|0); t=performance.now();
  const router = kind==='apollo' ? await startApolloRouter(world.subgraphs) : await startRouter({ supergraphSdl: await composeSupergraph(world.subgraphs), port: 0});
  console.log(kind, performance.now()-t|0); t=performance.now();
  const show = async (q: string, o={}) => console.log(kind, q.slice(0,60), JSON.stringify(await askRouter(router.url, q, o)), performance.now()-t|0);
  await show('{ jobsById(ids: ["panorama-lab:import-people-counter","devices:ERRS1"]) { __typename id status owner ... on ImportExportJob { trackingNumber } } }');
  const token = await world.gateway.token('job:read');
  await show('{ jobsById(ids: ["panorama-lab:import-people-counter","devices:ERRS1"]) { __typename id status owner ... on ImportExportJob { trackingNumber } } }', {token});
  await show('{ job(id: "panorama-lab:import-throttled") { id status owner } }');
  await show('{ jobsById(ids: ["panorama-lab:import-denied", "panorama-lab:import-unknown", "nonsense", "devices:ERRS1"]) { id status owner } }');
  await show('{ jobsByOwner(owner: "team-ghost") { id owner status } }');
  await show('{ jobsByOwner(owner: "team-archive") { id owner status source { name region } ... on ImportExportJob { carrier } } }', {token});
  await show('{ jobsByOwner(owner: "team-archive") { id owner status } }', {token: 'rubbish'});
  await show('{ job(id: "devices:ERRS1") { id owner status } }', {token: 'rubbish'});
  await show('{ cosBatchJob(jobId: "c0500000-0000-4000-8000-000000000031") { id owner priority } }', {token});
  await show('{ jobs(first: 3) { nodes { id owner } pageInfo {hasNextPage endCursor} issues { code } } }', {token});
  await show('{ jobsById(ids: ["devices:ERRS1"]) { ...on ImportExportJob { trackingNumber manifestText } } }', {token: await world.gateway.token('job:read', 'job:sensitive')});
  console.log([...world.strayTokens]);
  await router.close(); await world.close();
}
