/** The list in any form of time, with hostile words, and by keys. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { describeInBrowser } from '../browser/chromium.ts';
import { cosJob, startConsoleWorld, type ConsoleWorld } from './console-world.ts';

const ago = (hours: number): Date => new Date(Date.now() - hours * 3_600_000);

describeInBrowser('the console’s list is readable', ({ open }) => {
  let world: ConsoleWorld;

  beforeAll(async () => {
    world = await startConsoleWorld();
    world.jobs.push(
      cosJob('run-1', 'Active', ago(1)),
      ...Array.from({ length: 20 }, (_, index) => cosJob(`good-${index}`, 'Complete', ago(index + 2), ago(index + 1))),
      {
        ...cosJob('bad-1', 'Failed', ago(4), ago(3)),
        FailureReasons: [{ FailureCode: 'Code'.repeat(200), FailureReason: 'The reason stands behind it.' }],
      },
    );
  });

  afterAll(() => world.close());

  async function openList(): Promise<Page> {
    const { page } = await open([world.origin], { viewport: { width: 1440, height: 900 } });
    await page.goto(`${world.page}?view=all`);
    await page.locator('[data-job-id="cos:run-1"]').waitFor();
    return page;
  }

  const box = async (page: Page, cell: string) => (await page.locator(cell).boundingBox())!;

  it.each(['relative', 'local', 'utc'])('lays no cell over another where times are %s', async (form) => {
    const page = await openList();
    await page.locator('header select').selectOption(form);
    const row = '[data-job-id="cos:good-3"]';

    const time = await box(page, `${row} time`);
    const duration = await box(page, `${row} .duration`);

    expect(time.x + time.width).toBeLessThanOrEqual(duration.x);
  });

  it('keeps a long code within its cell and its panel, and the message beside it', async () => {
    const page = await openList();
    const usual = await box(page, '[data-job-id="cos:good-3"]');
    const long = await box(page, '[data-job-id="cos:bad-1"]');
    expect(long.height).toBeLessThan(usual.height * 2.5);

    await page.goto(`${world.page}?job=cos:bad-1`);
    await page.locator('.panel .failure').waitFor();
    const panel = await box(page, '.panel');
    const said = await box(page, '.failure .said >> nth=0');
    const code = await box(page, '.failure code >> nth=0');
    const copy = await box(page, '.failure-actions');

    for (const { x, width } of [code, said, copy]) expect(x + width).toBeLessThanOrEqual(panel.x + panel.width);
    expect(said.y + said.height).toBeLessThanOrEqual(copy.y);
  });

  it('has one stop of the Tab key in the chart', async () => {
    const page = await openList();
    await page.locator('a.bar').first().waitFor();

    const stops = await page.evaluate<number>(
      `[...document.querySelectorAll('a.bar')].filter((bar) => bar.tabIndex === 0).length`,
    );

    expect(await page.locator('a.bar').count()).toBeGreaterThan(5);
    expect(stops).toBe(1);
  });

  it('shows the current view and progress in forced colours', async () => {
    const page = await openList();
    await page.emulateMedia({ forcedColors: 'active' });

    const underlined = await page.evaluate(
      `[...document.querySelectorAll('.views a')]
        .filter((link) => getComputedStyle(link).textDecorationLine === 'underline')
        .map((link) => link.textContent)`,
    );
    const progress = await page.evaluate(
      `(({ borderTopColor, backgroundColor }) => [borderTopColor, backgroundColor])(getComputedStyle(document.querySelector('progress')))`,
    );

    expect(underlined).toEqual(['Jobs']);
    expect(new Set(progress as readonly string[]).size).toBe(2);
  });

  it('turns no name around: characters that change its direction are shown as marks', async () => {
    world.jobs.unshift({ ...cosJob('odd-1', 'Active', ago(0)), Description: 'exe.\u202Egnp' });
    const page = await openList();

    expect(await page.locator('[data-job-id="cos:odd-1"] .job-link').innerText()).toContain('exe.U+202Egnp');
    world.jobs.shift();
  });
});
