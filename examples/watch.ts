/**
 * Prints every change of some jobs as the gateway pushes it, one line per event, until all of them have ended.
 *
 *   npm run example:watch                                what is under way now, of the demo or another gateway on port 4000
 *   npm run example:watch -- cos-chengdu:c0500000-…      these jobs
 *   npm run example:watch -- --url http://127.0.0.1:5000/graphql --token eyJ…
 */
import { parseArgs } from 'node:util';
import { createClient } from 'graphql-ws';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { url: { type: 'string', default: 'http://127.0.0.1:4000/graphql' }, token: { type: 'string' } },
});
const { url, token } = values;
const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };

interface Answer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly { readonly message: string }[];
}

interface Job {
  readonly id: string;
  readonly status: string;
  readonly progress: { readonly fraction: number | null } | null;
}

/** The newest jobs that have not ended. */
async function listUnderWay(): Promise<readonly string[]> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...authorization },
    body: JSON.stringify({
      query: '{ jobs(first: 100, filter: { statuses: [QUEUED, RUNNING] }) { nodes { id } } }',
    }),
  });
  const { data, errors } = (await response.json()) as Answer<{ jobs: { nodes: readonly { id: string }[] } | null }>;
  if (data?.jobs == null) throw new Error(errors?.[0]?.message ?? `${url} answered ${String(response.status)}`);
  return data.jobs.nodes.map(({ id }) => id);
}

async function watch(): Promise<void> {
  const ids = positionals.length > 0 ? positionals : await listUnderWay();
  const client = createClient({ url: url.replace(/^http/, 'ws'), connectionParams: authorization });
  const events = client.iterate<{ jobUpdated: Job | null }>({
    query: 'subscription ($ids: [ID!]!) { jobUpdated(ids: $ids) { id status progress { fraction } } }',
    variables: { ids },
  });
  for await (const { data, errors } of events) {
    for (const { message } of errors ?? []) process.stderr.write(`${message}\n`);
    if (data?.jobUpdated == null) continue;
    const { id, status, progress } = data.jobUpdated;
    const share = progress?.fraction == null ? '' : ` ${(progress.fraction * 100).toFixed(3)}%`;
    process.stdout.write(`${id} ${status}${share}\n`);
  }
}

// Its reader may go before the jobs end: `… | head`.
process.stdout.once('error', () => process.exit());

await watch().catch((error: unknown) => {
  const cause = error instanceof Error ? error.message : JSON.stringify(error);
  process.stderr.write(`${url} cannot be watched. Does a gateway run there ("npm start")? ${cause}\n`);
  process.exitCode = 1;
});
