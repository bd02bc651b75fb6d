import { expect, it } from 'vitest';
import type { Read } from '../../src/provider/contract/adapter.ts';
import { createFactStore } from '../../src/jobs/reading/fact-store.ts';
import { createListPages, createPageStore, type ListPages } from '../../src/jobs/reading/list-pages.ts';
import type { ReadContext } from '../../src/calls/read-context.ts';

const pages = createPageStore({ maxBytes: 64_000, freshMilliseconds: 2000 }, () => 0);
const noSeconds = { runningSeconds: 0, terminalSeconds: 0, notFoundSeconds: 0 };
const context: ReadContext = { requester: 'ada', operation: {}, signal: new AbortController().signal };

function start(source: string): ListPages & { readonly calls: string[] } {
  const calls: string[] = [];
  const listPages = createListPages({
    source,
    pages,
    store: createFactStore({ ...noSeconds, maxJobs: 1, maxBytes: 1 }, () => 0),
    call: (read) => {
      calls.push(read.request.path);
      return Promise.resolve(read.toResult({ status: 200, headers: {}, body: Buffer.alloc(7_500) }));
    },
    deadlineMilliseconds: 1000,
    now: () => 0,
    monotonic: () => 0,
  });
  return { ...listPages, calls };
}

function toRead(path: string): Read<object> {
  return { operation: 'ListJobs', request: { method: 'GET', path }, toResult: () => ({ rows: [], next: null }) };
}

it('holds no more than its bytes, the pages of all sources together', async () => {
  const [one, other] = [start('one'), start('other')];
  const paths = Array.from({ length: 6 }, (_, index) => `/${index}`);
  for (const path of paths) await one.fetchPage(toRead(path), context);
  for (const path of paths) await other.fetchPage(toRead(path), context);
  for (const { calls } of [one, other]) calls.length = 0;

  // Eight are held, and each that is read again takes another's place.
  for (const path of paths.toReversed()) await other.fetchPage(toRead(path), context);
  for (const path of paths.toReversed()) await one.fetchPage(toRead(path), context);

  expect(other.calls).toEqual([]);
  expect(one.calls).toEqual(['/3', '/2', '/1', '/0']);
});

it('reads a page for a hint, though it is held, and while another read of it runs', async () => {
  const { fetchPage, calls } = start('three');
  await fetchPage(toRead('/0'), context);
  await fetchPage(toRead('/0'), context);
  expect(calls).toEqual(['/0']);

  await fetchPage(toRead('/0'), { ...context, isAfresh: true });
  const running = fetchPage(toRead('/1'), context);
  await fetchPage(toRead('/1'), { ...context, isAfresh: true });
  await running;

  expect(calls).toEqual(['/0', '/0', '/1', '/1']);
});
