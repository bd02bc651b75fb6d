/** The log of a job through `jobgraph/client`, page by page. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  GraphError,
  readLog,
  type JobLogPageData,
  type JobLogRequest,
  type TypedDocument,
} from '../../client/index.ts';
import { collect } from './collect.ts';
import { fail, jobId, part, startLogGraph, type LogGraph } from './log-graph.ts';

const texts = Array.from({ length: 25 }, (_, place) => `line ${place}`);
let log: LogGraph;

beforeEach(async () => {
  log = await startLogGraph([part('1/', texts, { status: 'FAILED', exitCode: 1 }), part('1/side', ['beside'])]);
});

afterEach(() => log.close());

const read = (request: Omit<JobLogRequest, 'id'>) => collect(readLog({ id: jobId, ...request }, { url: log.url }));
const readTexts = async (request: Omit<JobLogRequest, 'id'>) =>
  (await read(request)).map(({ lines }) => lines.map(({ text }) => text));

describe('readLog', () => {
  it('gives every line once, forward, of the part that the gateway chooses', async () => {
    const pages = await read({ pageSize: 10 });

    expect(pages.flatMap(({ lines }) => lines.map(({ text }) => text))).toEqual(texts);
    expect(pages.map(({ lines }) => lines.length)).toEqual([10, 10, 5]);
    expect(pages[0]).toMatchObject({ part: { key: '1/', exitCode: 1 }, error: null, issues: [] });
    expect(pages[0]?.parts.map(({ key }) => key)).toEqual(['1/', '1/side']);
  });

  it('gives the last lines backward, also where a page holds fewer than were asked for', async () => {
    log.pageLimit = 4;

    expect(await readTexts({ last: 10 })).toEqual([texts.slice(21, 25), texts.slice(17, 21), texts.slice(15, 17)]);
  });

  it('stops when as many lines have come as were asked for', async () => {
    expect(await readTexts({ first: 12, pageSize: 5 })).toEqual([
      texts.slice(0, 5),
      texts.slice(5, 10),
      texts.slice(10, 12),
    ]);
    expect(log.asked).toHaveLength(3);
  });

  it('goes on behind a cursor, and takes a part', async () => {
    const [page] = await read({ first: 20 });

    expect(await readTexts({ after: page?.pageInfo.endCursor })).toEqual([texts.slice(20)]);
    expect(await readTexts({ part: '1/side' })).toEqual([['beside']]);
  });

  it('gives one page of a log that cannot be read, with its issues', async () => {
    log.parts.splice(0);
    log.issues.push({ code: 'LOG_GONE', message: 'It was removed.', isRetryable: false, part: null });

    expect(await read({})).toMatchObject([{ part: null, lines: [], issues: [{ code: 'LOG_GONE' }] }]);
  });

  it('ends where the cursor stands still, though the provider has more', async () => {
    log.pageLimit = 0;

    expect(await readTexts({ first: 5 })).toEqual([[], []]);
  });

  it('throws that the job cannot be read', async () => {
    const failure = await collect(readLog({ id: 'batch:other' }, { url: log.url })).catch((error: unknown) => error);

    expect(failure).toBeInstanceOf(GraphError);
    expect((failure as GraphError).codes).toEqual(['JOB_NOT_FOUND']);
  });

  it('throws that a page in between cannot be read, after the pages before it', async () => {
    const pages = readLog({ id: jobId, pageSize: 10 }, { url: log.url });
    await pages.next();
    log.failure = fail('JOB_BUDGET_EXCEEDED', 'Too many jobs.');

    await expect(pages.next()).rejects.toMatchObject({ codes: ['JOB_BUDGET_EXCEEDED'] });
  });

  it('takes a document with other fields', async () => {
    const document: TypedDocument<
      JobLogPageData<{ readonly rawText: string }>,
      object
    > = 'query ($id: ID!, $last: Int) { jobLog(id: $id, last: $last) { parts { key } part { key } lines { rawText } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } issues { code } fetchedAt } }';

    const [page] = await collect(readLog({ id: jobId, last: 1, document }, { url: log.url }));

    expect(page?.lines).toEqual([{ rawText: 'line 24' }]);
  });
});
