/**
 * A supergraph on loopback: jobgraph in demo mode, another team's subgraph, and a router in front of both.
 *
 *   npm run example:supergraph                       ports 4000 (router), 4001 (jobgraph), 4002 (annotations), or free
 *                                                    ones where these are taken
 *   npm run example:supergraph -- --port 5000        another port for the router
 *   npm run example:supergraph -- --any-port         any free ports
 *   npm run example:supergraph -- --subgraphs-only   leaves the router to you
 */
import { parseArgs } from 'node:util';
import { startAnnotations, type RunningServer } from './annotations.ts';
import { startJobgraph } from './jobgraph.ts';
import { isFree, ports } from './ports.ts';
import { sampleAnnotations } from './sample-annotations.ts';

const query = `query JobsAndTheirOwners {
  jobsById(ids: [
${[...sampleAnnotations.keys()].map((id) => `    ${JSON.stringify(id)}`).join('\n')}
  ]) {
    __typename
    id
    status
    owner
    runbookUrl
    remark
    ... on CosBatchJob { priority progress { fraction } }
    ... on ImportExportJob { trackingNumber }
  }
}`;

function formatQuery(router: string, jobgraph: string): string {
  return `The router is at ${router}

A query that crosses both subgraphs:

${query.replaceAll(/^/gm, '  ')}

From a shell:

  curl -s ${router} -H 'content-type: application/json' \\
    -d '{"query": "{ jobsByOwner(owner: \\"team-archive\\") { id status remark } }"}'

Without a token trackingNumber is null, with the reason in \`errors\`. A token that opens it:

  npm run --silent token -- --url ${new URL('/', jobgraph).href} --scope "job:read job:sensitive"
`;
}

/** The newest first. */
const running: RunningServer[] = [];

const { values } = parseArgs({
  options: { port: { type: 'string' }, 'any-port': { type: 'boolean' }, 'subgraphs-only': { type: 'boolean' } },
});

const usual = values['any-port'] === true ? { router: 0, jobgraph: 0, annotations: 0 } : ports;

/** That port, or 0 (any free one) where it is taken: by a running demo, usually. */
async function toPort(port: number): Promise<number> {
  if (port === 0 || (await isFree(port))) return port;
  if (values['subgraphs-only'] === true)
    throw new Error(
      `Port ${port} is taken, and the configuration files name it. End what listens there, or add --any-port.`,
    );
  process.stdout.write(`port ${port} is taken: using a free one\n`);
  return 0;
}

async function start(): Promise<void> {
  const jobgraph = await startJobgraph(await toPort(usual.jobgraph));
  running.unshift(jobgraph);
  const annotations = await startAnnotations({ annotations: sampleAnnotations, port: await toPort(usual.annotations) });
  running.unshift(annotations);
  process.stdout.write(`jobgraph is at ${jobgraph.url}\nannotations is at ${annotations.url}\n`);
  if (values['subgraphs-only'] === true) return;

  const { composeSupergraph, startRouter } = await import('./router.ts');
  const supergraphSdl = await composeSupergraph([
    { name: 'jobgraph', url: jobgraph.url },
    { name: 'annotations', url: annotations.url },
  ]);
  const router = await startRouter({ supergraphSdl, port: await toPort(Number(values.port ?? usual.router)) });
  running.unshift(router);
  process.stdout.write(formatQuery(router.url, jobgraph.url));
}

let isStopping = false;

/** In the order in which requests come in, so that nobody is asked who is gone. */
async function stop(status: number): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  for (const server of running) await server.close();
  process.exit(status);
}

process.on('SIGINT', () => void stop(0));
process.on('SIGTERM', () => void stop(0));
await start().catch(async (error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  await stop(1);
});
