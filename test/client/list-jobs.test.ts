/** Lists through `jobgraph/client`, over HTTP. */
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import {
  GraphError,
  listJobs,
  type Fetch,
  type GraphOptions,
  type JobIssueFragment,
  type JobListRequest,
  type JobPageData,
  type TypedDocument,
} from '../../client/index.ts';
import { startProviders } from '../providers.ts';
import { collect } from './collect.ts';
import { startDemoUnderTest, type DemoUnderTest } from './demo.ts';

let demo: DemoUnderTest;
let graph: GraphOptions;

beforeAll(async () => {
  demo = await startDemoUnderTest();
  graph = { url: demo.gateway.url };
});
afterAll(() => demo.close());

async function readAll(request: JobListRequest, options = graph) {
  const pages = await collect(listJobs(request, options));
  return { pages, ids: pages.flatMap(({ jobs }) => jobs.map(({ id }) => id)), issues: toCodes(pages.at(-1)?.issues) };
}

function toCodes(issues: readonly JobIssueFragment[] = []): readonly string[] {
  return issues.map(({ source, code, jobId }) => `${jobId ?? source.name} ${code}`).sort();
}

/** Counts requests. */
function countCalls(): { readonly fetch: Fetch; readonly count: () => number } {
  let calls = 0;
  return { count: () => calls, fetch: (url, init) => ((calls += 1), fetch(url, init)) };
}

describe('listJobs', () => {
  it('gives every job once, whatever the page’s size, and says on the last page all that is not covered', async () => {
    const whole = await readAll({});
    const small = await readAll({ pageSize: 7 });

    expect(whole.ids.length).toBeGreaterThan(40);
    expect(new Set(whole.ids).size).toBe(whole.ids.length);
    expect(small.ids).toEqual(whole.ids);
    expect(whole.issues).toEqual(['devices:XCANC JOB_GONE', 'devices:XEXPD JOB_GONE', 'pipelines LIST_NOT_SUPPORTED']);
    expect(small.issues).toEqual(whole.issues);
  });

  it('gives as many as are asked for, and where to go on', async () => {
    const { ids } = await readAll({ first: 12 });
    const { fetch, count } = countCalls();

    const start = await readAll({ first: 7, pageSize: 5 }, { ...graph, fetch });
    const end = start.pages.at(-1);
    const rest = await readAll({ first: 5, after: end?.endCursor });

    expect(count()).toBe(2);
    expect(start.ids).toHaveLength(7);
    expect(end?.hasNextPage).toBe(true);
    expect([...start.ids, ...rest.ids]).toEqual(ids);
  });

  it('filters and sorts', async () => {
    const filter = { sources: ['devices'], isTerminal: true };

    const newest = await readAll({ filter });
    const oldest = await readAll({ filter, orderBy: 'OLDEST_FIRST', pageSize: 2 });

    expect(newest.ids.length).toBeGreaterThan(2);
    expect(newest.ids.every((id) => id.startsWith('devices:'))).toBe(true);
    expect(oldest.ids.toSorted()).toEqual(newest.ids.toSorted());
    expect(oldest.ids).not.toEqual(newest.ids);
  });

  it('goes on behind pages that a limit ended, and does not call that a gap', async () => {
    const filter = { sources: ['devices'], statuses: ['FAILED', 'PARTIALLY_SUCCEEDED'] } as const;
    const narrow = await demo.start({ limits: { jobsPerOperation: 3 } });
    onTestFinished(() => narrow.close());
    const expected = await readAll({ filter });

    const found = await readAll({ filter, pageSize: 3 }, { url: narrow.url });

    expect(expected.ids.length).toBeGreaterThan(1);
    expect(found.pages.length).toBeGreaterThan(expected.pages.length);
    expect([found.ids, found.issues]).toEqual([expected.ids, expected.issues]);
  });

  it('asks for no further page when its reader stops', async () => {
    const { fetch, count } = countCalls();

    for await (const { jobs } of listJobs({ pageSize: 5 }, { ...graph, fetch })) {
      expect(jobs).toHaveLength(5);
      break;
    }

    expect(count()).toBe(1);
  });

  it('is aborted between pages', async () => {
    const abortion = new AbortController();
    const pages = listJobs({ pageSize: 5 }, { ...graph, signal: abortion.signal });
    await pages.next();

    abortion.abort(new Error('enough'));

    await expect(pages.next()).rejects.toThrow('enough');
    await expect(pages.next()).resolves.toEqual({ done: true, value: undefined });
  });

  it('takes a document with other fields', async () => {
    const document: TypedDocument<JobPageData<{ readonly rawStatus: string | null }>, object> = `
      query ($first: Int, $after: String, $filter: JobFilter) {
        jobs(first: $first, after: $after, filter: $filter) {
          nodes { rawStatus }
          pageInfo { hasNextPage endCursor }
          issues { source { name provider region } code message isRetryable jobId }
        }
      }`;

    const [page] = await collect(listJobs({ document, filter: { sources: ['devices'] } }, graph));

    expect(page?.jobs.map(({ rawStatus }) => rawStatus)).toContain('SuccessWithErrors');
  });

  it.each([
    [{ pageSize: 101 }, 'BAD_USER_INPUT'],
    [{ after: 'nowhere' }, 'BAD_USER_INPUT'],
  ])('throws that the gateway refuses %o', async (request, code) => {
    const failure = await readAll(request).catch((error: unknown) => error);

    expect(failure).toBeInstanceOf(GraphError);
    expect(failure).toMatchObject({ codes: [code] });
  });

  it('throws that the token is refused', async () => {
    await expect(readAll({}, { ...graph, token: 'not-a-token' })).rejects.toMatchObject({ codes: ['UNAUTHENTICATED'] });
  });
});

describe('a source that fails', () => {
  const lab = {
    provider: 'panorama',
    jobs: {
      describe: () => undefined,
      list: () => [{ JobId: 'j1', JobType: 'NODE_PACKAGE_VERSION', CreatedTime: 1_790_000_000, Status: 'SUCCEEDED' }],
    },
  } as const;

  it('is in the issues, and the others’ jobs are listed', async () => {
    const { gateway, fault, close } = await startProviders({ well: lab, ill: lab }, { random: () => 0 });
    onTestFinished(close);
    fault('ill', { kind: 'httpError', status: 403 });

    const { ids, issues } = await readAll({}, { url: gateway.url });

    expect(ids).toEqual(['well:j1']);
    expect(issues).toContain('ill PROVIDER_ACCESS_DENIED');
  });
});
