/** Jobs in groups in a real browser: by reason of failure, by what they are runs of, by source; and the jobs behind each group. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { CosEmulatedJob } from '../../emulators/cosbatch/emulator.ts';
import { describeInBrowser } from '../browser/chromium.ts';
import { cosJob, startConsoleWorld, type ConsoleWorld } from './console-world.ts';

const ago = (hours: number): Date => new Date(Date.now() - hours * 3_600_000);

function failed(id: string, hours: number, code: string, reason: string): CosEmulatedJob {
  const job = cosJob(id, 'Failed', ago(hours), ago(hours - 0.5));
  return { ...job, FailureReasons: [{ FailureCode: code, FailureReason: reason }] };
}

describeInBrowser('the console’s groups', ({ open }) => {
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

  async function load(query = '?group=reason') {
    const opened = await open([world.origin]);
    await opened.page.goto(`${world.page}${query}`);
    return opened;
  }

  it('counts failed jobs by reason, the one that was last seen first', async () => {
    const { page, complaints } = await load();
    const groups = page.locator('.group-row');

    await groups.first().waitFor();
    expect(await groups.evaluateAll((rows) => rows.map((row) => row.getAttribute('data-count')))).toEqual([
      '1',
      '1',
      '1',
    ]);
    expect(await groups.locator('.group-name').allInnerTexts()).toEqual([
      'QuotaExceeded: Too many objects',
      'AccessDenied: The role may not write',
      'AccessDenied: The role may not read',
    ]);
    expect(complaints).toEqual([]);
  });

  it('keeps to the conditions of the address', async () => {
    const { page } = await load('?group=reason&last=2h');

    await page.locator('.group-row').first().waitFor();
    expect(await page.locator('.group-row').count()).toBe(1);
    expect(await page.locator('.chip').allInnerTexts()).toEqual(['Ended in the last 2 hours']);
  });

  it('leads to the jobs of a reason, and to no others', async () => {
    const { page } = await load();

    await page.getByRole('link', { name: '1 job: QuotaExceeded: Too many objects' }).click();
    await page.locator('[data-job-id="cos:quota-1"]').waitFor();
    expect(await page.locator('[data-job-id]').count()).toBe(1);
    expect(new URL(page.url()).searchParams.getAll('reason')).toHaveLength(1);
    await page.goBack();
    await page.locator('.group-row').first().waitFor();
  });

  it('opens the newest job of a reason beside the groups', async () => {
    const { page } = await load();

    await page.getByRole('link', { name: 'The newest: AccessDenied: The role may not write' }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get('job')).toBe('cos:denied-2');
    await page.getByRole('heading', { name: /denied-2/ }).waitFor();
    expect(await page.locator('.group-row').count()).toBe(3);
  });

  it('is where the address of the former view of failures leads', async () => {
    const { page } = await load('?view=failed');

    await page.locator('[data-group-by="reason"] .group-row').first().waitFor();
    expect(await page.locator('.chip').allInnerTexts()).toEqual([
      'Status Failed',
      'Status Partially succeeded',
      'Status Timed out',
    ]);
  });

  it('shows what providers say as text, whatever it contains, and characters that turn it around as marks', async () => {
    world.jobs.splice(0, Infinity, failed('odd', 2, '<img src=x onerror=alert(1)>', '<b>not bold</b> \u202E'));
    const { page, complaints } = await load();

    await page.locator('.group-name').first().waitFor();
    expect(await page.locator('.group-name').first().innerText()).toContain('<b>not bold</b>');
    expect(await page.locator('.groups img, .groups b').count()).toBe(0);
    expect(await page.locator('.groups').innerText()).not.toContain('\u202E');
    expect(complaints).toEqual([]);
  });

  it('counts jobs by what they are runs of, with their newest runs', async () => {
    const { page } = await load('?group=job');
    const first = page.locator('.group-row').first();

    await first.waitFor();
    expect(await first.locator('.run-marks').getAttribute('aria-label')).toMatch(/^All \d+ runs?, newest first: /);
    await first.getByRole('link').click();
    await page.locator('[data-job-id]').first().waitFor();
    expect(new URL(page.url()).searchParams.getAll('definition')).toHaveLength(1);
  });

  it('counts jobs by source', async () => {
    const { page } = await load('?group=source&view=all');

    await page.locator('[data-group-source="cos"][data-count="4"]').waitFor();
    await page.locator('[data-group-source="cos"]').getByRole('link').click();
    await page.locator('[data-job-id="cos:denied-1"]').waitFor();
    expect(new URL(page.url()).search).toBe('?view=all&source=cos');
  });

  it('says that no job has failed, and what it does not know', async () => {
    world.jobs.splice(0, Infinity, cosJob('run-1', 'Active', ago(1)));
    world.fault('other', { kind: 'accessDenied' });
    const { page } = await load();

    await page.getByText('No job has failed.').waitFor();
    await page.locator('.group-gaps summary').click();
    expect(await page.locator('.group-gaps').innerText()).toContain('other');
  });

  it('says that the gateway does not answer, and comes back by itself', async () => {
    const { page, context } = await open([world.origin]);
    await context.route(world.gateway.url, (route) => route.abort());
    await page.goto(`${world.page}?group=reason`);

    await page.locator('main [data-state="error"]').first().waitFor();
    await context.unroute(world.gateway.url);
    await page.locator('.group-row').first().waitFor({ timeout: 15_000 });
    expect(await page.locator('[data-state="error"]').count()).toBe(0);
  });
});
