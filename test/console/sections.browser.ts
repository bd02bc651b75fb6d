/** The sections in a real browser: jobs whose list says no status, ranges of time, what comes by itself, and the address of the page. */
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { CosEmulatedJob } from '../../emulators/cosbatch/emulator.ts';
import { describeInBrowser } from '../browser/chromium.ts';
import type { GatewayUnderTest } from '../gateway.ts';
import { startProviders, type Providers } from '../providers.ts';
import { cosJob } from './console-world.ts';

const minute = 60_000;
const ago = (minutes: number): Date => new Date(Date.now() - minutes * minute);

/** A job of Import/Export, whose list says neither status nor end. */
const device = (id: string, progress: string) => ({
  JobId: id,
  JobType: 'Import',
  CreationDate: ago(3 * 24 * 60).toISOString(),
  ProgressCode: progress,
  IsCanceled: false,
});

const devices = [device('LOAD1', 'InProgress'), device('DONE1', 'Complete'), device('DONE2', 'DeviceError')];

const row = (page: Page, id: string): Locator => page.locator(`[data-job-id="${id}"]`);
const shownIn = (page: Page, section: string): Promise<readonly (string | null)[]> =>
  page
    .locator(`[data-section="${section}"] [data-job-id]`)
    .evaluateAll((rows) => rows.map((one) => one.getAttribute('data-job-id')));

