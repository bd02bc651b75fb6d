/** The console in a real Chromium that can reach nothing but the named hosts. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';

export const executablePath = (process.env['PATH'] ?? '')
  .split(delimiter)
  .flatMap((folder) => ['chromium', 'chromium-browser', 'google-chrome'].map((name) => join(folder, name)))
  .find((file) => existsSync(file));

if (executablePath === undefined) {
  const line = '!'.repeat(100);
  // A test that did not run must not look like one that passed.
  // eslint-disable-next-line no-console
  console.warn(
    `\n${line}\n!!! No chromium was found: the tests of the console in a real browser DID NOT RUN.\n${line}\n`,
  );
}

const flags =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

/** The caller closes it. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: executablePath!, headless: true, args: flags.split(' ') });
}

export interface Visit {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Addresses of requests that would have gone elsewhere. */
  readonly outside: readonly string[];
  /** What the browser wrote to its console: a violation of the page's policy is there too. */
  readonly complaints: readonly string[];
}

/** A window without a past. The caller closes its context. */
export async function openVisit(
  browser: Browser,
  origins: readonly string[],
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const outside: string[] = [];
  const complaints: string[] = [];
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  await context.route(
    (url) => !origins.includes(url.origin),
    async (route) => {
      outside.push(route.request().url());
      await route.abort();
    },
  );
  const page = await context.newPage();
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return { context, page, outside, complaints };
}
