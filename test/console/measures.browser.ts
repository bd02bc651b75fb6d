/** What an operator sees without scrolling, in light and dark, on four screens and at twice the size: whole rows, and where they begin. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeInBrowser } from '../browser/chromium.ts';
import { cosJob, startConsoleWorld, type ConsoleWorld } from './console-world.ts';

const minute = 60_000;
const ago = (minutes: number): Date => new Date(Date.now() - minutes * minute);

/** More than any page shows. */
const activeJobs = 1500;

const screens = [
  { screen: '1366 x 768', viewport: { width: 1366, height: 768 }, rows: 20, top: 190 },
  { screen: '1440 x 900', viewport: { width: 1440, height: 900 }, rows: 24, top: 190 },
  { screen: '1920 x 1080', viewport: { width: 1920, height: 1080 }, rows: 30, top: 190 },
  // 1440 x 900 at 200 %.
  { screen: '720 x 450', viewport: { width: 720, height: 450 }, rows: 5, top: 190 },
  { screen: '360 x 740', viewport: { width: 360, height: 740 }, rows: 8, top: 260 },
] as const;

interface Box {
  readonly id: string;
  readonly top: number;
  readonly bottom: number;
}

const readRows = (page: Page): Promise<readonly Box[]> =>
  page.locator('[data-job-id]').evaluateAll((rows) =>
    rows.map((row) => {
      const { top, bottom } = row.getBoundingClientRect();
      return { id: row.getAttribute('data-job-id') ?? '', top, bottom };
    }),
  );

/** Pairs of neighbours in a row of which the text of one reaches into the other. */
const findOverlaps = (page: Page): Promise<readonly string[]> =>
  page.evaluate<readonly string[]>(`(() => {
    const textOf = (cell) => {
      const range = document.createRange();
      range.selectNodeContents(cell);
      const box = cell.getBoundingClientRect();
      const boxes = [...range.getClientRects()].filter(({ width, height }) => width > 2 && height > 2);
      const right = Math.max(box.left, ...boxes.map(({ right }) => right));
      // What a cell cuts off is not seen.
      return getComputedStyle(cell).overflowX === 'visible' ? right : Math.min(right, box.right);
    };
    const found = [];
    for (const row of document.querySelectorAll('.jobs thead tr, [data-job-id]')) {
      const cells = [...row.children].filter((cell) => cell.getBoundingClientRect().width > 12);
      cells.slice(1).forEach((next, place) => {
        const right = textOf(cells[place]);
        if (right > next.getBoundingClientRect().left + 0.5) found.push(row.dataset.jobId + ' ' + cells[place].className + ' ' + right);
      });
    }
    return found;
  })()`);

/** The header's controls that reach below its lower edge, over the list. */
const findBelowHeader = (page: Page): Promise<readonly string[]> =>
  page.locator('.header').evaluate((header) => {
    const { bottom } = header.getBoundingClientRect();
    return [...header.children]
      .filter((one) => one.getBoundingClientRect().bottom > bottom)
      .map((one) => one.className);
  });