describeInBrowser('the sections of the console’s list', ({ open }) => {
  const jobs: CosEmulatedJob[] = [];
  let world: Pick<Providers<'cos' | 'devices'>, 'close'> & { readonly gateway: GatewayUnderTest };
  let origin: string;

  beforeAll(async () => {
    world = await startProviders(
      {
        cos: {
          provider: 'cosbatch',
          jobs: { list: () => jobs, describe: (id: string) => jobs.find(({ JobId }) => JobId === id) },
        },
        devices: {
          provider: 'importexport',
          jobs: { list: () => devices, describe: (id: string) => devices.find(({ JobId }) => JobId === id) },
        },
      },
      {
        server: { console: true, host: '127.0.0.1' },
        cache: { runningSeconds: 0, terminalSeconds: 0 },
        pollMilliseconds: 50,
      },
    );
    ({ origin } = new URL(world.gateway.url));
  });

  afterAll(() => world.close());

  beforeEach(() => {
    jobs.splice(
      0,
      Infinity,
      cosJob('run-1', 'Active', ago(30)),
      cosJob('bad-1', 'Failed', ago(400), ago(5)),
      cosJob('bad-2', 'Failed', ago(400), ago(200)),
      cosJob('good-1', 'Complete', ago(90), ago(10)),
    );
  });

  async function load(query = '', options: Parameters<typeof open>[1] = {}) {
    const opened = await open([origin], options);
    await opened.page.goto(`${origin}/console/${query}`);
    await opened.page.locator('[data-job-id]').first().waitFor();
    return opened;
  }

  it('puts a running job without a listed status under Active, and counts apart those whose end nobody says', async () => {
    const { page, complaints } = await load();

    await row(page, 'devices:LOAD1').waitFor();
    expect(await shownIn(page, 'active')).toEqual(['cos:run-1', 'devices:LOAD1']);
    expect(await page.locator('[data-endless="2"]').innerText()).toContain(
      '2 jobs of devices have ended, and give no end time.',
    );
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await row(page, 'devices:DONE1').waitFor();
    expect(await page.locator('[data-unsaid]').getAttribute('data-unsaid')).toBe('3');
    expect(complaints).toEqual([]);
  });

  it('shows under a range none that ended before it', async () => {
    const { page } = await load('?status=FAILED&last=1h');

    expect(await shownIn(page, 'failed')).toEqual(['cos:bad-1']);
    expect(await page.locator('[data-section]').count()).toBe(1);
    expect(await page.locator('[data-job-id]').count()).toBe(1);
  });

  it('lets new jobs in by itself while the pointer is elsewhere, and ended ones leave Active', async () => {
    const { page } = await open([origin]);
    await page.clock.install();
    await page.goto(`${origin}/console/`);
    await row(page, 'cos:run-1').waitFor();
    await page.mouse.move(600, 5);

    jobs[0] = cosJob('run-1', 'Failed', ago(30), ago(0));
    jobs.unshift(cosJob('new-1', 'Active', ago(0)));
    await expect.poll(() => row(page, 'cos:run-1').getAttribute('data-status')).toBe('FAILED');
    await page.clock.runFor(16_000);

    await row(page, 'cos:new-1').waitFor();
    expect(await shownIn(page, 'failed')).toContain('cos:run-1');
    expect(await shownIn(page, 'active')).not.toContain('cos:run-1');
  });

  it('keeps rows where they are when Live is off', async () => {
    const { page } = await open([origin]);
    await page.clock.install();
    await page.goto(`${origin}/console/`);
    await row(page, 'cos:run-1').waitFor();
    await page.getByRole('button', { name: /^Live/ }).click();
    await page.mouse.move(600, 5);
    jobs.unshift(cosJob('new-1', 'Active', ago(0)));
    await page.clock.runFor(16_000);

    await page.getByRole('button', { name: '1 new job' }).waitFor();
    expect(await row(page, 'cos:new-1').count()).toBe(0);
    expect(await page.locator('[data-freshness]').getAttribute('data-freshness')).toBe('paused');
  });

  it('asks for one count a minute while the page is hidden', async () => {
    const { page } = await open([origin]);
    await page.clock.install();
    await page.goto(`${origin}/console/`);
    await row(page, 'cos:run-1').waitFor();
    await page.waitForLoadState('networkidle');
    const asked: string[] = [];
    page.on('request', (request) => asked.push(/query (\w+)/.exec(request.postData() ?? '')?.[1] ?? ''));
    await page.evaluate(`Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' })`);
    jobs.push(cosJob('bad-3', 'Failed', ago(400), ago(1)));

    await page.clock.runFor(125_000);

    await expect.poll(() => page.title()).toBe('(3 failed) Now · jobgraph');
    expect(asked).toEqual(['ConsoleFailedCount', 'ConsoleFailedCount']);
  });

  it('brings the row of a linked job into view', async () => {
    jobs.push(...Array.from({ length: 45 }, (_, place) => cosJob(`run-${place + 2}`, 'Active', ago(31 + place))));
    const { page } = await load('?job=cos:run-44');

    await expect.poll(async () => (await row(page, 'cos:run-44').boundingBox())?.y ?? 9999).toBeLessThan(900);
  });

  it('says what of the address it does not know', async () => {
    const { page } = await load('?status=FOO&last=0h');

    expect(await page.locator('[data-unknown]').innerText()).toContain('status=FOO, last=0h');
  });

  it('moves the open job with j and k, and goes to views with letters', async () => {
    const { page } = await load('?job=cos:bad-1');
    const job = () => new URL(page.url()).searchParams.get('job');
    await page.locator('.panel h2').waitFor();

    await page.keyboard.press('j');
    await expect.poll(job).toBe('cos:bad-2');
    await page.keyboard.press('k');
    await expect.poll(job).toBe('cos:bad-1');
    await page.keyboard.press('Escape');
    await page.keyboard.press('f');
    await expect.poll(() => new URL(page.url()).searchParams.getAll('status')).toContain('FAILED');
    await page.keyboard.press('g');
    await page.keyboard.press('s');
    await expect.poll(() => new URL(page.url()).search).toBe('?view=sources');
    await page.keyboard.press('g');
    await page.keyboard.press('a');
    await row(page, 'cos:run-1').waitFor();
  });

  it('takes a range that is drawn on the chart, with the pointer and with keys', async () => {
    const { page } = await load();
    const bars = page.locator('.bars');
    await bars.locator('a').nth(20).waitFor();
    const { x, y, width, height } = (await bars.boundingBox())!;
    const range = () => [...new URL(page.url()).searchParams.keys()];

    await page.mouse.move(x + width * 0.52, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + width * 0.98, y + height / 2, { steps: 5 });
    await page.mouse.up();
    await expect.poll(range).toEqual(['after', 'before']);
    await row(page, 'cos:bad-1').waitFor();
    expect(await page.locator('.chip').count()).toBe(1);

    await page.goBack();
    await expect.poll(range).toEqual([]);
    await bars.locator('a').nth(20).waitFor();
    await bars.locator('a[tabindex="0"]').focus();
    await page.keyboard.press('Shift+ArrowLeft');
    await page.keyboard.press('Shift+ArrowLeft');
    expect(await bars.locator('a.drawn').count()).toBe(3);
    await page.keyboard.press('Enter');
    await expect.poll(range).toEqual(['after', 'before']);
  });

  it('is one step back from a search, however it was typed', async () => {
    const { page } = await load('?view=all');
    const box = page.getByRole('searchbox', { name: 'Search' });

    await box.pressSequentially('ba', { delay: 400 });
    await box.pressSequentially('d');
    await box.press('Enter');
    await expect.poll(() => new URL(page.url()).searchParams.get('q')).toBe('bad');
    await page.goBack();
    expect(new URL(page.url()).search).toBe('?view=all');
  });
});
