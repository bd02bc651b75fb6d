/** A provider for processes that share: a server that counts what it is asked, and sources of several processes over it. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Cluster } from '../../src/cluster/cluster.ts';
import type { JobFacts } from '../../src/provider/contract/job.ts';
import type { Adapter, DescribedJob } from '../../src/provider/contract/adapter.ts';
import { BadAnswer } from '../../src/provider/contract/adapter.ts';
import { ProviderError } from '../../src/errors/errors.ts';
import { Secret } from '../../src/provider/contract/secret.ts';
import { openTestSource, toFacts, type TestSource, type TestSourceOptions } from '../jobs/test-source.ts';

export interface Depot {
  readonly url: string;
  /** The paths that it was asked for. */
  readonly asked: string[];
  /** By key: what jobs are now; one that is not named does not exist. */
  readonly jobs: Map<string, Partial<JobFacts>>;
  /** Every answer takes so long, in milliseconds. */
  delay: number;
  /** Answers so many requests with 500. */
  failures: number;
  readonly close: () => Promise<void>;
}

export async function startDepot(): Promise<Depot> {
  const jobs = new Map<string, Partial<JobFacts>>();
  const asked: string[] = [];
  const server: Server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://depot');
    asked.push(pathname);
    const keys = decodeURIComponent(pathname.split('/').at(-1) ?? '').split(',');
    const found = pathname === '/list' ? [...jobs.keys()] : keys;
    const text = JSON.stringify(Object.fromEntries(found.map((key) => [key, jobs.get(key)])));
    const isFailing = depot.failures > 0;
    if (isFailing) depot.failures -= 1;
    void wait(depot.delay).then(() => {
      response.writeHead(isFailing ? 500 : 200, { 'content-type': 'application/json' }).end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const depot: Depot = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    jobs,
    delay: 0,
    failures: 0,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return depot;
}

/** The secret of every job. */
export const secretText = 'canary-secret-of-a-job';

function parse(body: Uint8Array): Readonly<Record<string, Partial<JobFacts> | undefined>> {
  return JSON.parse(Buffer.from(body).toString()) as Record<string, Partial<JobFacts>>;
}

function toRecord(key: string, job: Partial<JobFacts>): DescribedJob['record'] {
  return { facts: toFacts(key, job), secrets: { token: new Secret(secretText) } };
}

/** Jobs of `/jobs/<key>,<key>`, a list, and a second read that says `statusMessage`. */
export const depotAdapter: Partial<Adapter> = {
  key: { pattern: /^[a-z0-9-]+$/, expected: 'a word' },
  describe: {
    maxKeys: 100,
    read: (keys) => ({
      operation: 'DescribeJobs',
      request: { method: 'GET', path: `/jobs/${keys.join(',')}` },
      toResult: ({ body }) => {
        const jobs = parse(body);
        return new Map(
          keys.map((key) => {
            const job = jobs[key];
            return [
              key,
              job === undefined ? new ProviderError('JOB_NOT_FOUND', { requestId: 'r' }) : toRecord(key, job),
            ];
          }),
        );
      },
    }),
  },
  completion: {
    facts: new Set(['statusMessage']),
    complete: async (facts, call) => {
      const statusMessage = await call({
        operation: 'DescribeMore',
        request: { method: 'GET', path: `/more/${facts.providerJobId}` },
        toResult: ({ body }) => parse(body)[facts.providerJobId]?.statusMessage ?? 'whole',
      });
      return { facts: { ...facts, statusMessage }, failed: false };
    },
  },
  listing: {
    rowFacts: new Set(['status']),
    newestFirst: true,
    maxPageSize: 100,
    containers: [null],
    page: () => ({
      operation: 'ListJobs',
      request: { method: 'GET', path: '/list' },
      toResult: ({ body }) => {
        const jobs = Object.entries(parse(body));
        if (jobs.some(([, job]) => job === undefined)) throw new BadAnswer('', 'object', 'nothing');
        return { rows: jobs.map(([key, job]) => ({ key, facts: toFacts(key, job) })), next: null };
      },
    }),
  },
};

/** One process's source over the depot. The caller closes it. */
export function openDepotSource(
  depot: Pick<Depot, 'url'>,
  cluster: Pick<Cluster, 'share' | 'shareHints'> | undefined,
  options: Partial<TestSourceOptions> = {},
): TestSource {
  const { url } = depot;
  return openTestSource({
    url,
    adapter: depotAdapter,
    cache: { runningSeconds: 60, terminalSeconds: 60, notFoundSeconds: 60 },
    monotonic: () => performance.now(),
    ...(cluster === undefined ? {} : { share: cluster.share, shareHints: cluster.shareHints }),
    ...options,
  });
}
