/** The log of a job in the console, in a real browser and over a real gateway with an emulator of CloudWatch Logs. */
import { readFileSync } from 'node:fs';
import type { Locator, Page, WebSocketRoute } from 'playwright-core';
import { expect, it } from 'vitest';
import type { EmulatedLogEvent } from '../../emulators/kit/cloudwatch-logs.ts';
import { describeInBrowser, type OpenPage } from '../browser/chromium.ts';
import { traceTasks } from '../browser/page-tasks.ts';
import { createdAt, jobId, startLogs, toFailedJob, toRunningJob, type LogWorldOptions } from '../logs/log-world.ts';
import { checkPage } from './axe.ts';

const write = (message: string, index = 0): EmulatedLogEvent => ({ timestamp: createdAt + 61_000 + index, message });
const writeMany = (count: number): EmulatedLogEvent[] =>
  Array.from({ length: count }, (_value, index) => write(`row ${index}`, index));

const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });
const rows = (page: Page): Locator => page.locator('.log-line');
const box = (page: Page): Locator => page.locator('.log-rows');
const shown = (page: Page): Promise<readonly string[]> => page.locator('.log-text').allInnerTexts();
/** The texts of the rows in sight, not of those around them. */
const inSight = (page: Page): Promise<readonly string[]> =>
  page.evaluate(`(() => {
    const { top, bottom } = document.querySelector('.log-rows').getBoundingClientRect();
    return [...document.querySelectorAll('.log-line')]
      .filter((row) => { const own = row.getBoundingClientRect(); return own.bottom > top + 1 && own.top < bottom - 1; })
      .map((row) => row.querySelector('.log-text').innerText);
  })()`);

