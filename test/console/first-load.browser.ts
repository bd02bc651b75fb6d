/** The console of the demo: its first page, by its own address and behind a proxy that takes a prefix off. */
import { writeFile } from 'node:fs/promises';
import { createServer as createHttpServer, request as send, type Server as HttpServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDemoIssuer } from '../../src/auth/demo-tokens.ts';
import { demoConfig } from '../../src/config/load.ts';
import { startDemo, type Demo } from '../../emulators/demo/start.ts';
import { providers } from '../../src/providers.ts';
import { createServer, type Server } from '../../src/server.ts';
import { describeInBrowser } from '../browser/chromium.ts';

const prefix = '/tools/jobs';

/** Takes the prefix off and sends on what is below it, as many ingresses do; upgrades too. */
async function startProxy(target: URL): Promise<HttpServer> {
  const { hostname: host, port } = target;
  const proxy = createHttpServer((incoming, outgoing) => {
    const { url = '', method, headers } = incoming;
    if (!url.startsWith(`${prefix}/`)) return outgoing.writeHead(404).end();
    const path = url.slice(prefix.length);
    const sent = send({ host, port, path, method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    return incoming.pipe(sent);
  });
  proxy.on('upgrade', ({ url = '', rawHeaders }, socket) => {
    const through = connect(Number(port), host, () => {
      const lines = rawHeaders.map((text, place) => (place % 2 === 0 ? `${text}: ` : `${text}\r\n`)).join('');
      through.write(`GET ${url.slice(prefix.length)} HTTP/1.1\r\n${lines}\r\n`);
      through.pipe(socket).pipe(through);
    });
    through.on('error', () => socket.destroy());
    socket.on('error', () => through.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return proxy;
}

/** Those of README and docs/console.md. */
const pictures = [
  {
    file: 'console.png',
    viewport: { width: 1280, height: 860 },
    colorScheme: 'light',
    toQuery: () => '',
  },
  {
    file: 'console-details.png',
    viewport: { width: 1280, height: 860 },
    colorScheme: 'dark',
    toQuery: ({ tries }: Demo) => `?job=${encodeURIComponent(tries.failed)}`,
  },
  {
    file: 'console-phone.png',
    viewport: { width: 360, height: 740 },
    colorScheme: 'light',
    toQuery: () => '',
  },
] as const;

describeInBrowser('the console of the demo', ({ open }) => {
  let demo: Demo;
  let server: Server;
  let proxy: HttpServer;
  let origin: string;
  let behind: string;

  beforeAll(async () => {
    demo = await startDemo();
    const issuer = createDemoIssuer({ now: () => new Date() });
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
    const url = new URL(await server.listen());
    proxy = await startProxy(url);
    origin = url.origin;
    behind = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  });

  afterAll(async () => {
    proxy.closeAllConnections();
    proxy.close();
    await server.stop();
    await demo.close();
  });

  const places = [
    { name: 'at the root', home: () => `${origin}/` },
    { name: 'behind a proxy that takes a prefix off', home: () => `${behind}${prefix}/` },
  ];

  it.each(places)('$name: / leads to it, it lists what moves, and rows move', async ({ home }) => {
    const { page, outside, complaints } = await open([new URL(home()).origin]);
    const sockets: string[] = [];
    page.on('websocket', (socket) => sockets.push(socket.url()));

    await page.goto(home());

    expect(page.url()).toBe(`${home()}console/`);
    await page.locator('[data-job-id]').first().waitFor();
    expect(await page.locator('[data-coverage]').getAttribute('data-coverage')).toBe(
      `${providers.length - 1}/${providers.length}`,
    );
    await page.locator('[data-coverage]').getByText('Why').click();
    await expect
      .poll(() => page.locator('[data-coverage]').innerText())
      .toContain('pipelines: the provider offers no listing.');
    const moving = page.locator('[data-status="RUNNING"]');
    await moving.first().waitFor();
    await expect.poll(() => sockets).toEqual([`${home().replace('http', 'ws')}graphql`]);

    const readProgress = () => page.locator('.progress-cell').allInnerTexts();
    const before = await readProgress();
    await expect.poll(readProgress, { timeout: 30_000 }).not.toEqual(before);
    expect(outside).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('says that it is a demo, with three things to try, until that is closed', async () => {
    const { page, complaints } = await open([origin]);
    await page.goto(`${origin}/console/`);
    const banner = page.getByRole('complementary', { name: 'Demo' });

    expect(await banner.locator('p').innerText()).toBe(
      `Demo: ${providers.length} emulated providers on this machine. Try: a failure · reveal a secret · find an id`,
    );
    await banner.getByRole('link', { name: 'a failure' }).click();
    await page.locator('.panel .failure').waitFor();
    await banner.getByRole('link', { name: 'reveal a secret' }).click();
    await page.locator('.panel [data-protected]').first().waitFor();
    await banner.getByRole('link', { name: 'find an id' }).click();
    await page.locator(`[data-job-id="builds:${demo.tries.providerJobId}"]`).waitFor();
    await banner.getByRole('button', { name: 'Close' }).click();
    await banner.waitFor({ state: 'detached' });
    await page.reload();
    await page.locator('[data-job-id]').first().waitFor();
    expect(await banner.count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('gives tokens of three levels by a button each, goes on with what needed one, and keeps it in the tab', async () => {
    const { page, complaints } = await open([origin]);
    await page.goto(`${origin}/console/?job=${demo.sampleIds['cos-chengdu']!.first}`);
    const secret = page.locator('[data-protected="clientRequestToken"]');

    await secret.getByRole('button', { name: 'Reveal' }).click();
    const tokens = page.getByRole('group', { name: 'Tokens of the demo' });
    await expect
      .poll(() => tokens.getByRole('button').allInnerTexts())
      .toEqual(['Reader', 'Reader + sensitive', 'Reader + sensitive + credentials']);
    await tokens.getByRole('button', { name: 'Reader + sensitive', exact: true }).click();

    await secret.locator('.revealed').waitFor();
    await expect.poll(() => page.locator('.token-state').innerText()).toMatch(/^demo · 1[12] h/);

    await page.reload();

    await expect.poll(() => page.locator('.token-state').innerText()).toMatch(/^demo · 1[12] h/);
    // What was revealed is not kept.
    await secret.getByRole('button', { name: 'Reveal' }).waitFor();
    expect(complaints).toEqual([]);
  });

  it.each(pictures)('looks as the screenshot $file, which `npm run screenshot` makes', async (picture) => {
    const { file, viewport, colorScheme, toQuery } = picture;
    const { page, complaints } = await open([origin], { viewport, colorScheme });
    await page.goto(`${origin}/console/${toQuery(demo)}`);
    await page.locator('[data-job-id]').nth(5).waitFor();
    // Rows are completed, jobs are counted, and details read.
    await page.waitForLoadState('networkidle');

    const content = await page.screenshot();

    const folder = process.env['SCREENSHOTS'];
    if (folder !== undefined) await writeFile(join(folder, file), content);
    // A blank page of these sizes has less than 10 kB.
    expect(content.length).toBeGreaterThan(20_000);
    expect(content.length).toBeLessThan(300_000);
    expect(complaints).toEqual([]);
  });

  it('has the strictest policy in force: no inline style, no HTML of text', async () => {
    const { page } = await open([origin]);
    const response = await page.goto(`${origin}/console/`);

    expect(response?.headers()['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
    );
    await page.locator('[data-job-id]').first().waitFor();
    expect(await page.locator('[style]').count()).toBe(0);
    await expect(page.evaluate('document.body.innerHTML = "<p>"')).rejects.toThrow('TrustedHTML');
  });
});
