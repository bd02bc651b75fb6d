/** WCAG 2.2 AA by axe-core: every view, light and dark, on a desk and on a phone. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDemoIssuer } from '../../src/auth/demo-tokens.ts';
import { describeInBrowser } from '../browser/chromium.ts';
import { checkPage } from './axe.ts';
import { cosJob, startConsoleWorld, type ConsoleWorld } from './console-world.ts';

const ago = (hours: number): Date => new Date(Date.now() - hours * 3_600_000);

const desk = { width: 1440, height: 900 };
const phone = { width: 360, height: 740 };
const screens = [
  { screen: 'light', colorScheme: 'light', size: desk },
  { screen: 'dark', colorScheme: 'dark', size: desk },
  { screen: 'light, 360 pixels', colorScheme: 'light', size: phone },
  { screen: 'dark, 360 pixels', colorScheme: 'dark', size: phone },
] as const;

const waitForRow = (page: Page) => page.locator('[data-job-id="cos:bad-1"] .reason-cell .code').waitFor();

/** What is looked at: its address, and what must be there before it is. */
const places: readonly { name: string; query: string; arrive: (page: Page) => Promise<void> }[] = [
  { name: 'what is active', query: '', arrive: waitForRow },
  { name: 'all jobs, narrowed', query: '?view=all&source=cos&status=FAILED&q=copy', arrive: waitForRow },
  {
    name: 'nothing found',
    query: '?view=all&q=nosuchjob',
    arrive: (page) => page.locator('[data-state="empty"]').waitFor(),
  },
  {
    name: 'the failures',
    query: '?view=failed',
    arrive: (page) => page.locator('.failures-view .source-item').first().waitFor(),
  },
  {
    name: 'the sources',
    query: '?view=sources',
    arrive: async (page) => {
      await page.locator('[data-source="cos"]').waitFor();
      for (const name of ['cos', 'other', 'pipelines'])
        await page.getByRole('button', { name: `More about ${name}` }).click();
    },
  },
  {
    name: 'the timeline',
    query: '?view=all',
    arrive: async (page) => {
      await page.getByText('Timeline', { exact: true }).click();
      await page.locator('[data-bar="cos:bad-1"]').waitFor();
    },
  },
  {
    name: 'a job in full',
    query: '?view=all&job=cos:bad-1',
    arrive: (page) => page.locator('.panel h2').waitFor(),
  },
  {
    name: 'a job that there is not',
    query: '?view=all&job=cos:nosuchjob',
    arrive: (page) => page.locator('.panel h2').waitFor(),
  },
  {
    name: 'an open menu',
    query: '?view=all',
    arrive: async (page) => {
      await page.locator('summary', { hasText: 'Status' }).first().click();
      await page.getByLabel('Failed', { exact: true }).waitFor();
    },
  },
  {
    name: 'the dialog of the token',
    query: '?view=all',
    arrive: async (page) => {
      await page.getByRole('button', { name: 'Sign in' }).first().click();
      await page.getByRole('dialog').getByLabel('Token').waitFor();
    },
  },
  {
    name: 'the keys',
    // axe-core cannot judge contrast over the chart of the other views.
    query: '?view=sources',
    arrive: async (page) => {
      await page.locator('[data-source]').first().waitFor();
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
    },
  },
];

describeInBrowser('the console’s accessibility', ({ open }) => {
  let world: ConsoleWorld;

  beforeAll(async () => {
    const { settings: auth } = createDemoIssuer({ now: () => new Date() });
    world = await startConsoleWorld({ auth, console: { signIn: { mode: 'paste' } } });
    world.jobs.push(
      cosJob('run-1', 'Active', ago(1)),
      cosJob('paused-1', 'Paused', ago(2)),
      cosJob('good-1', 'Complete', ago(5), ago(2)),
      cosJob('bad-1', 'Failed', ago(4), ago(3)),
      cosJob('cancelled-1', 'Cancelled', ago(7), ago(6)),
    );
    world.fault('other', { kind: 'accessDenied' });
  });

  afterAll(() => world.close());

  it.each(places)('breaks no rule: $name', async ({ query, arrive }) => {
    const { page } = await open([world.origin], { bypassCSP: true, reducedMotion: 'reduce' });
    await page.goto(`${world.page}${query}`);
    await arrive(page);
    // What a view asks for after its first answer is looked at too.
    await page.waitForLoadState('networkidle');

    const broken: string[] = [];
    for (const { screen, colorScheme, size } of screens) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(size);
      const { violations, passes } = await checkPage(page);
      expect(passes, screen).toContain('color-contrast');
      broken.push(...violations.map((violation) => `${screen}: ${violation}`));
    }

    expect(broken).toEqual([]);
  });
});