describeInBrowser('the measures of the console', ({ open }) => {
  let world: ConsoleWorld;

  beforeAll(async () => {
    world = await startConsoleWorld();
    world.jobs.push(
      cosJob('failed-now', 'Failed', ago(400), ago(1)),
      ...Array.from({ length: 5 }, (_, place) => cosJob(`failed-${place}`, 'Failed', ago(100), ago(60 + place))),
      ...Array.from({ length: activeJobs }, (_, place) => cosJob(`run-${place}`, 'Active', ago(place + 2))),
      ...Array.from({ length: 30 }, (_, place) => cosJob(`good-${place}`, 'Complete', ago(500), ago(place + 5))),
    );
  });

  afterAll(() => world.close());

  async function load(options: Parameters<typeof open>[1], query = '') {
    const opened = await open([world.origin], options);
    await opened.page.goto(`${world.page}${query}`);
    await opened.page.locator('[data-section="active"] [data-job-id]').first().waitFor();
    await opened.page.locator('[data-count-status="RUNNING"]').waitFor();
    return opened;
  }

  const looks = screens.flatMap((one) => (['light', 'dark'] as const).map((colorScheme) => ({ ...one, colorScheme })));

  it.each(looks)(
    '$screen, $colorScheme: at least $rows whole rows, the first at $top px at most',
    async ({ viewport, colorScheme, ...look }) => {
      const { page, complaints } = await load({ viewport, colorScheme });
      const rows = await readRows(page);

      // A failure of a minute ago stands on the first line, beside 1,500 that run.
      expect(rows[0]?.id).toBe('cos:failed-now');
      expect(rows[0]?.top).toBeLessThanOrEqual(look.top);
      const whole = rows.filter(({ top, bottom }) => top >= 0 && bottom <= viewport.height);
      expect(whole.length).toBeGreaterThanOrEqual(look.rows);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(viewport.width);
      expect(await findBelowHeader(page)).toEqual([]);
      expect(complaints).toEqual([]);
    },
  );

  it('counts what it does not show: 6 that failed, 1501 active', async () => {
    const { page } = await load({});

    await expect.poll(() => page.locator('.section-toggle .number').allInnerTexts()).toEqual(['6', '1\u202f501', '30']);
  });

  it('has rows of 28 pixels, each the same', async () => {
    const { page } = await load({});
    const heights = (await readRows(page)).map(({ top, bottom }) => Math.round(bottom - top));

    expect(new Set(heights)).toEqual(new Set([28]));
  });

  it.each(['relative', 'local', 'utc'])('lays no cell over another at any width where times are %s', async (form) => {
    const { page } = await load({ viewport: { width: 1366, height: 768 } });
    await page.locator('header select').selectOption(form);

    for (const width of [1920, 1440, 1366, 1100, 900, 720]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await findOverlaps(page), `${width} pixels`).toEqual([]);
    }
  });

  it('has at most 12 stops of the Tab key before the first row, and a way past them', async () => {
    const { page } = await load({});
    await page.locator('.bars a').first().waitFor();
    const isInRow = () => page.evaluate<boolean>(`document.activeElement.closest('[data-job-id]') !== null`);

    let stops = 0;
    await page.keyboard.press('Tab');
    while (!(await isInRow()) && stops < 40) {
      stops += 1;
      await page.keyboard.press('Tab');
    }
    expect(stops).toBeLessThanOrEqual(12);

    await page.reload();
    await page.locator('[data-job-id]').first().waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await isInRow()).toBe(true);
  });

  async function loadByFakeClock() {
    const opened = await open([world.origin], { viewport: { width: 1366, height: 768 } });
    await opened.page.clock.install();
    await opened.page.goto(world.page);
    await opened.page.locator('[data-count-status="RUNNING"]').waitFor();
    await opened.page.locator('[data-section="active"] [data-job-id]').first().waitFor();
    await opened.page.mouse.move(600, 5);
    return opened;
  }

  it('says in the viewport within 20 seconds that the gateway is gone, and mends itself within 15', async () => {
    const { page, context } = await loadByFakeClock();
    const lost = page.locator('[data-freshness="lost"]');

    await context.route(world.gateway.url, (route) => route.abort());
    await page.clock.runFor(20_000);
    await lost.waitFor();
    const box = await lost.boundingBox();
    expect(box?.y).toBeLessThan(768);
    expect(await lost.innerText()).toContain('Not connected since');
    expect(await page.locator('[data-coverage]').count()).toBe(1);
    expect(await page.locator('.jobs.dimmed').count()).toBe(1);
    const took = await page.locator('.duration').allInnerTexts();
    await page.clock.runFor(5000);
    expect(await page.locator('.duration').allInnerTexts()).toEqual(took);

    await context.unroute(world.gateway.url);
    await page.clock.runFor(15_000);
    await page.locator('[data-freshness="live"]').waitFor();
    expect(await page.locator('.jobs.dimmed').count()).toBe(0);
  });

  it('mends what was asked for while it was offline, by itself', async () => {
    const { page, context } = await loadByFakeClock();
    await context.setOffline(true);
    await page.locator('[data-freshness="lost"]').waitFor();
    await page.locator('[data-count-status="FAILED"]').click();
    await page.clock.runFor(60_000);
    await context.setOffline(false);

    await page.clock.runFor(15_000);
    await page.locator('[data-freshness="live"]').waitFor();
    await expect.poll(async () => (await readRows(page)).length).toBe(6);
    expect(await page.locator('[data-state="error"]').count()).toBe(0);
  });

  it('names in the title how many failed, and marks the icon', async () => {
    const { page } = await load({});

    await expect.poll(() => page.title()).toBe('(6 failed) Now · jobgraph');
    const icon = await page.locator('link[rel="icon"]').getAttribute('href');
    const answer = await page.request.get(new URL(icon ?? '', page.url()).href);
    expect(await answer.text()).toContain('#dc2626');
  });
});
