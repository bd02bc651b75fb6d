/** The timeline of runs in a real browser: what it shows, where it leads, and on a phone. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeInBrowser } from '../browser/chromium.ts';
import { cosJob, startConsoleWorld, type ConsoleWorld } from './console-world.ts';

const ago = (hours: number): Date => new Date(Date.now() - hours * 3_600_000);

describeInBrowser('the console’s timeline', ({ open }) => {
  let world: ConsoleWorld;

  beforeAll(async () => {
    world = await startConsoleWorld();
    world.jobs.push(
      cosJob('run-1', 'Active', ago(1)),
      cosJob('bad-1', 'Failed', ago(4), ago(3)),
      cosJob('good-1', 'Complete', ago(8), ago(4)),
      cosJob('old-1', 'Complete', ago(90), ago(80)),
    );
  });

  afterAll(() => world.close());

  it.each([
    { screen: 'a desk', viewport: { width: 1440, height: 900 } },
    { screen: 'a phone', viewport: { width: 360, height: 740 } },
  ])('shows the jobs of the list as bars by source, and a bar leads to its job: $screen', async ({ viewport }) => {
    const { page, complaints } = await open([world.origin], { viewport });
    await page.goto(`${world.page}?open=failed,active,ended`);
    const bar = (id: string) => page.locator(`.lanes [data-bar="cos:${id}"]`);
    await page.locator('[data-job-id="cos:run-1"]').waitFor();
    expect(await page.locator('.lanes [data-bar]').count()).toBe(0);

    await page.getByText('Timeline', { exact: true }).click();

    await bar('run-1').waitFor();
    expect(await page.locator('.lane .source').allInnerTexts()).toEqual(['cos', 'other']);
    expect(await page.getByRole('group', { name: 'cos: 1 Succeeded, 1 Failed, 1 Running' }).count()).toBe(1);
    expect(await bar('old-1').count()).toBe(0);
    expect(await bar('bad-1').getAttribute('data-group')).toBe('badly');
    // Eight hours from left to right.
    const lane = (await page.locator('.lane svg').first().boundingBox())!;
    const shape = (await bar('good-1').locator('rect').first().boundingBox())!;
    expect(shape.x - lane.x).toBeLessThan(3);
    expect(shape.width / lane.width).toBeCloseTo(0.5, 1);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(viewport.width);
    expect(await page.locator('[style]').count()).toBe(0);

    await bar('bad-1').click();
    expect(new URL(page.url()).searchParams.get('job')).toBe('cos:bad-1');
    expect(complaints).toEqual([]);
  });
});
