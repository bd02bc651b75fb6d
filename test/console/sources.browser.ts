/** The view of the sources in a real browser: who is in trouble, what each has, and the jobs that no list shows. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Locator } from 'playwright-core';
import { describeInBrowser } from '../browser/chromium.ts';
import { startGateway, type GatewayUnderTest } from '../gateway.ts';
import { createWorld, type World } from '../jobs/world.ts';
import { checkPage } from './axe.ts';
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

  it('counts each source’s jobs, and leads to them', async () => {
    const { page, complaints } = await load();
    const cos = page.locator('.source-row[data-source="cos"]');

    await expect.poll(() => cos.locator('.failed-column').textContent()).toBe('2 failed');
    expect(await cos.locator('.active-column').textContent()).toBe('1 active');
    expect(await page.locator('.totals').innerText()).toMatch(/^3 in all · 4 jobs · 2 failed in 24 h · 2 active$/);
    await cos.getByRole('link', { name: '2 failed' }).click();
    await page.locator('[data-job-id="cos:bad-2"]').waitFor();
    expect(await page.locator('[data-job-id]').count()).toBe(2);
    expect(complaints).toEqual([]);
  });

  it('has below a row what each status counts, and what its provider is like', async () => {
    const { page } = await load();
    await page.getByRole('button', { name: 'More about cos' }).click();
    const more = page.locator('.source-more');

    await expect.poll(() => more.locator('.status-counts').innerText()).toContain('3 jobs');
    expect(await more.locator('.status-counts a').allInnerTexts()).toEqual(['2 failed', '1 running']);
    expect(await page.locator('.source-row[data-source="pipelines"] .listing-column').innerText()).toBe('No listing');
    // What is so for good is no warning.
    expect(await page.locator('.gap').count()).toBe(0);
  });

  it('puts a source in trouble first, with its cause in plain words, and names it in the header', async () => {
    world.fault('other', { kind: 'accessDenied' });
    const { page } = await load();
    const first = page.locator('.source-row').first();

    await expect.poll(() => first.getAttribute('data-source')).toBe('other');
    expect(await page.locator('tbody').first().getAttribute('data-group')).toBe('In trouble');
    expect(await first.locator('.error-column').innerText()).toMatch(/^Not permitted just now PROVIDER_ACCESS_DENIED$/);
    await page.getByRole('button', { name: 'More about other' }).click();
    await page.locator('.source-more [data-code="PROVIDER_ACCESS_DENIED"]').waitFor();
    await page.getByRole('link', { name: /^Health: 1 of 3 sources in trouble: other/ }).waitFor();
  });

  it('opens a job of a source that cannot list by its id', async () => {
    const { page } = await load();

    await page.getByRole('button', { name: 'More about pipelines' }).click();
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
    await page.locator('.source-row[data-source="cos"]').waitFor();
  });
});

/** Of each of four providers, and one of CodePipeline. */
const sourcesOfEach = 15;

