/** A real Chromium that can reach nothing but this machine. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe } from 'vitest';

/** The first has no windows: the tests take half of the CPU that the others need. */
const names = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'];
const executablePath = (process.env['PATH'] ?? '')
  .split(delimiter)
  .flatMap((folder) => names.map((name) => join(folder, name)))
  .find((file) => existsSync(file));

const flags =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

export interface OpenPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Requests to other places than the page's own; they are ended before they leave. */
  readonly outside: readonly string[];
  /** Errors and warnings of the page: a breach of its policy is one. */
  readonly complaints: readonly string[];
}

export interface BrowserUnderTest {
  /**
   * A page in a context of its own, closed after the test.
   * @param origins what the page may reach
   */
  readonly open: (origins: readonly string[], options?: BrowserContextOptions) => Promise<OpenPage>;
}

/** A suite of tests in the browser. Where there is none, it says so and skips them. */
export function describeInBrowser(name: string, body: (browser: BrowserUnderTest) => void): void {
  if (executablePath === undefined) {
    const line = '!'.repeat(100);
    // A test that did not run must not look like one that passed.
    // eslint-disable-next-line no-console
    console.warn(`\n${line}\n!!! No chromium was found: the tests of ${name} DID NOT RUN.\n${line}\n`);
  }
  describe.skipIf(executablePath === undefined)(name, () => {
    let browser: Browser;
    const contexts: BrowserContext[] = [];

    beforeAll(async () => {
      browser = await chromium.launch({ executablePath: executablePath!, headless: true, args: flags.split(' ') });
    });

    afterEach(async () => {
      await Promise.all(contexts.splice(0).map((context) => context.close()));
    });

    afterAll(() => browser.close());

    body({
      open: async (origins, options = {}) => {
        const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
        contexts.push(context);
        return watch(context, origins);
      },
    });
  });
}

async function watch(context: BrowserContext, origins: readonly string[]): Promise<OpenPage> {
  const outside: string[] = [];
  const complaints: string[] = [];
  await context.route(
    (url) => !origins.includes(url.origin),
    async (route) => {
      outside.push(route.request().url());
      await route.abort();
    },
  );
  const page = await context.newPage();
  // By default half a minute, which a page of 100,000 lines may need beside other work.
  page.setDefaultTimeout(60_000);
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return { page, context, outside, complaints };
}
