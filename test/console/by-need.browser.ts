/** What the page loads before its first rows, what it loads when that is opened, and what it says where this fails. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findFiles } from '../../src/transports/pages/console/files.ts';
import { describeInBrowser } from '../browser/chromium.ts';
import { cosJob, startConsoleWorld, type ConsoleWorld } from './console-world.ts';

/** Scripts and style sheets that the page asks for, by their name without the hash, in the order of the requests. */
function watchFiles(page: Page): string[] {
  const asked: string[] = [];
  page.on('request', (request) => {
    const file = /\/assets\/([^/]+\.(?:js|css))$/.exec(request.url())?.[1];
    if (file !== undefined) asked.push(file);
  });
  return asked;
}

const toName = (file: string): string => file.replace(/-[\w-]{8}\.(?:js|css)$/, '');

describeInBrowser('parts that are loaded by need', ({ open }) => {
  let world: ConsoleWorld;
  let sizes: ReadonlyMap<string, number>;

  beforeAll(async () => {
    world = await startConsoleWorld();
    world.jobs.push(cosJob('job-1', 'Active', new Date()));
    sizes = new Map((await findFiles())?.map(({ name, content }) => [name, content.length]));
  });
  afterAll(() => world.close());

  it('the first rows take at most 60 kB, and no view but theirs', async () => {
    const { page, complaints } = await open([world.origin]);
    const asked = watchFiles(page);
    await page.goto(world.page);

    await page.locator('[data-job-id]').first().waitFor();

    const first = [...asked];
    const weight = first.map((file) => sizes.get(`${file}.gz`)!).reduce((sum, size) => sum + size, 0);
    expect(weight).toBeGreaterThan(20 * 1024);
    expect(weight).toBeLessThanOrEqual(60 * 1024);
    const later = ['detail-panel', 'log-pane', 'sign-in-dialog', 'oidc', 'sources-view'];
    expect(first.map(toName).filter((name) => later.includes(name))).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('a part is loaded once, when it is first opened', async () => {
    const { page, complaints } = await open([world.origin]);
    const asked = watchFiles(page);
    await page.goto(world.page);
    const openJob = () => page.locator('[data-job-id] a').first().click();
    await openJob();
    await page.locator('.panel h2').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.panel').waitFor({ state: 'detached' });
    await openJob();
    await page.locator('.panel h2').waitFor();

    expect(asked.map(toName).filter((name) => name === 'detail-panel')).toHaveLength(1);
    expect(complaints).toEqual([]);
  });

  it('a part that does not load says so in its place, and is loaded at the next attempt', async () => {
    const { page } = await open([world.origin]);
    await page.route('**/assets/sources-view-*.js', (route) => route.abort(), { times: 1 });
    await page.goto(`${world.page}?view=sources`);

    const words = page.locator('[data-not-loaded]');
    expect(await words.innerText()).toContain('Not loaded: the sources.');
    await words.getByRole('button', { name: 'Try again' }).click();

    await page.locator('[data-source="cos"]').waitFor();
    expect(await words.count()).toBe(0);
  });

  it('a job that is opened while the browser is offline can be closed, and comes by itself when that ends', async () => {
    const { page, context } = await open([world.origin], { viewport: { width: 360, height: 740 } });
    await page.goto(world.page);
    await page.locator('[data-job-id]').first().waitFor();
    const openJob = () => page.locator('[data-job-id] a').first().click();
    const words = page.locator('.panel [data-not-loaded]');

    await context.setOffline(true);
    await openJob();
    await words.waitFor();
    await page.getByRole('button', { name: 'Close' }).click();
    await words.waitFor({ state: 'detached' });
    await openJob();
    await words.waitFor();
    await context.setOffline(false);

    await page.locator('.panel h2').waitFor();
  });
});