describeInBrowser('the log of a job', ({ open }) => {
  async function start(options: LogWorldOptions = {}) {
    return startLogs({
      ...options,
      settings: {
        server: { console: true, host: '127.0.0.1' },
        console: { signIn: { mode: 'paste' } },
        logPace: { least: 10, most: 20 },
        pollMilliseconds: 50,
        cache: { runningSeconds: 0 },
        limits: { jobsPerMinute: 100_000 },
        ...(options.settings ?? {}),
      },
    });
  }

  type World = Awaited<ReturnType<typeof start>>;

  async function visit({ gateway }: World, token: string, options: Parameters<typeof open>[1] = {}): Promise<OpenPage> {
    const { origin } = new URL(gateway.url);
    const opened = await open([origin], options);
    await opened.context.addInitScript(`sessionStorage.setItem('jobgraph-token', '${token}')`);
    await opened.page.goto(`${origin}/console/?view=all&job=${encodeURIComponent(jobId)}`);
    await opened.page.locator('.job-log').waitFor();
    return opened;
  }

  /** A page with the log open. */
  async function read(world: World, options?: Parameters<typeof open>[1]): Promise<OpenPage> {
    const opened = await visit(world, world.token, options);
    await button(opened.page, 'Open the log').click();
    await opened.page.locator('.log-pane:not([data-reading="first"])').waitFor();
    return opened;
  }

  const audit = ({ gateway }: World): readonly string[] =>
    gateway.logs.filter((line) => line.includes('secrets disclosed'));

  it('is read when it is opened and not before, and shows the first error of what failed', async () => {
    const events = [
      ...writeMany(200),
      write('\u001b[31mMemoryError\u001b[0m: no room', 300),
      ...writeMany(50).map((one, index) => ({ ...one, timestamp: createdAt + 62_000 + index })),
    ];
    const world = await start({ events: () => events });
    const { page, complaints, outside } = await visit(world, world.token);
    await page.waitForLoadState('networkidle');
    expect([world.reads(), audit(world)]).toEqual([[], []]);

    await button(page, 'Open the log').click();
    await page.locator('.log-line.current').waitFor();

    expect(await page.locator('.log-line.current .log-text').innerText()).toBe('MemoryError: no room');
    expect(await page.locator('.log-line.current .l-red').innerText()).toBe('MemoryError');
    expect(await inSight(page)).toContain('MemoryError: no room');
    expect(await page.locator('.log-facts').innerText()).toMatch(/container\s+Failed\s+exit 1 · Essential container/);
    expect(await page.locator('.log-found').innerText()).toBe('Likely error 1 of 1');
    expect(audit(world)).toHaveLength(1);
    expect([...complaints, ...outside]).toEqual([]);
  });

  it('is opened by one key, wherever the panel was scrolled to, and stands in sight', async () => {
    const world = await start({ events: () => writeMany(3) });
    const { page } = await visit(world, world.token);
    await button(page, 'Open the log').waitFor();
    await page.evaluate(`document.querySelector('aside.panel').scrollTop = 1e9`);

    await page.keyboard.press('l');

    await rows(page).first().waitFor();
    await expect.poll(async () => (await page.locator('.log-head').boundingBox())?.y ?? -1).toBeGreaterThan(0);
    await expect.poll(async () => (await page.locator('.log-head').boundingBox())?.y ?? 9999).toBeLessThan(400);
    expect(await button(page, 'Close the log').isVisible()).toBe(true);
  });

  it('names the scope that is missing, and stays calm', async () => {
    const world = await start({ events: () => writeMany(3) });
    const { page, complaints } = await visit(world, await world.gateway.token('job:read'));

    expect(await page.locator('.job-log').innerText()).toMatch(/needs\s+job:logs/);
    await button(page, 'Open the log').click();
    await page.getByRole('dialog').getByText('job:logs').first().waitFor();

    expect(world.reads()).toEqual([]);
    expect(await page.locator('[data-state="error"], [data-state="signed-out"]').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('reads the page before when the reader scrolls up, and keeps the lines where they are', async () => {
    const world = await start({ job: () => toFailedJob({ status: 'SUCCEEDED' }), events: () => writeMany(2500) });
    const { page } = await read(world);
    await expect.poll(() => inSight(page)).toContain('row 2499');
    expect(await page.locator('.log-earlier').innerText()).toMatch(/^500 lines; there are earlier ones\./);

    await page.evaluate(`document.querySelector('.log-rows').scrollTop = 150`);
    await expect.poll(() => page.locator('.log-earlier').innerText()).toMatch(/^1,500 lines/);
    await expect.poll(() => inSight(page)).toContain('row 2008');

    await button(page, 'Earlier lines').click();
    await expect.poll(() => page.locator('.log-earlier').innerText()).toBe('2,500 lines, from the beginning.');
    expect(await inSight(page)).toContain('row 2008');
  });

  it('finds words, steps from hit to hit by buttons and keys, and marks them', async () => {
    const events = [...writeMany(400), write('Row 77 again', 500)];
    const world = await start({ job: () => toFailedJob({ status: 'SUCCEEDED' }), events: () => events });
    const { page } = await read(world);

    await page.getByLabel('Search these lines').fill('row 77');
    await expect.poll(() => page.locator('.log-count').innerText()).toBe('2');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('.log-line.current .log-text').innerText()).toBe('row 77');
    expect(await page.locator('.log-line.current mark').innerText()).toBe('row 77');
    expect(await page.locator('.log-found').innerText()).toBe('Hit 1 of 2');

    await box(page).focus();
    await page.keyboard.press('n');
    await expect.poll(() => page.locator('.log-line.current .log-text').innerText()).toBe('Row 77 again');
    await page.keyboard.press('N');
    await expect.poll(() => page.locator('.log-line.current .log-text').innerText()).toBe('row 77');
    await page.keyboard.press('e');
    await expect.poll(() => page.locator('.log-found').innerText()).toBe('No likely error');
  });

  it('wraps long lines, and shows times or none', async () => {
    const events = [
      write(`${'wide '.repeat(200)}end`),
      ...writeMany(100).map((one) => ({ ...one, timestamp: one.timestamp + 10 })),
    ];
    const world = await start({ job: () => toFailedJob({ status: 'SUCCEEDED' }), events: () => events });
    const { page } = await read(world);
    await rows(page).first().waitFor();
    await page.evaluate(`document.querySelector('.log-rows').scrollTop = 0`);
    const height = async (): Promise<number> => (await rows(page).first().boundingBox())?.height ?? 0;
    await expect.poll(height).toBe(20);
    expect(await page.locator('.log-time').first().innerText()).toBe('00:01:01.000');

    await page.getByLabel('Wrap lines').check();
    await expect.poll(height).toBeGreaterThan(80);
    await page.getByRole('checkbox', { name: 'Times' }).uncheck();
    await expect.poll(() => page.locator('.log-time').count()).toBe(0);

    // Wrapped rows are measured: the end is where it should be.
    await page.evaluate(`document.querySelector('.log-rows').scrollTop = 1e9`);
    await expect.poll(() => inSight(page)).toContain('row 99');
  });

  it('shows hostile lines as text alone', async () => {
    const hostile = [
      '<img src=x onerror="document.title=1"><script>document.title=2</script>',
      '\u001b]8;;javascript:alert(1)\u001b\\link\u001b]8;;\u001b\\',
      '\u001b[2J\u001b[Hcleared\u0007',
      '\u202egnidih',
      '"><style>*{display:none}</style>',
    ];
    const world = await start({ events: () => hostile.map((text, index) => write(text, index)) });
    const { page, complaints, outside } = await read(world);
    await rows(page).first().waitFor();

    // What turns a line, or cannot be seen, is a code.
    expect(await shown(page)).toEqual([hostile[0], 'link', 'cleared', 'U+202Egnidih', hostile[4]]);
    expect(await page.locator('.log-rows :is(img, script, style, a)').count()).toBe(0);
    expect(await page.title()).not.toMatch(/^[12]$/);
    // What a line says of its direction does not leave it.
    expect(await page.locator('.log-text').evaluateAll((all) => all.every(({ tagName }) => tagName === 'BDI'))).toBe(
      true,
    );
    expect([...complaints, ...outside]).toEqual([]);
  });

  it('follows what is written, counts it while the reader is elsewhere, and ends with the job', async () => {
    const events = writeMany(100);
    let job = toRunningJob();
    const world = await start({ job: () => job, events: () => events });
    const { page } = await read(world);
    await expect.poll(() => inSight(page)).toContain('row 99');

    events.push(write('more', 200));
    await expect.poll(() => inSight(page)).toContain('more');

    await page.evaluate(`document.querySelector('.log-rows').scrollTop = 0`);
    await expect.poll(() => inSight(page)).toContain('row 0');
    events.push(write('unseen', 201), write('unseen too', 202));
    await button(page, '2 new lines').click();
    await expect.poll(() => inSight(page)).toContain('unseen too');

    job = toFailedJob({ attempts: [], container: job.container });
    await expect.poll(() => page.getByLabel('Follow').count(), { timeout: 20_000 }).toBe(0);
    expect(await page.locator('.log-earlier').innerText()).toBe('103 lines, from the beginning.');
  });

  it('goes on behind the last line when its connection is lost', async () => {
    const events = writeMany(10);
    const world = await start({ job: () => toRunningJob(), events: () => events });
    const sockets: WebSocketRoute[] = [];
    const opened = await visit(world, world.token);
    await opened.page.routeWebSocket(/graphql/, (socket) => {
      sockets.push(socket);
      socket.connectToServer();
    });
    await opened.page.reload();
    await button(opened.page, 'Open the log').click();
    events.push(write('before', 200));
    await expect.poll(() => shown(opened.page)).toContain('before');

    await Promise.all(sockets.map((socket) => socket.close({ code: 1012 })));
    events.push(write('behind', 201));

    await expect.poll(() => shown(opened.page), { timeout: 20_000 }).toContain('behind');
    const texts = await shown(opened.page);
    expect(texts).toEqual([...Array.from({ length: 10 }, (_value, index) => `row ${index}`), 'before', 'behind']);
  });

  it('makes a file of all lines', async () => {
    const world = await start({ events: () => writeMany(2300) });
    const { page } = await read(world, { acceptDownloads: true });

    const [file] = await Promise.all([page.waitForEvent('download'), button(page, 'Download').click()]);

    expect(file.suggestedFilename()).toMatch(/^batch-prod-[\w-]+-1\.log$/);
    const text = readFileSync(await file.path(), 'utf8');
    expect(text).toBe(
      writeMany(2300)
        .map(({ message }) => `${message}\n`)
        .join(''),
    );
    await page.getByText('The log is saved.').first().waitFor();
  });

  it('says what stands in the way, and what to do', async () => {
    const world = await start({ events: () => undefined });
    const { page, complaints } = await read(world);

    const issue = page.locator('.log-issues [data-code="LOG_GONE"]');
    await issue.waitFor();
    expect(await issue.innerText()).toContain('What is left of the job stands in its details.');
    expect(complaints).toEqual([]);
  });

  it('chooses among parts, the one that failed first', async () => {
    const failed = toFailedJob();
    const [attempt] = failed['attempts'] as readonly [Readonly<Record<string, string>>];
    const other = { ...attempt, container: { exitCode: 0, logStreamName: 'align/default/other' } };
    const world = await start({ job: () => toFailedJob({ attempts: [other, attempt] }), events: () => writeMany(3) });
    const { page } = await read(world);
    const picker = page.locator('.log-picker select');
    await expect
      .poll(() => picker.locator('option').allInnerTexts())
      .toEqual(['container, attempt 1 – succeeded, exit 0', 'container, attempt 2 – failed, exit 1']);
    await expect.poll(() => picker.inputValue()).toBe('2/');

    await picker.selectOption('1/');

    await page.locator('.log-pane[data-part="1/"]').waitFor();
    await page.locator('.log-issues [data-code="LOG_GONE"]').waitFor();
    expect(await rows(page).count()).toBe(0);
  });

  it('is gone from the page when it is closed, and when nobody looks for five minutes', async () => {
    const world = await start({ events: () => writeMany(3) });
    const opened = await visit(world, world.token);
    await opened.page.clock.install();
    await opened.page.reload();
    await button(opened.page, 'Open the log').click();
    await rows(opened.page).first().waitFor();
    await button(opened.page, 'Close the log').click();
    expect(await rows(opened.page).count()).toBe(0);

    await button(opened.page, 'Open the log').click();
    await rows(opened.page).first().waitFor();
    await opened.page.evaluate(
      `Object.defineProperty(document, 'visibilityState', { configurable: true, value: 'hidden' });
       document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))`,
    );
    await opened.page.clock.fastForward('04:50');
    expect(await rows(opened.page).count()).toBe(3);
    await opened.page.clock.fastForward('00:20');
    await expect.poll(() => rows(opened.page).count()).toBe(0);
  });

  it.each([false, true])('scrolls through 100,000 lines without a long task, wrapped: %s', async (isWrapped) => {
    const world = await start({ job: () => toFailedJob({ status: 'SUCCEEDED' }), events: () => writeMany(1) });
    const opened = await visit(world, world.token);
    const { page, context } = opened;
    await context.route(`${new URL(world.gateway.url).origin}/graphql`, async (route) => {
      if (route.request().postData()?.includes('query ConsoleLog(') !== true) return route.continue();
      const response = await route.fetch();
      const body = (await response.json()) as { data: { jobLog: { lines: readonly object[] } } };
      const [line] = body.data.jobLog.lines;
      body.data.jobLog.lines = Array.from({ length: 100_000 }, (_value, index) => {
        const text = `${index} ${'words '.repeat((index % 7) * 8)}`;
        return { ...line, text, rawText: `\u001b[32m${text}\u001b[0m`, cursor: `c${index}` };
      });
      return route.fulfill({ response, json: body });
    });
    await button(page, 'Open the log').click();
    await rows(page).first().waitFor();
    if (isWrapped) await page.getByLabel('Wrap lines').check();

    const most: number[] = [];
    const tasks = await traceTasks(page, async () => {
      for (let index = 1; index <= 40; index += 1) {
        await page.evaluate(
          `(() => { const box = document.querySelector('.log-rows'); box.scrollTop = box.scrollHeight * ${index / 41}; })()`,
        );
        await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
        // Wherever the reader comes to, there are lines, and no more than a few screens of them.
        most.push(await rows(page).count());
        expect(await inSight(page)).not.toEqual([]);
      }
    });

    // eslint-disable-next-line no-console
    console.info(
      `100,000 lines, wrapped ${isWrapped}: the longest tasks ${tasks.slice(0, 3).map(Math.round).join(', ')} ms`,
    );
    expect(Math.max(...most)).toBeLessThan(200);
    expect(tasks[0]).toBeLessThan(250);
  });

  it.each([
    ['light', { width: 1440, height: 900 }],
    ['dark', { width: 1440, height: 900 }],
    ['light', { width: 360, height: 740 }],
    ['dark', { width: 360, height: 740 }],
  ] as const)('breaks no rule of accessibility: %s, %o', async (colorScheme, viewport) => {
    const codes = [
      ...Array.from({ length: 8 }, (_value, index) => 30 + index),
      ...Array.from({ length: 8 }, (_value, index) => 40 + index),
      2,
      7,
      90,
      93,
    ];
    const events = [
      ...codes.map((code, index) => write(`\u001b[${code}mcolour ${code}\u001b[0m plain`, index)),
      write('failed', 90),
    ];
    const world = await start({ events: () => events });
    const { page } = await read(world, { colorScheme, viewport, bypassCSP: true, reducedMotion: 'reduce' });
    await page.getByLabel('Search these lines').fill('colour 3');
    await page.locator('mark').first().waitFor();

    const { violations, passes } = await checkPage(page);

    expect(passes).toContain('color-contrast');
    expect(violations).toEqual([]);
  });
});
