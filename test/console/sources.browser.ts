/** The view of the sources in a real browser: who is in trouble, what each has, and the jobs that no list shows. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { describeInBrowser } from '../browser/chromium.ts';
import { cosJob, startConsoleWorld, type ConsoleWorld } from './console-world.ts';

const ago = (hours: number): Date => new Date(Date.now() - hours * 3_600_000);

describeInBrowser('the console’s sources', ({ open }) => {
  let world: ConsoleWorld;

  beforeAll(async () => {
    world = await startConsoleWorld();
  });

  afterAll(() => world.close());

  beforeEach(() => {
    world.fault('other', undefined);
    world.jobs.splice(
      0,
      Infinity,
      cosJob('run-1', 'Active', ago(1)),
      cosJob('bad-1', 'Failed', ago(4), ago(3)),
      cosJob('bad-2', 'Failed', ago(5), ago(4)),
    );
  });

  async function load(options: Parameters<typeof open>[1] = {}) {
    const opened = await open([world.origin], options);
    await opened.page.goto(`${world.page}?view=sources`);
    return opened;
  }

  it('counts each source’s jobs by status, and leads to them', async () => {
    const { page, complaints } = await load();
    const cos = page.locator('.source-item[data-source="cos"]');

    await cos.getByText('3 jobs').waitFor();
    expect(await cos.locator('.status-counts a').allInnerTexts()).toEqual(['2 failed', '1 running']);
    await cos.getByRole('link', { name: '2 failed' }).click();
    await page.locator('[data-job-id="cos:bad-2"]').waitFor();
    expect(new URL(page.url()).search).toBe('?view=all&status=FAILED&source=cos');
    expect(complaints).toEqual([]);
  });

  it('puts a source in trouble first, and names it in the header', async () => {
    world.fault('other', { kind: 'accessDenied' });
    const { page } = await load();
    const first = page.locator('.source-item').first();

    await expect.poll(() => first.getAttribute('data-source')).toBe('other');
    expect(await first.innerText()).toContain('PROVIDER_ACCESS_DENIED');
    expect(await first.locator('[data-code="PROVIDER_ACCESS_DENIED"]').innerText()).toContain('denied access');
    await page.getByRole('link', { name: /^Health: 1 of 3 sources in trouble: other/ }).waitFor();
  });

  it('opens a job of a source that cannot list by its id', async () => {
    const { page } = await load();

    await page.getByLabel('A job’s id in pipelines').fill('c0ffee');
    await page.getByRole('button', { name: 'Open' }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get('job')).toBe('pipelines:c0ffee');
  });

  it('says that the gateway does not answer, and comes back', async () => {
    const { page, context } = await open([world.origin]);
    await context.route(world.gateway.url, (route) => route.abort());
    await page.goto(`${world.page}?view=sources`);

    await page.locator('main [data-state="error"]').waitFor();
    await context.unroute(world.gateway.url);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator('.source-item[data-source="cos"]').waitFor();
  });
});
