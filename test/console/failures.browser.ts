/** The view of failures in a real browser: what went wrong where, how often, and the jobs behind it. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { CosEmulatedJob } from '../../emulators/cosbatch/emulator.ts';
import { describeInBrowser } from '../browser/chromium.ts';
import { cosJob, startConsoleWorld, type ConsoleWorld } from './console-world.ts';

const ago = (hours: number): Date => new Date(Date.now() - hours * 3_600_000);

function failed(id: string, hours: number, code: string, reason: string): CosEmulatedJob {
  const job = cosJob(id, 'Failed', ago(hours), ago(hours - 0.5));
  return { ...job, FailureReasons: [{ FailureCode: code, FailureReason: reason }] };
}

describeInBrowser('the console’s failures', ({ open }) => {
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
      failed('quota-1', 2, 'QuotaExceeded', 'Too many objects.'),
      failed('denied-2', 3, 'AccessDenied', 'The role may not write.'),
      failed('denied-1', 4, 'AccessDenied', 'The role may not read.'),
    );
  });

  async function load() {
    const opened = await open([world.origin]);
    await opened.page.goto(`${world.page}?view=failed`);
    return opened;
  }

  it('counts failed jobs by code and source, the most frequent first, with what the newest says', async () => {
    const { page, complaints } = await load();
    const groups = page.locator('.failures-view .source-item');

    await page.getByText('3 failed jobs').waitFor();
    expect(await groups.evaluateAll((items) => items.map((item) => item.getAttribute('data-code')))).toEqual([
      'AccessDenied',
      'QuotaExceeded',
    ]);
    expect(await groups.first().innerText()).toContain('The role may not write.');
    expect(complaints).toEqual([]);
  });

  it('leads to the failed jobs of a group’s source', async () => {
    const { page } = await load();

    await page.getByRole('link', { name: /^2 jobs ?: AccessDenied in cos$/ }).click();
    await page.locator('[data-job-id="cos:denied-1"]').waitFor();
    expect(new URL(page.url()).search).toBe('?view=all&status=FAILED&source=cos');
    expect(await page.locator('[data-job-id="cos:run-1"]').count()).toBe(0);
    await page.goBack();
    await page.getByText('3 failed jobs').waitFor();
  });

  it('opens the newest job of a group beside the groups', async () => {
    const { page } = await load();

    await page.getByRole('link', { name: 'the newest of AccessDenied in cos' }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get('job')).toBe('cos:denied-2');
    await page.getByRole('heading', { name: /denied-2/ }).waitFor();
    expect(await page.locator('.failures-view .source-item').count()).toBe(2);
  });

  it('shows what providers say as text, whatever it contains', async () => {
    world.jobs.splice(0, Infinity, failed('odd', 2, '<img src=x onerror=alert(1)>', '<b>not bold</b> \u202E'));
    const { page, complaints } = await load();

    await page.getByText('1 failed job', { exact: true }).waitFor();
    expect(await page.locator('.failures-view h3').innerText()).toBe('<img src=x onerror=alert(1)>');
    expect(await page.locator('.failures-view img, .failures-view b').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('says that there are more than a hundred', async () => {
    world.jobs.splice(
      0,
      Infinity,
      ...Array.from({ length: 101 }, (_value, index) => failed(`many-${index}`, 2 + index, 'AccessDenied', 'no')),
    );
    const { page } = await load();

    await page.getByText('The 100 newest failed jobs').waitFor();
    await page.getByRole('link', { name: /^100 jobs ?: AccessDenied in cos$/ }).waitFor();
  });

  it('says that no job has failed, and whose jobs it does not know', async () => {
    world.jobs.splice(0, Infinity, cosJob('run-1', 'Active', ago(1)));
    world.fault('other', { kind: 'accessDenied' });
    const { page } = await load();

    await page.getByText('No job has failed.').waitFor();
    expect(await page.locator('.failures-view .list-status').innerText()).toContain('other');
  });

  it('says that the gateway does not answer, and comes back', async () => {
    const { page, context } = await open([world.origin]);
    await context.route(world.gateway.url, (route) => route.abort());
    await page.goto(`${world.page}?view=failed`);

    await page.locator('main [data-state="error"]').waitFor();
    await context.unroute(world.gateway.url);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('3 failed jobs').waitFor();
  });
});
