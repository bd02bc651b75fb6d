/** How long the tasks of a page's own thread are, also beside a fixed work: machines differ. */
import type { CDPSession, Page } from 'playwright-core';

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds: as a clock on the wall measures, and as the processor was at work. The machine may have other work. */
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** The tasks while `act` runs, in milliseconds of the processor, the longest first. */
export async function traceTasks(page: Page, act: () => Promise<void>): Promise<readonly number[]> {
  const client: CDPSession = await page.context().browser()!.newBrowserCDPSession();
  const events: TraceEvent[] = [];
  client.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  await client.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel', 'disabled-by-default-devtools.timeline', '__metadata'] },
  });
  await act();
  const complete = new Promise((resolve) => client.once('Tracing.tracingComplete', resolve));
  await client.send('Tracing.end');
  await complete;
  await client.detach();
  const mainThreads = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid}/${tid}`),
  );
  return events
    .filter(({ name, ph, pid, tid }) => name === 'RunTask' && ph === 'X' && mainThreads.has(`${pid}/${tid}`))
    .map(({ dur = 0, tdur = dur }) => tdur / 1000)
    .toSorted((one, other) => other - one);
}

/** In an empty page: texts of JSON, a table of 4,000 rows, and its layout. */
const fixedWork = `(() => {
  const rows = Array.from({ length: 4000 }, (_, index) => ({ id: 'row-' + index, at: index * 7919 % 4000, words: 'word '.repeat(index % 9) }));
  const sorted = JSON.parse(JSON.stringify(rows)).sort((one, other) => one.at - other.at);
  const table = document.createElement('table');
  for (const { id, at, words } of sorted) {
    const row = table.insertRow();
    for (const text of [id, String(at), words]) row.insertCell().textContent = text;
  }
  document.body.replaceChildren(table);
  return table.offsetHeight;
})()`;

/** What an empty page takes for a fixed work, in milliseconds of the processor: bounds of a page are multiples of that. */
export async function measureFixedWork(page: Page): Promise<number> {
  const tasks = await traceTasks(page, async () => {
    await page.goto('about:blank');
    await page.evaluate(fixedWork);
  });
  return tasks.reduce((sum, size) => sum + size, 0);
}
