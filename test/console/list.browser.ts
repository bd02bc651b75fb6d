/** The console's list in a real browser: what is shown, what moves, what is covered, and how it is reached by keys. */
import { createHash } from 'node:crypto';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { buildConsole } from '../../bin/build-console.ts';
import { createDemoIssuer } from '../../src/auth/demo-tokens.ts';
import type { AuthSettings } from '../../src/auth/settings.ts';
import { describeInBrowser } from '../browser/chromium.ts';
import { cosJob, startConsoleWorld, type ConsoleWorld } from './console-world.ts';

const hour = 3_600_000;
const ago = (hours: number): Date => new Date(Date.now() - hours * hour);

const row = (page: Page, id: string): Locator => page.locator(`[data-job-id="cos:${id}"]`);
const shownIds = (page: Page): Promise<readonly (string | null)[]> =>
  page.locator('[data-job-id]').evaluateAll((rows) => rows.map((one) => one.getAttribute('data-job-id')));

describeInBrowser('the console’s list', ({ open }) => {
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
      cosJob('run-2', 'New', ago(60)),
      cosJob('good-1', 'Complete', ago(5), ago(2)),
      cosJob('bad-1', 'Failed', ago(4), ago(3)),
      cosJob('old-1', 'Complete', ago(90), ago(80)),
    );
  });

  async function load(query = '', options: Parameters<typeof open>[1] = {}) {
    const opened = await open([world.origin], options);
    await opened.page.goto(`${world.page}${query}`);
    await opened.page.locator('[data-job-id], [data-state]').first().waitFor();
    return opened;
  }

  it('shows what failed of late, then what runs however old; what ended well is closed at first', async () => {
    const { page, outside, complaints } = await load();

    await row(page, 'run-1').waitFor();
    expect(await shownIds(page)).toEqual(['cos:bad-1', 'other:elsewhere-1', 'cos:run-1', 'cos:run-2']);
    expect(await row(page, 'run-1').getAttribute('data-status')).toBe('RUNNING');
    expect(await row(page, 'run-1').locator('.status').innerText()).toBe('Running');
    expect(await row(page, 'bad-1').locator('.status').innerText()).toBe('Failed');
    expect(await page.locator('.chip').allInnerTexts()).toEqual([]);
    const headings = page.locator('.section-toggle');
    await expect
      .poll(async () => (await headings.allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' ')))
      .toEqual(['Failed in the last 24 hours 1', 'Active 3', 'Ended well or cancelled in the last 24 hours 1']);
    await headings.last().click();
    await row(page, 'good-1').waitFor();
    expect(await row(page, 'old-1').count()).toBe(0);
    expect(new URL(page.url()).searchParams.get('open')).toBe('failed,active,ended');
    // What the list does not say comes by one read of the rows that need it.
    await expect.poll(() => row(page, 'bad-1').locator('.reason-cell').innerText()).toContain('AccessDenied');
    expect(outside).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('counts durations from when work began, not from when the job was made', async () => {
    const { page } = await load('?open=failed,active,ended');
    const duration = (id: string): Promise<string> => row(page, id).locator('.duration-cell').innerText();

    await row(page, 'good-1').waitFor();
    await expect.poll(() => duration('run-1')).toMatch(/^1 h/);
    expect(await duration('good-1')).toBe('3 h');
    // It has waited for 60 hours, and has not begun.
    expect(await duration('run-2')).toBe('–');

    await row(page, 'run-2').locator('.job-link').click();
    const shown = page.locator('aside.panel [data-field="duration"] > dd');
    await shown.waitFor();
    expect(await shown.innerText()).toBe('–');
  });

  it('says what it does not cover', async () => {
    const { page } = await load();
    const coverage = page.locator('[data-coverage]');

    await coverage.waitFor();
    expect(await coverage.getAttribute('role')).toBe('status');
    expect(await coverage.getAttribute('data-coverage')).toBe('2/3');
    expect(await coverage.innerText()).toContain('2 of 3 sources.');
    await coverage.getByText('Why').click();
    await expect.poll(() => coverage.innerText()).toContain('pipelines: the provider offers no listing.');
  });

  it('says which source fails, keeps the others, and asks again when told to', async () => {
    world.fault('other', { kind: 'accessDenied' });
    const { page, complaints } = await load();
    const gap = page.locator('.coverage [data-source="other"]');

    await gap.waitFor();
    expect(await gap.getAttribute('data-code')).toBe('PROVIDER_ACCESS_DENIED');
    expect(await shownIds(page)).toContain('cos:run-1');
    expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0);

    world.fault('other', { kind: 'throttle' });
    await page.reload();
    await page.locator('.coverage [data-code="PROVIDER_THROTTLED"]').waitFor();
    world.fault('other', undefined);
    await expect
      .poll(
        async () => {
          const again = page.getByRole('button', { name: 'Try again' });
          if (await again.isVisible()) await again.click();
          return page.locator('[data-job-id="other:elsewhere-1"]').count();
        },
        { timeout: 30_000, interval: 500 },
      )
      .toBe(1);
    expect(complaints).toEqual([]);
  });

  it('puts each condition into the address: a reload, Back and Forward show the same', async () => {
    const { page } = await load('?view=all');
    await row(page, 'old-1').waitFor();

    await page.getByText('Status', { exact: true }).first().click();
    await page.getByLabel('Failed', { exact: true }).check();
    await expect.poll(() => shownIds(page)).toEqual(['cos:bad-1']);
    expect(new URL(page.url()).search).toBe('?view=all&status=FAILED');

    await page.reload();
    await row(page, 'bad-1').waitFor();
    expect(await shownIds(page)).toEqual(['cos:bad-1']);
    expect(await page.locator('.chip').allInnerTexts()).toEqual(['Status Failed']);

    await page.getByRole('button', { name: 'Remove Status Failed' }).click();
    await row(page, 'old-1').waitFor();
    await page.goBack();
    await expect.poll(() => shownIds(page)).toEqual(['cos:bad-1']);
    await page.goBack();
    await row(page, 'old-1').waitFor();
    await page.goForward();
    await expect.poll(() => shownIds(page)).toEqual(['cos:bad-1']);
  });

  it('searches words, and finds a job by its provider’s id in whichever source it is', async () => {
    const { page } = await load('?view=all');
    await page.getByRole('searchbox', { name: 'Search' }).fill('GOOD copy');
    await expect.poll(() => shownIds(page)).toEqual(['cos:good-1']);
    expect(new URL(page.url()).searchParams.get('q')).toBe('GOOD copy');

    await page.getByRole('searchbox', { name: 'Search' }).fill('elsewhere-1');
    await page.locator('[data-found="other:elsewhere-1"]').click();
    expect(new URL(page.url()).searchParams.get('job')).toBe('other:elsewhere-1');
  });

  it('changes a row in place: neither the order, nor the focus, nor the page moves', async () => {
    const { page } = await load();
    await row(page, 'run-2').waitFor();
    await row(page, 'run-2').locator('a').focus();
    const before = await shownIds(page);
    await row(page, 'run-1').evaluate((element) => element.setAttribute('data-mark', 'same'));

    world.jobs[0] = cosJob('run-1', 'Complete', ago(1), ago(0));

    await expect.poll(() => row(page, 'run-1').getAttribute('data-status')).toBe('SUCCEEDED');
    expect(await row(page, 'run-1').getAttribute('data-mark')).toBe('same');
    expect(await row(page, 'run-1').locator('.status').innerText()).toBe('Succeeded');
    expect(await shownIds(page)).toEqual(before);
    expect(await page.evaluate('document.activeElement.closest("[data-job-id]")?.dataset.jobId')).toBe('cos:run-2');
  });

  it('counts new jobs on a button while the pointer is in the table, and shows them when it is pressed', async () => {
    const opened = await open([world.origin]);
    const { page } = opened;
    await page.clock.install();
    await page.goto(world.page);
    await row(page, 'run-1').hover();
    const before = await shownIds(page);

    world.jobs.unshift(cosJob('new-2', 'New', ago(0)), cosJob('new-1', 'Active', ago(0)));
    await page.clock.runFor(16_000);

    const button = page.getByRole('button', { name: '2 new jobs' });
    await button.waitFor();
    expect(await shownIds(page)).toEqual(before);
    await button.click();
    await row(page, 'new-1').waitFor();
    expect(await shownIds(page)).toEqual(expect.arrayContaining(['cos:new-1', 'cos:new-2', ...before]));
    expect(await page.getByRole('button', { name: /new jobs/ }).count()).toBe(0);
  });

  it('turns pages', async () => {
    world.jobs.push(
      ...Array.from({ length: 60 }, (_, place) =>
        cosJob(`page-${String(place).padStart(2, '0')}`, 'Complete', ago(100 + place), ago(99 + place)),
      ),
    );
    const { page } = await load('?view=all');
    await page.getByRole('link', { name: 'Next' }).click();
    await row(page, 'page-59').waitFor();
    expect(new URL(page.url()).searchParams.get('cursor')).not.toBeNull();
    expect(await shownIds(page)).toHaveLength(16);

    await page.getByRole('link', { name: 'Previous' }).click();
    await row(page, 'run-1').waitFor();
    expect(await shownIds(page)).toHaveLength(50);
  });

  it('is worked by keys alone', async () => {
    const { page } = await load();
    await row(page, 'run-1').waitFor();
    const focused = () => page.evaluate('document.activeElement.closest("[data-job-id]")?.dataset.jobId');

    await page.keyboard.press('j');
    expect(await focused()).toBe('cos:bad-1');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    expect(await focused()).toBe('cos:run-1');
    await page.keyboard.press('Enter');
    await expect.poll(() => new URL(page.url()).searchParams.get('job')).toBe('cos:run-1');
    await page.keyboard.press('Escape');
    await expect.poll(() => new URL(page.url()).searchParams.get('job')).toBeNull();
    await expect.poll(focused).toBe('cos:run-1');

    await page.keyboard.press('/');
    await page.keyboard.type('j good');
    await expect.poll(() => new URL(page.url()).searchParams.get('q')).toBe('j good');
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog', { name: 'Keys' }).count()).toBe(0);
  });

  it('says that nothing was found, and shows all again', async () => {
    const { page } = await load('?view=all&q=nowhere-to-be-seen');

    await page.locator('[data-state="empty"]').waitFor();
    expect(await page.locator('[data-state="empty"]').innerText()).toContain('Not all sources are covered');
    await page.getByRole('button', { name: 'Clear all conditions' }).click();
    await row(page, 'run-1').waitFor();
  });

  it('says that the gateway does not answer, and comes back by itself', async () => {
    const { page, context } = await load();
    await row(page, 'run-1').waitFor();
    await context.route(world.gateway.url, (route) => route.abort());
    await page.getByRole('link', { name: 'Jobs', exact: true }).click();

    await page.locator('[data-state="error"]').waitFor();
    expect(await page.getByRole('alert').innerText()).toContain('The gateway does not answer.');
    await context.unroute(world.gateway.url);
    // Nobody presses anything.
    await row(page, 'old-1').waitFor({ timeout: 15_000 });
    expect(await page.locator('[data-state="error"], [data-freshness="lost"]').count()).toBe(0);
  });

  it('says when what it shows grows old, and asks again when told to', async () => {
    const { page, context } = await open([world.origin]);
    await page.clock.install();
    await page.goto(world.page);
    await row(page, 'run-1').waitFor();
    await context.route(world.gateway.url, (route) => route.abort());

    await page.clock.runFor(16_000);

    const stale = page.locator('[data-state="stale"]');
    await stale.waitFor();
    expect(await stale.innerText()).toContain('The gateway does not answer.');
    expect(await row(page, 'run-1').count()).toBe(1);
    await context.unroute(world.gateway.url);
    await stale.getByRole('button', { name: 'Try now' }).click();
    await expect.poll(() => stale.count()).toBe(0);
  });

  it('sends no operation but those of its list', async () => {
    const files = new Map((await buildConsole()).map(({ name, content }) => [name, content]));
    const listed = Object.keys(JSON.parse(Buffer.from(files.get('operations.json')!).toString()) as object);
    const opened = await open([world.origin]);
    const sent: string[] = [];
    const note = (body: string | null | Buffer): void => {
      const { query, payload } = JSON.parse(String(body)) as { query?: string; payload?: { query?: string } };
      const text = query ?? payload?.query;
      if (text !== undefined) sent.push(createHash('sha256').update(text).digest('hex'));
    };
    opened.page.on('request', (request) => {
      if (request.method() === 'POST') note(request.postData());
    });
    opened.page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => note(payload)));

    await opened.page.goto(world.page);
    await expect.poll(() => new Set(sent).size).toBeGreaterThanOrEqual(4);

    expect(sent.filter((digest) => !listed.includes(digest))).toEqual([]);
  });

  it('is complete where the gateway answers persisted operations only', async () => {
    const strict = await startConsoleWorld({ persistedOperations: { operations: new Map(), required: true } });
    try {
      strict.jobs.push(cosJob('bad-1', 'Failed', ago(4), ago(3)));
      const { page, complaints } = await open([strict.origin]);
      await page.goto(strict.page);

      await expect.poll(() => row(page, 'bad-1').locator('.reason-cell').innerText()).toContain('AccessDenied');
      expect(await page.locator('[data-coverage]').getAttribute('data-coverage')).toBe('2/3');
      expect(complaints).toEqual([]);
    } finally {
      await strict.close();
    }
  });

  it('shows no job to a viewer who must sign in first, and says so', async () => {
    const { settings } = createDemoIssuer({ now: () => new Date() });
    const auth = { ...settings, anonymousScopes: [] } as AuthSettings;
    const closed = await startConsoleWorld({ auth, console: { signIn: { mode: 'paste' } } });
    try {
      const { page } = await open([closed.origin]);
      await page.goto(closed.page);

      await page.locator('[data-state="signed-out"]').waitFor();
      expect(await page.getByRole('alert').getAttribute('data-refusal')).toBe('needed');
      expect(await page.getByRole('button', { name: 'Sign in' }).count()).toBeGreaterThan(0);
      expect(await shownIds(page)).toEqual([]);
    } finally {
      await closed.close();
    }
  });

  it.each(['light', 'dark'] as const)('fits a phone of 360 pixels, %s', async (colorScheme) => {
    const { page, complaints } = await load('', { viewport: { width: 360, height: 740 }, colorScheme });
    await row(page, 'run-1').waitFor();

    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    const background = String(await page.evaluate('getComputedStyle(document.documentElement).backgroundColor'));
    const lightness = Number(/\d+/.exec(background)?.[0]);
    expect(colorScheme === 'dark' ? lightness < 60 : lightness > 200).toBe(true);
    expect(complaints).toEqual([]);
  });

  it('stands still for those who want no motion', async () => {
    const { page } = await load('', { reducedMotion: 'reduce' });
    await row(page, 'run-1').waitFor();

    expect(await page.evaluate('document.getAnimations().length')).toBe(0);
  });
});
