/** The explorer in a real Chromium that can reach nothing but this machine. */
import { pino } from 'pino';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createDemoIssuer, type DemoIssuer } from '../../src/auth/demo-tokens.ts';
import { demoConfig } from '../../src/config/load.ts';
import { startDemo, type Demo } from '../../emulators/demo/start.ts';
import { createServer, type Server } from '../../src/server.ts';
import { describeInBrowser } from './chromium.ts';

describeInBrowser('the explorer in a real browser', ({ open }) => {
  let demo: Demo;
  let issuer: DemoIssuer;
  let server: Server;
  let origin: string;
  let context: BrowserContext;
  let page: Page;
  /** Requests that would have left the machine, and whatever the page complained about. */
  let outside: readonly string[];
  let complaints: readonly string[];

  beforeAll(async () => {
    demo = await startDemo();
    issuer = createDemoIssuer({ now: () => new Date() });
    const config = demoConfig(demo.sources);
    server = await createServer(
      { ...config, auth: issuer.settings, server: { ...config.server, port: 0 } },
      {
        now: Date.now,
        monotonic: () => performance.now(),
        random: Math.random,
        logger: pino({ level: 'silent' }),
        demo: { issuer, listQueries: demo.listQueries, tries: demo.tries },
      },
    );
    origin = new URL(await server.listen()).origin;
  });

  afterAll(async () => {
    await server.stop();
    await demo.close();
  });

  beforeEach(async () => {
    ({ page, context, outside, complaints } = await open([origin]));
  });

  /** Replaces what stands in an editor; inserted at once, for Monaco would close brackets behind each key. */
  async function write(editor: Locator, text: string): Promise<void> {
    await editor.locator('.view-lines').click();
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.press('Delete');
    await page.keyboard.insertText(text);
  }

  /** Monaco draws blanks as no-break spaces, and only the lines in sight. */
  async function readEditor(editor: Locator): Promise<string> {
    const lines = await editor.locator('.view-line').allInnerTexts();
    return lines.join('\n').replaceAll('\u00a0', ' ');
  }

  const queryEditor = (): Locator => page.locator('.graphiql-query-editor');
  const answer = (): Locator => page.locator('.graphiql-response');

  /** GraphiQL is up when its editor has the first query. */
  async function openExplorer(): Promise<void> {
    await page.goto(`${origin}/explorer`);
    await expect.poll(() => readEditor(queryEditor()), { timeout: 10_000 }).toContain('query FirstJobs {');
  }

  it.each([1280, 1024])('names the other pages in one line beside its tabs, at a width of %d pixels', async (width) => {
    await page.setViewportSize({ width, height: 800 });
    await openExplorer();

    const header = await page.locator('.graphiql-session-header').boundingBox();
    const logo = await page.locator('.graphiql-logo').boundingBox();
    const links = await Promise.all((await page.locator('.graphiql-logo a').all()).map((link) => link.boundingBox()));
    const tops = links.map((box) => Math.round(box?.y ?? NaN));

    expect(tops).toHaveLength(2);
    expect(new Set(tops).size).toBe(1);
    for (const box of [logo, ...links]) {
      expect(box?.y).toBeGreaterThanOrEqual(header?.y ?? NaN);
      expect((box?.y ?? NaN) + (box?.height ?? NaN)).toBeLessThanOrEqual((header?.y ?? NaN) + (header?.height ?? NaN));
      expect((box?.x ?? NaN) + (box?.width ?? NaN)).toBeLessThanOrEqual(width);
    }
    // Every tab can be reached.
    await page.locator('.graphiql-tab').last().click();
    await expect
      .poll(() => page.locator('.graphiql-tab').last().getAttribute('class'))
      .toContain('graphiql-tab-active');
  });

  it('shows the queries of the demo as tabs, answers the first with real jobs, and marks what the schema does not have', async () => {
    await openExplorer();

    expect(await page.title()).toBe('jobgraph');
    expect(await page.locator('.graphiql-tab').allInnerTexts()).toEqual([
      'FirstJobs',
      'OneMovingJob',
      'ProtectedFields',
      'WhyDidItFail',
      'WhatGoesWrong',
      'Sources',
      'NewestJobs',
      'Live',
    ]);

    await page.locator('.graphiql-execute-button').click();

    await expect.poll(() => readEditor(answer()), { timeout: 10_000 }).toMatch(/"status": "SUCCEEDED"/);
    expect(await readEditor(answer())).toContain('"id": "panorama-lab:');
    expect(page.url()).toBe(`${origin}/explorer`);

    await write(queryEditor(), '{ jobSources { nonsense } }');

    await queryEditor().locator('.squiggly-error').first().waitFor({ timeout: 10_000 });
    expect(outside).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('sends the token that is pasted into the headers, and keeps it nowhere', async () => {
    const token = await issuer.sign({ scopes: ['job:read', 'job:sensitive', 'job:credentials'] });
    await openExplorer();
    await page.getByRole('tab', { name: 'ProtectedFields' }).click();
    await expect.poll(() => readEditor(queryEditor()), { timeout: 10_000 }).toContain('query ProtectedFields');

    const headers = page.locator('.graphiql-editor:visible').last();
    await expect.poll(() => readEditor(headers), { timeout: 10_000 }).toContain('Bearer ');
    await write(headers, JSON.stringify({ Authorization: `Bearer ${token}` }));
    await queryEditor().locator('.view-lines').click();
    await page.keyboard.press('ControlOrMeta+Enter');

    await expect.poll(() => readEditor(answer()), { timeout: 10_000 }).toMatch(/"manifestText": "/);
    // What GraphiQL stores, it stores half a second later.
    await page.waitForTimeout(1000);
    const stored = await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }])');
    expect(stored).toContain('ProtectedFields');
    expect(stored).not.toContain(token);
    expect(await context.cookies()).toEqual([]);
    expect(complaints).toEqual([]);
  });

  const readStoredTab = () =>
    page.evaluate<number>(
      `Math.max(0, ...Object.entries(sessionStorage).filter(([key]) => key.endsWith('tabState')).map(([, text]) => JSON.parse(text).activeTabIndex))`,
    );

  it('fills a token into the headers of every tab, so that protected fields answer at once, also after a reload', async () => {
    await openExplorer();
    for (const visit of ['first', 'again']) {
      // The first click may come before the tabs are alive.
      await expect
        .poll(
          async () => {
            await page.getByRole('tab', { name: 'ProtectedFields' }).click();
            return readEditor(queryEditor());
          },
          { timeout: 10_000 },
        )
        .toContain('query ProtectedFields');
      await queryEditor().locator('.view-lines').click();
      await page.keyboard.press('ControlOrMeta+Enter');

      await expect.poll(() => readEditor(answer()), { timeout: 10_000 }).toMatch(/"manifestText": "/);
      expect(await readEditor(page.locator('.graphiql-editor:visible').last()), visit).toContain(
        '"authorization": "Bearer ',
      );
      // GraphiQL stores the open tab a moment later.
      await expect.poll(readStoredTab, { timeout: 10_000 }).toBeGreaterThan(0);
      await page.reload();
      await expect.poll(() => readEditor(queryEditor()), { timeout: 10_000 }).toContain('query ProtectedFields');
    }
    expect(await page.locator('.graphiql-tab').count()).toBe(8);
    expect(complaints).toEqual([]);
  });

  it('leads to Sandbox, and from there to GraphiQL where Sandbox cannot be loaded', async () => {
    await openExplorer();
    await page.getByRole('link', { name: 'Apollo Sandbox' }).click();

    await page.getByRole('link', { name: 'GraphiQL (works without internet)' }).click();

    await expect.poll(() => readEditor(queryEditor()), { timeout: 10_000 }).toContain('query FirstJobs {');
    expect(outside).toEqual([
      'https://embeddable-sandbox.cdn.apollographql.com/v2/embeddable-sandbox.umd.production.min.js',
    ]);
  });

  it('opens Sandbox on the graph of this gateway, with the first query and without telemetry', async () => {
    const script = `window.EmbeddedSandbox = class { constructor(options) { window.given = options; } };`;
    await context.route(/embeddable-sandbox/, (route) =>
      route.fulfill({ contentType: 'text/javascript', body: script }),
    );

    await page.goto(`${origin}/sandbox`);

    expect(await page.evaluate('window.given')).toEqual({
      target: '#sandbox',
      initialEndpoint: `${origin}/graphql`,
      initialSubscriptionEndpoint: `${origin.replace('http', 'ws')}/graphql`,
      endpointIsEditable: false,
      initialState: { document: demo.firstQuery, includeCookies: false, pollForSchemaUpdates: false },
      hideCookieToggle: true,
      runTelemetry: false,
      allowDynamicStyles: false,
    });
    expect(outside).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
