/** Waiting for a job and sending it to others, in a real browser: watched jobs, saved views, links. */
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeInBrowser } from '../browser/chromium.ts';
import { checkPage } from './axe.ts';
import { cosJob, startConsoleWorld, type ConsoleWorld } from './console-world.ts';

const hour = 3_600_000;
const ago = (hours: number): Date => new Date(Date.now() - hours * hour);
const copied = (page: Page) => page.evaluate('navigator.clipboard.readText()');

describeInBrowser('waiting for jobs, and sending them to others', ({ open }) => {
  let world: ConsoleWorld;

  beforeEach(async () => {
    world = await startConsoleWorld();
    world.jobs.push(cosJob('run-1', 'Active', ago(1)), cosJob('bad-1', 'Failed', ago(4), ago(3)));
  });

  afterEach(() => world.close());

  async function load(query: string, options: Parameters<typeof open>[1] = {}) {
    const opened = await open([world.origin], options);
    await opened.context.grantPermissions(['clipboard-read', 'clipboard-write', 'notifications']);
    // A headless browser shows none: what the page would show is kept for the test.
    await opened.context.addInitScript(`
      window.told = [];
      window.Notification = class extends EventTarget {
        static permission = 'granted';
        constructor(title) { super(); window.told.push(title); }
      };
    `);
    await opened.page.goto(`${world.page}${query}`);
    return opened;
  }

  const watchMenu = (page: Page) => page.locator('summary', { hasText: 'Watched' });

  it('tells when a watched job ends, from any view and after a reload, once', async () => {
    const { page, complaints } = await load('?job=cos:run-1');
    const bell = page.getByRole('button', { name: 'Watch', exact: true });
    await bell.waitFor();
    expect(await bell.getAttribute('aria-pressed')).toBe('false');

    await page.locator('aside.panel h2').focus();
    await page.keyboard.press('w');
    await expect.poll(() => bell.getAttribute('aria-pressed')).toBe('true');
    await page.goto(`${world.page}?view=sources`);
    await watchMenu(page).waitFor();
    world.jobs[0] = { ...world.jobs[0]!, Status: 'Complete' };

    await expect.poll(() => page.evaluate('window.told')).toEqual(['Succeeded: copy run-1']);
    await watchMenu(page).click();
    const ended = page.locator('[data-ended="cos:run-1"]');
    expect(await ended.innerText()).toMatch(/Succeeded\s+copy run-1/);
    expect(await page.evaluate(`localStorage.getItem('jobgraph-watched')`)).toBe('[]');

    await ended.getByRole('link').click();
    await page.locator('aside.panel[data-detail="cos:run-1"]').waitFor();
    await watchMenu(page).waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
  });

  it('offers no bell for a job that has ended, and takes what others wrote in its storage for nothing', async () => {
    const { page, context, complaints } = await load('');
    await context.addInitScript(`
      localStorage.setItem('jobgraph-watched', '{"not":"a list"}');
      localStorage.setItem('jobgraph-views', '[1, {"name": "x"}, null]');
    `);

    await page.goto(`${world.page}?job=cos:bad-1`);

    await page.getByRole('button', { name: 'Share' }).waitFor();
    expect(await page.getByRole('button', { name: 'Watch', exact: true }).count()).toBe(0);
    expect(await watchMenu(page).count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('shares a job alone: its link has nothing of the list', async () => {
    const { page } = await load('?view=all&last=24h&q=copy&job=cos:bad-1');

    await page.getByRole('button', { name: 'Share' }).click();

    await expect.poll(() => copied(page)).toBe(`${world.page}?job=cos:bad-1`);
    await page.getByRole('button', { name: 'Copy link' }).click();
    await expect.poll(() => copied(page)).toBe(`${world.page}?job=cos:bad-1`);
  });

  it('saves views by name, goes to them, and removes them', async () => {
    const { page, complaints } = await load('?view=all&status=FAILED&job=cos:bad-1');
    const menu = page.locator('summary', { hasText: 'Saved views' });
    await menu.click();
    await page.getByLabel('Save this view as').fill('Failed <b>ones</b>');
    await page.keyboard.press('Enter');
    const saved = page.locator('[data-view="Failed <b>ones</b>"]');
    await saved.waitFor();
    expect(await saved.getByRole('link').getAttribute('aria-current')).toBe('page');

    await page.goto(world.page);
    await menu.click();
    await saved.getByRole('link', { name: 'Failed <b>ones</b>' }).click();

    await expect.poll(() => new URL(page.url()).search).toBe('?view=all&status=FAILED');
    await page.goBack();
    await expect.poll(() => new URL(page.url()).search).toBe('');
    await menu.click();
    await saved.getByRole('button', { name: 'Remove' }).click();
    await saved.waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
  });

  it('sends a view with its times as they are now, and without its place in the list', async () => {
    const { page } = await load('?view=all&last=1h');
    await page.locator('summary', { hasText: 'Saved views' }).click();

    await page.getByRole('button', { name: 'Copy a link to this view' }).click();

    const query = async () => new URL(String(await copied(page)) || world.page).searchParams;
    await expect.poll(async () => (await query()).get('view')).toBe('all');
    const found = await query();
    expect([...found.keys()]).toEqual(['view', 'after', 'before', 'by']);
    expect(Date.parse(found.get('before')!) - Date.parse(found.get('after')!)).toBe(hour);
    expect(Math.abs(Date.parse(found.get('before')!) - Date.now())).toBeLessThan(60_000);
  });

  it.each(['light', 'dark'] as const)('breaks no rule of accessibility in %s', async (colorScheme) => {
    const { page } = await load('?view=sources&job=cos:run-1', {
      bypassCSP: true,
      reducedMotion: 'reduce',
      colorScheme,
    });
    await page.getByRole('button', { name: 'Watch', exact: true }).click();
    for (const name of ['Watched', 'Saved views']) {
      await page.locator('summary', { hasText: name }).click();
      if (name === 'Saved views') {
        await page.getByLabel('Save this view as').fill('Sources');
        await page.keyboard.press('Enter');
        await page.locator('[data-view="Sources"]').waitFor();
      }
      const { violations, passes } = await checkPage(page);
      expect(passes).toContain('color-contrast');
      expect(violations, name).toEqual([]);
    }
  });
});