describeInBrowser('the console’s sources, 61 of them', ({ open }) => {
  let world: World;
  let gateway: GatewayUnderTest;
  let origin: string;

  beforeAll(async () => {
    world = await createWorld(84);
    const entries = world.sources as readonly { readonly name: string }[];
    gateway = await startGateway({
      sources: entries.flatMap((source) =>
        Array.from({ length: source.name === 'pipelines' ? 1 : sourcesOfEach }, (_, index) => ({
          ...source,
          name: `${source.name}-${index}`,
          account: `account-${index}`,
          labels: { team: index % 2 === 0 ? 'data' : 'web' },
        })),
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

  async function load(options: Parameters<typeof open>[1] = {}) {
    const opened = await open([origin], options);
    await opened.page.goto(`${origin}/console/?view=sources`);
    await opened.page.locator('[data-count]').first().waitFor({ state: 'attached' });
    return opened;
  }

  const listSources = (rows: Locator) => rows.evaluateAll((all) => all.map((row) => row.getAttribute('data-source')));

  it('cost what `jobStats` costs: one list of each source, and no read of a job', async () => {
    const { page } = await load();
    await page.waitForLoadState('networkidle');

    const calls = Object.values(world.emulators).flatMap((emulator) => emulator.calls);
    expect(calls.map(({ operation }) => operation).filter((operation) => !operation.startsWith('List'))).toEqual([]);
    // Two pages of 84 jobs where a page holds fewer.
    expect(calls.length).toBeGreaterThanOrEqual(4 * sourcesOfEach);
    const asked = calls.length;
    await page.getByRole('button', { name: 'Count again' }).click();
    await page.waitForLoadState('networkidle');
    expect(Object.values(world.emulators).flatMap((emulator) => emulator.calls).length).toBe(asked);
  });

  it.each([
    [1366, 768, 20],
    [1440, 900, 24],
    [1920, 1080, 30],
  ])('stand in rows of 28 pixels: on %d × %d at least %d of them', async (width, height, least) => {
    const { page, complaints } = await load({ viewport: { width, height } });
    const places = await page.locator('.source-row').evaluateAll((rows) =>
      rows.map((row): { readonly top: number; readonly high: number } => {
        const { top, height: high } = row.getBoundingClientRect();
        return { top, high };
      }),
    );

    expect(places).toHaveLength(4 * sourcesOfEach + 1);
    expect(new Set(places.map(({ high }) => Math.round(high)))).toEqual(new Set([28]));
    expect(places.filter(({ top, high }) => top + high <= height).length).toBeGreaterThanOrEqual(least);
    expect(complaints).toEqual([]);
  });

  it.each([
    [1366, 'relative'],
    [1366, 'utc'],
    [1240, 'utc'],
    [1100, 'utc'],
    [800, 'local'],
    [360, 'relative'],
  ])('have no cell over another, and nothing beside the page, %d pixels wide with times %s', async (width, form) => {
    const { page } = await load({ viewport: { width, height: 800 } });
    await page.getByLabel('Times').selectOption(form);

    const faults = await page.locator('.source-row').evaluateAll((rows) =>
      rows.flatMap((row) => {
        const cells = [...row.children]
          .map((cell) => cell.getBoundingClientRect())
          .filter(({ width: wide }) => wide > 0);
        const isOver = cells.some((one) =>
          cells.some(
            (other) =>
              one !== other &&
              one.left < other.right - 0.5 &&
              other.left < one.right - 0.5 &&
              one.top < other.bottom - 0.5 &&
              other.top < one.bottom - 0.5,
          ),
        );
        return isOver ? [row.getAttribute('data-source')] : [];
      }),
    );
    expect(faults).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
  });

  it('are sorted by a heading, which says so, and by the keyboard', async () => {
    const { page } = await load();
    await page.getByLabel('By provider').uncheck();
    const heading = page.getByRole('columnheader', { name: 'Active' });

    expect(await heading.getAttribute('aria-sort')).toBe('none');
    await heading.getByRole('button').press('Enter');

    expect(await heading.getAttribute('aria-sort')).toBe('descending');
    const counts = await page
      .locator('.active-column[data-count]')
      .evaluateAll((cells) => cells.map((cell) => Number(cell.getAttribute('data-count'))));
    expect(counts.length).toBeGreaterThan(40);
    expect(counts).toEqual(counts.toSorted((one, other) => other - one));
    await heading.getByRole('button').press('Enter');
    expect(await heading.getAttribute('aria-sort')).toBe('ascending');
    await heading.getByRole('button').press('Enter');
    expect(await heading.getAttribute('aria-sort')).toBe('none');
  });

  it('are found by typing, and stand under their providers', async () => {
    const { page } = await load();
    const rows = page.locator('.source-row');

    expect(
      await page.locator('tbody[data-group]').evaluateAll((all) => all.map((one) => one.textContent)),
    ).toHaveLength(5);
    await page.getByLabel('Find sources').fill('team=web omics');
    await expect.poll(() => rows.count()).toBe(7);
    expect(await page.locator('.sources-tools').innerText()).toContain('7 of 61 sources');
    await page.getByLabel('Find sources').fill('account-3');
    expect((await listSources(rows)).toSorted()).toEqual(['cos-3', 'devices-3', 'omics-3', 'panorama-3']);
  });

  it.each(['light', 'dark'] as const)(
    'break no rule of WCAG 2.2 AA: %s, on a desk, on a phone, forced colours',
    async (colorScheme) => {
      const { page } = await load({ bypassCSP: true, reducedMotion: 'reduce', colorScheme });
      await page.getByRole('button', { name: 'More about pipelines-0' }).click();
      const broken: string[] = [];
      for (const size of [
        { width: 1440, height: 900 },
        { width: 360, height: 740 },
      ]) {
        await page.setViewportSize(size);
        broken.push(...(await checkPage(page)).violations);
      }

      await page.emulateMedia({ forcedColors: 'active' });
      broken.push(...(await checkPage(page)).violations);
      expect(broken).toEqual([]);
    },
  );
});
