/** The panel in a real browser: why a job failed, its runs and steps, a comparison, the ways on, and hostile texts. */
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeInBrowser } from '../browser/chromium.ts';
import { checkPage } from './axe.ts';
import { buildId, indexedJob, longCode, startPanelWorld, turnedName, type PanelWorld } from './panel-world.ts';

const panel = (page: Page): Locator => page.locator('aside.panel');
const part = (page: Page, name: string): Locator => panel(page).locator(`[data-part-of-panel="${name}"]`);
const failed = buildId(6);
const lastGood = buildId(4);

describeInBrowser('the panel of a job', ({ open }) => {
  let world: PanelWorld;

  beforeAll(async () => {
    world = await startPanelWorld();
  });

  afterAll(() => world.close());

  async function load(id: string, options: Parameters<typeof open>[1] = {}) {
    const opened = await open([world.origin], options);
    await opened.page.goto(`${world.page}?view=all&job=${encodeURIComponent(id)}`);
    await part(opened.page, 'fields').waitFor();
    return opened;
  }

  /** What a button copies. */
  async function readCopied(page: Page, button: Locator): Promise<string> {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await button.click();
    await expect.poll(() => page.locator('[role="status"].unseen').innerText()).toContain('Copied.');
    return String(await page.evaluate('navigator.clipboard.readText()'));
  }

  it('begins with how the job stands, where, when, and for how long beside the usual time', async () => {
    const { page, complaints, outside } = await load(failed);
    const head = panel(page).locator('.panel-head');

    expect(await head.locator('.status').innerText()).toBe('Failed');
    await expect
      .poll(() => head.innerText())
      .toMatch(/builds · AWS CodeBuild · us-east-1\s+\d{4}-\d\d-\d\d [\d:]{8} → .* UTC\s+took 2 min, usually 8 min/);
    expect(
      await panel(page).getByRole('navigation', { name: 'Parts of the details' }).getByRole('button').allInnerTexts(),
    ).toEqual([
      'Why',
      'Runs',
      'Steps',
      expect.stringMatching(/^All fields \(\d+\)$/),
      expect.stringMatching(/^Protected \(\d\)$/),
    ]);
    expect([...complaints, ...outside]).toEqual([]);
  });

  it('leads to its parts by their names', async () => {
    const { page } = await load(failed);

    await panel(page).getByRole('button', { name: 'Protected' }).click();

    const heading = panel(page).getByRole('heading', { name: 'Protected fields' });
    await expect.poll(() => heading.evaluate((element) => element.matches(':focus'))).toBe(true);
    await expect.poll(async () => (await heading.boundingBox())?.y ?? 9999).toBeLessThan(900);
  });

  it('says why in one line for others, and gives the command of the provider’s tool', async () => {
    const { page } = await load(failed);

    const line = await readCopied(page, panel(page).getByRole('button', { name: 'Copy for chat' }));
    expect(line).toMatch(
      /^✗ web-app\S* failed \d{4}-\d\d-\d\d \d\d:\d\d UTC after 2 min \(builds, us-east-1\): BUILD COMMAND_EXECUTION_ERROR Error while executing command: npm test\. Reason: exit status 1 http/,
    );
    expect(line.endsWith(`${world.page}?job=${failed}`)).toBe(true);

    const command = await readCopied(page, page.getByRole('button', { name: 'Copy the provider’s command' }));
    expect(command).toMatch(
      /^aws logs tail \/aws\/codebuild\/web-app --log-stream-names \S+ --since \S+ --region us-east-1$/,
    );
  });

  it('leads to the source’s page where the job has none, and copies the job’s id for it', async () => {
    const { page, context } = await load(failed);
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const link = page.getByRole('link', { name: 'Open the source’s page: AWS CodeBuild in us-east-1' });

    expect(await link.getAttribute('href')).toMatch(/^https:\/\/us-east-1\.console\.aws\.amazon\.com\//);
    await link.evaluate(
      (element: { addEventListener(name: string, act: (event: { preventDefault(): void }) => void): void }) =>
        element.addEventListener('click', (event) => event.preventDefault()),
    );
    await page.keyboard.press('o');

    await expect.poll(() => page.evaluate('navigator.clipboard.readText()')).toBe(failed.slice('builds:'.length));
  });

  it('shows the last runs of the same definition, says since when it fails, and leads to each', async () => {
    const { page } = await load(failed);
    const runs = part(page, 'runs');
    const strip = runs.getByRole('list', { name: 'Runs, the oldest first' });

    await strip.waitFor();
    expect(
      await strip
        .getByRole('link')
        .evaluateAll((links) =>
          links.map((link) => (link as { getAttribute(name: string): string }).getAttribute('data-status')),
        ),
    ).toEqual(['SUCCEEDED', 'SUCCEEDED', 'SUCCEEDED', 'FAILED', 'FAILED']);
    expect(await strip.locator('[aria-current]').getAttribute('data-run')).toBe(failed);
    expect(await strip.getByRole('link').first().getAttribute('aria-label')).toMatch(/^Succeeded, .* UTC, 8 min$/);
    expect(await runs.locator('.runs-line').innerText()).toMatch(
      /web-app\s+Failed 2 times in a row, since .*\s+last good .*\s+usually 8 min/,
    );

    await strip.locator(`[data-run="${lastGood}"]`).click();

    await expect.poll(() => panel(page).getAttribute('data-detail')).toBe(lastGood);
    await expect.poll(() => panel(page).locator('.panel-head .status').innerText()).toBe('Succeeded');
  });

  it('compares two runs: what differs and nothing else, with the last good one at first', async () => {
    const { page } = await load(failed);
    const compare = part(page, 'runs').getByRole('button', { name: 'Compare', exact: true });
    await compare.waitFor();
    expect(await page.getByLabel('Compare with').inputValue()).toBe(lastGood);

    await compare.click();

    const table = page.getByRole('group', { name: 'What differs' });
    await table.waitFor();
    const rows = await table
      .locator('tbody tr')
      .evaluateAll((found) => found.map((row) => (row as { innerText: string }).innerText.split('\t')));
    expect(rows).toContainEqual(['Status', 'FAILED', 'SUCCEEDED']);
    expect(rows).toContainEqual(['Environment: Image', 'standard:7.0', 'standard:5.0']);
    expect(rows).toContainEqual(['Resolved source version', '77aa01e', '9b1c0f4']);
    expect(rows.map(([path]) => path)).not.toContain('Environment: Type');

    await page.getByLabel('Compare with').selectOption(buildId(5));
    await compare.click();

    await expect.poll(() => table.innerText()).toContain('No open field differs');
  });

  it('shows steps as a table, each with its time and a bar', async () => {
    const { page } = await load(failed);
    const steps = part(page, 'steps');

    expect(await steps.getByRole('columnheader').allInnerTexts()).toEqual([
      'Phases',
      'Status',
      'Took',
      'When, as a bar',
    ]);
    expect(await steps.getByRole('row').nth(2).innerText()).toMatch(/BUILD\s+Failed\s+1 min/);
    const bars = await steps
      .locator('.step-bar .run-bar')
      .evaluateAll((found) =>
        found.map((bar) =>
          ['x', 'width'].map((name) => Number((bar as { getAttribute(name: string): string }).getAttribute(name))),
        ),
      );
    expect(bars).toEqual([
      [0, 50],
      [50, 50],
    ]);
  });

  it('names the indexes of a Job of Kubernetes, among its failures and as steps', async () => {
    const { page } = await load(indexedJob);

    expect(await panel(page).getByRole('region', { name: 'Failures' }).locator('li').allInnerTexts()).toEqual([
      'FailedIndexes Job has failed indexes',
      expect.stringMatching(/^\s*index 1\s*$/),
      expect.stringMatching(/^\s*index 3\s*$/),
    ]);
    expect(
      await part(page, 'steps')
        .locator('tbody tr')
        .evaluateAll((rows) =>
          rows.map((row) => (row as { innerText: string }).innerText.replaceAll(/\s+/g, ' ').trim()),
        ),
    ).toEqual(['index 0 Succeeded –', 'index 1 Failed –', 'index 2 Succeeded –', 'index 3 Failed –']);
  });

  it('keeps hostile texts as texts: nothing turns, runs or leaves its box', async () => {
    const { page, complaints, outside } = await load('cos:hostile-1');

    expect(await panel(page).getByRole('heading', { level: 2 }).innerText()).toContain(turnedName);
    const banner = panel(page).getByRole('region', { name: 'Failures' });
    expect(await banner.innerText()).toContain(longCode);
    expect(await banner.innerText()).toContain('<img src=x onerror=alert(1)> U+2066');
    const right = async (found: Locator): Promise<number> => {
      const { x, width } = (await found.boundingBox()) ?? { x: 0, width: 0 };
      return x + width;
    };
    const edge = await right(banner);
    for (const inner of [banner.locator('code'), banner.locator('.said'), banner.getByRole('button').last()])
      expect(await right(inner.first())).toBeLessThanOrEqual(edge);
    expect(
      await panel(page).evaluate(
        (element) =>
          (element as { scrollWidth: number; clientWidth: number }).scrollWidth -
          (element as { clientWidth: number }).clientWidth,
      ),
    ).toBe(0);
    expect([...complaints, ...outside]).toEqual([]);
  });

  it('has buttons that copy of 24 pixels at least', async () => {
    const { page } = await load(failed);
    for (const button of await panel(page).getByRole('button', { name: /^Copy/ }).all()) {
      const { width, height } = (await button.boundingBox())!;
      expect(Math.min(width, height), await button.innerText()).toBeGreaterThanOrEqual(24);
    }
  });

  it.each(['light', 'dark'] as const)(
    'breaks no rule of accessibility in %s, with a comparison open, on a desk and a phone',
    async (colorScheme) => {
      const { page } = await load(failed, { bypassCSP: true, reducedMotion: 'reduce', colorScheme });
      await part(page, 'runs').getByRole('button', { name: 'Compare', exact: true }).click();
      await page.getByRole('group', { name: 'What differs' }).locator('tbody tr').first().waitFor();
      await page.waitForLoadState('networkidle');

      for (const size of [
        { width: 1440, height: 900 },
        { width: 360, height: 740 },
      ]) {
        await page.setViewportSize(size);
        const { violations, passes } = await checkPage(page);
        expect(passes).toContain('color-contrast');
        expect(violations, `${size.width}`).toEqual([]);
      }
      expect(await panel(page).evaluate((element) => (element as { scrollWidth: number }).scrollWidth)).toBe(360);
    },
  );
});
