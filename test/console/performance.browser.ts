/** The console over 60 sources and 5,040 jobs: when its first rows stand, how long its tasks are, and what it costs upstream. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeInBrowser } from '../browser/chromium.ts';
import { measureFixedWork, traceTasks } from '../browser/page-tasks.ts';
import { startGateway, type GatewayUnderTest } from '../gateway.ts';
import { createWorld, type World } from '../jobs/world.ts';

const jobsOfEach = 84;
const sourcesOfEach = 15;

function print(what: string, text: string): void {
  // Figures are what this test is for.
  // eslint-disable-next-line no-console
  console.info(`${what}: ${text}`);
}

const describeTasks = (tasks: readonly number[]): string =>
  `${tasks.length} tasks, the longest ${tasks
    .slice(0, 3)
    .map((size) => size.toFixed(1))
    .join(', ')} ms of the processor`;

describeInBrowser('the console over many sources', ({ open }) => {
  let world: World;
  let gateway: GatewayUnderTest;
  let origin: string;

  beforeAll(async () => {
    world = await createWorld(jobsOfEach);
    const lists = (world.sources as readonly { readonly name: string }[]).filter(({ name }) => name !== 'pipelines');
    gateway = await startGateway({
      sources: lists.flatMap((source) =>
        Array.from({ length: sourcesOfEach }, (_, index) => ({ ...source, name: `${source.name}-${index}` })),
      ),
      server: { console: true, host: '127.0.0.1' },
      cache: { runningSeconds: 60 },
    });
    ({ origin } = new URL(gateway.url));
  });

  afterAll(async () => {
    await gateway.close();
    await world.close();
  });

  it('costs list calls only, but for the rows on screen that lists do not say all of', async () => {
    const { page, context } = await open([origin]);
    // What completes and watches the rows that are on screen; all else of the page goes through.
    await page.routeWebSocket(/graphql/, () => undefined);
    await context.route(`${origin}/graphql`, (route) =>
      route.request().postData()?.includes('query ConsoleRows(') === true ? route.abort() : route.continue(),
    );

    await page.goto(`${origin}/console/?view=all`);
    await page.locator('[data-job-id]').first().waitFor();
    await page.waitForLoadState('networkidle');

    const calls = Object.values(world.emulators).flatMap((emulator) => emulator.calls);
    print('the page costs', `${calls.length} calls of ${4 * sourcesOfEach} sources`);
    expect(calls.map(({ operation }) => operation).filter((operation) => !operation.startsWith('List'))).toEqual([]);
    expect(calls.length).toBeGreaterThanOrEqual(4 * sourcesOfEach);
  });

  it('costs no call more in its sections: each asks the lists that the others have read', async () => {
    const calls = () => Object.values(world.emulators).flatMap((emulator) => emulator.calls);
    const before = calls().length;
    const { page, context } = await open([origin]);
    await page.routeWebSocket(/graphql/, () => undefined);
    await context.route(`${origin}/graphql`, (route) =>
      route.request().postData()?.includes('query ConsoleRows(') === true ? route.abort() : route.continue(),
    );

    await page.goto(`${origin}/console/?last=9999d&open=failed,active,ended`);
    await page.locator('[data-section="active"] [data-job-id]').first().waitFor();
    await page.waitForLoadState('networkidle');

    print('the sections cost', `${calls().length - before} calls more`);
    expect(calls().length - before).toBe(0);
  });

  it('shows its first rows with little work, scrolls and filters without a long task', async () => {
    const { page, complaints } = await open([origin]);
    const answered = page.waitForResponse(
      (response) => response.request().postData()?.includes('query ConsoleJobs(') === true,
    );
    const row = page.locator('[data-job-id]').first();
    const fixedWork = await measureFixedWork((await open([origin])).page);

    const loading = await traceTasks(page, async () => {
      await page.goto(`${origin}/console/?view=all`);
      await (await answered).finished();
      const start = performance.now();
      await row.waitFor();
      print('the first rows after the answer', `${Math.round(performance.now() - start)} ms`);
    });
    const work = loading.reduce((sum, size) => sum + size, 0);
    print('loading', `${describeTasks(loading)}, ${Math.round(work)} ms in all, a fixed work ${Math.round(fixedWork)}`);
    // All that the page did from its first byte to its first rows: on a machine that takes a second for the fixed work,
    // what came after the answer is less than a second.
    expect(work).toBeGreaterThan(0);
    expect(work).toBeLessThan(1.2 * fixedWork);
    await page.waitForLoadState('networkidle');

    const scrolling = await traceTasks(page, async () => {
      await page.mouse.move(600, 600);
      for (let step = 0; step < 12; step += 1) {
        await page.mouse.wheel(0, step < 6 ? 500 : -500);
        await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
      }
    });
    print('scrolling', describeTasks(scrolling));

    const filtering = await traceTasks(page, async () => {
      await page.getByText('Status', { exact: true }).first().click();
      await page.getByLabel('Failed', { exact: true }).check();
      await page.locator('[data-job-id]:not([data-status="FAILED"])').first().waitFor({ state: 'detached' });
      await page.getByRole('searchbox', { name: 'Search' }).fill('package');
      await page.locator('[data-job-id^="panorama"]').first().waitFor();
    });
    print('filtering', describeTasks(filtering));

    for (const tasks of [scrolling, filtering]) {
      expect(tasks.length).toBeGreaterThan(10);
      expect(tasks[0]).toBeLessThan(0.1 * fixedWork);
    }
    expect(complaints).toEqual([]);
  });
});
