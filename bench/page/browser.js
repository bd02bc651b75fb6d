/** A real Chromium with the console open, in a process of its own. Says what the page has asked for and received. */
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { hurry } from './hurry.js';
import { factor } from './pace.js';

const flags =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';
const openLimitMilliseconds = 60_000;
/** The page has opened when it has asked for nothing for so long. */
const quietMilliseconds = 500;

let browser;
let lastAskedAt = 0;
const totals = { requests: 0, kilobytes: 0, messages: 0, messageKilobytes: 0 };

/** By what Chromium itself counts: the bytes of answers as they came, compressed, with their heads; messages of WebSockets. */
async function count(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  session.on('Network.requestWillBeSent', () => {
    totals.requests += 1;
    lastAskedAt = performance.now();
  });
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    totals.kilobytes += encodedDataLength / 1024;
  });
  session.on('Network.webSocketFrameReceived', ({ response }) => {
    totals.messages += 1;
    totals.messageKilobytes += response.payloadData.length / 1024;
    lastAskedAt = performance.now();
  });
}

/** Resolves to how long the first row took; it waits until the page has all that it asked for. */
async function open({ executablePath, url, isHurried }) {
  browser = await chromium.launch({ executablePath, headless: true, args: flags.split(' ') });
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const complaints = [];
  page.on('pageerror', ({ message }) => complaints.push(message));
  if (isHurried) await page.addInitScript(hurry, factor);
  await count(page);
  const startedAt = performance.now();
  await page.goto(new URL('/console/', url).href);
  await page.waitForSelector('[data-job-id]', { timeout: openLimitMilliseconds });
  const firstRow = performance.now() - startedAt;
  while (
    performance.now() - lastAskedAt < quietMilliseconds &&
    performance.now() - startedAt < openLimitMilliseconds / 10
  )
    await sleep(20);
  const rows = await page.locator('[data-job-id]').count();
  if (complaints.length > 0) throw new Error(complaints.join('\n'));
  return { firstRow, rows, totals };
}

process.on('message', ({ opens }) => {
  (opens === undefined ? Promise.resolve({ totals }) : open(opens)).then(
    (answer) => process.send(answer),
    (error) => process.send({ failure: error.message }),
  );
});

// Chromium ends with its parent, and not by itself.
process.on('SIGTERM', async () => {
  await browser?.close();
  process.exit();
});
