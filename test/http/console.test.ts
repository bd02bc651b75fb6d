/** The console's page and files over HTTP. Its files are stand-ins: what is in them is tested under test/console. */
import { createHash } from 'node:crypto';
import { createServer, request as openRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ConsoleSettings } from '../../src/config/console.ts';
import { findFiles, type BuiltFile, type FindFiles } from '../../src/transports/pages/console/files.ts';
import { startGateway, type GatewaySettings, type GatewayUnderTest } from '../gateway.ts';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

const sources = [{ name: 'devices', provider: 'importexport' }];
const operation = 'query ConsoleSources { jobSources { name } }';
const script = `export const text = ${JSON.stringify('x'.repeat(2000))};`;
const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

function toFiles(contents: Readonly<Record<string, string | Uint8Array>>): readonly BuiltFile[] {
  return Object.entries(contents).map(([name, content]) => ({ name, content: Buffer.from(content) }));
}

const built = {
  'main-abc.js': script,
  'console-def.css': 'body { margin: 0 }',
  'manifest.json': JSON.stringify({
    script: 'main-abc.js',
    style: 'console-def.css',
    parts: { 'detail-panel': 'detail-panel-ghi.js', 'sources-view': 'sources-view-jkl.js' },
  }),
  'operations.json': JSON.stringify({ [`sha256:${digestOf(operation)}`]: operation }),
};

type Started = GatewayUnderTest & { readonly origin: string };

/** The caller closes it. */
async function launch(settings: Partial<GatewaySettings> = {}): Promise<Started> {
  const gateway = await startGateway({
    sources,
    findConsoleFiles: () => Promise.resolve(toFiles(built)),
    ...settings,
    server: { console: true, ...settings.server },
  });
  return { ...gateway, origin: new URL(gateway.url).origin };
}

/** Closed after the test. */
async function start(settings: Partial<GatewaySettings> = {}): Promise<Started> {
  const gateway = await launch(settings);
  open.push(gateway.close);
  return gateway;
}

interface Sent {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** As it comes over the wire: nothing is followed or decompressed. */
function send(address: string, headers: Readonly<Record<string, string>> = {}, method = 'GET'): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const request = openRequest(address, { method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) });
      });
    });
    request.on('error', reject);
    request.end();
  });
}

/** What the page's script is given. */
function parseData(html: string): unknown {
  return JSON.parse(/id="console-data">(.*?)<\/script>/.exec(html)?.[1] ?? '');
}

/** What a browser loads by itself. */
function listLoaded(html: string): readonly string[] {
  return [...html.matchAll(/<(?:script|link|img)\b[^>]*?\b(?:src|href)="([^"]*)"/g)].map(([, address = '']) => address);
}

const policy = (connect: string): string =>
  `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src ${connect}; base-uri 'none'; ` +
  `form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'`;

describe('the page of the console', () => {
  it('is kept by no cache, cannot be framed, and may run nothing but its own files', async () => {
    const { origin } = await start();

    const { status, headers } = await send(`${origin}/console/`);

    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': policy("'self'"),
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
    });
  });

  it('has no script, style or address of its own in it but relative ones', async () => {
    const { origin } = await start();

    const html = String((await send(`${origin}/console/`)).body);

    expect(listLoaded(html)).toEqual([
      expect.stringMatching(/^assets\/icon-[0-9a-f]{16}\.svg$/),
      'assets/console-def.css',
      'assets/main-abc.js',
    ]);
    expect(html).toContain('<script type="module" src="assets/main-abc.js"></script>');
    expect(html.match(/<script(?![^>]* (?:src|type="application\/json")).*?>/g)).toBeNull();
    expect(html).not.toMatch(/<style|style=|<base|\son\w+=|(?:src|href)="\//);
  });

  it('tells its script where the graph and the other pages are, and how viewers sign in', async () => {
    const read = async (settings: Partial<GatewaySettings>): Promise<unknown> => {
      const { origin } = await start(settings);
      return parseData(String((await send(`${origin}/console/`)).body));
    };

    expect(await read({})).toEqual({ graphUrl: '../graphql', signIn: { mode: 'none' }, links: {} });
    expect(
      await read({
        server: { explorer: true },
        console: { signIn: { mode: 'paste' }, graphUrl: 'https://router.example/graphql' },
      }),
    ).toEqual({
      graphUrl: 'https://router.example/graphql',
      signIn: { mode: 'paste' },
      links: { explorer: '../explorer', sandbox: '../sandbox' },
    });
  });

  const oidc: ConsoleSettings['signIn'] = {
    mode: 'oidc',
    issuer: 'https://issuer.example',
    clientId: 'console',
    authorizationEndpoint: 'https://login.example/authorize',
    tokenEndpoint: 'https://tokens.example:8443/oauth/token',
    scopes: ['openid', 'job:read'],
  };

  it.each<[string, ConsoleSettings, string]>([
    ['the issuer’s tokens', { signIn: oidc }, "'self' https://tokens.example:8443"],
    [
      'a router',
      { signIn: { mode: 'paste' }, graphUrl: 'http://127.0.0.1:4001/graph' },
      "'self' http://127.0.0.1:4001 ws://127.0.0.1:4001",
    ],
    [
      'both',
      { signIn: oidc, graphUrl: 'https://router.example/graphql' },
      "'self' https://tokens.example:8443 https://router.example wss://router.example",
    ],
    ['another path', { signIn: { mode: 'proxy' }, graphUrl: '/graphs/jobs' }, "'self'"],
  ])('may connect to %s', async (_name, console, connect) => {
    const { origin } = await start({ console });

    const { headers } = await send(`${origin}/console/`);

    expect(headers['content-security-policy']).toBe(policy(connect));
  });

  it('is where / and /console lead, by relative addresses that keep the view', async () => {
    const { origin } = await start({ server: { explorer: true } });

    const answers = await Promise.all(
      ['/', '/console', '/console?view=failed&job=a%3Ab%2Fc', '/?last=24h'].map((path) => send(`${origin}${path}`)),
    );

    expect(answers.map(({ status, headers }) => [status, headers['location']])).toEqual([
      [302, 'console/'],
      [308, 'console/'],
      [308, 'console/?view=failed&job=a%3Ab%2Fc'],
      [302, 'console/?last=24h'],
    ]);
    expect((await send(`${origin}/explorer`)).status).toBe(200);
    expect((await send(`${origin}/sandbox`)).status).toBe(200);
  });

  it.each([
    ['', []],
    ['?view=all', []],
    ['?job=cos%3Aone', ['assets/detail-panel-ghi.js']],
    ['?view=sources', ['assets/sources-view-jkl.js']],
    ['?view=sources&job=a&job=b', ['assets/detail-panel-ghi.js', 'assets/sources-view-jkl.js']],
    ['?view=%22%3E%3Cscript%3E&job', ['assets/detail-panel-ghi.js']],
  ])('has the browser load what its address shows beside the first script: %s', async (query, parts) => {
    const { origin } = await start();

    const html = String((await send(`${origin}/console/${query}`)).body);

    expect([...html.matchAll(/<link rel="modulepreload" href="([^"]*)">/g)].map(([, file]) => file)).toEqual(parts);
    expect(html).not.toContain('><script>');
  });

  it('is not there unless it is on', async () => {
    const { origin } = await start({ server: { console: false, explorer: true } });

    const answers = await Promise.all(['/console', '/console/', '/'].map((path) => send(`${origin}${path}`)));

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 200]);
  });

  it('says what to do where it is not built, and is there as soon as it is', async () => {
    const find = vi.fn<FindFiles>().mockResolvedValueOnce(undefined).mockResolvedValue(toFiles(built));
    const { origin } = await start({ findConsoleFiles: find });

    const missing = await send(`${origin}/console/`);
    const found = await send(`${origin}/console/`);

    expect([missing.status, missing.headers['cache-control']]).toEqual([503, 'no-store']);
    expect(String(missing.body)).toContain('<code>npm run build</code>');
    expect(found.status).toBe(200);
  });

  it('has its files read once, by whoever asks first, and again after a failure', async () => {
    const find = vi.fn(() => Promise.resolve(toFiles(built)));
    find.mockRejectedValueOnce(new Error('no such folder'));
    const { origin } = await start({ findConsoleFiles: find });

    expect((await send(`${origin}/console/`)).status).toBe(500);
    const answers = await Promise.all([1, 2, 3].map(() => send(`${origin}/console/`)));

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(find).toHaveBeenCalledTimes(2);
  });
});

describe('the files of the console', () => {
  let gateway: Started;
  let origin: string;
  beforeAll(async () => {
    gateway = await launch();
    ({ origin } = gateway);
  });
  afterAll(() => gateway.close());

  it('are kept for ever, and asked for again only by those who have them not', async () => {
    const address = `${origin}/console/assets/main-abc.js`;

    const { status, headers, body } = await send(address);
    const again = await send(address, { 'if-none-match': String(headers['etag']) });

    expect([status, String(body)]).toEqual([200, script]);
    expect(headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      vary: 'Origin, accept-encoding',
      etag: expect.stringMatching(/^"[0-9a-f]{16}"$/) as string,
    });
    expect([again.status, again.body.length, again.headers['etag']]).toEqual([304, 0, headers['etag']]);
  });

  it.each<[string, string | undefined, (content: Buffer) => Buffer]>([
    ['gzip, deflate, br', 'br', brotliDecompressSync],
    ['gzip, deflate', 'gzip', gunzipSync],
    ['br;q=0.5, gzip', 'gzip', gunzipSync],
    ['*', 'br', brotliDecompressSync],
    ['br;q=0, *', 'gzip', gunzipSync],
    ['gzip;q=0, br;q=0', undefined, (content) => content],
    ['deflate, zstd', undefined, (content) => content],
    ['', undefined, (content) => content],
  ])('are sent as the client takes them: %s', async (accepted, encoding, decode) => {
    const { headers, body } = await send(`${origin}/console/assets/main-abc.js`, { 'accept-encoding': accepted });

    expect(headers['content-encoding']).toBe(encoding);
    expect(headers['etag']).toMatch(encoding === undefined ? /^"[0-9a-f]{16}"$/ : new RegExp(`-${encoding}"$`));
    expect(String(decode(body))).toBe(script);
  });

  it('are sent as the build compressed them', async () => {
    const compressed = {
      ...built,
      'main-abc.js.br': brotliCompressSync(`${script} // built`),
      'main-abc.js.gz': gzipSync(`${script} // built`),
    };
    const { origin: other } = await start({ findConsoleFiles: () => Promise.resolve(toFiles(compressed)) });
    const address = `${other}/console/assets/main-abc.js`;

    const [br, gzip] = await Promise.all(
      ['br', 'gzip'].map((accepted) => send(address, { 'accept-encoding': accepted })),
    );

    expect([brotliDecompressSync(br!.body), gunzipSync(gzip!.body)].map(String)).toEqual([
      `${script} // built`,
      `${script} // built`,
    ]);
  });

  it.each(['manifest.json', 'operations.json', 'main-abc.js.br', 'absent.js', '..%2fpackage.json', 'constructor'])(
    'do not hold %s',
    async (name) => {
      expect((await send(`${origin}/console/assets/${name}`)).status).toBe(404);
    },
  );
});

/** Passes on what comes below the prefix, without it. */
async function startProxy(prefix: string, origin: string): Promise<string> {
  const proxy: Server = createServer((incoming, outgoing) => {
    const url = incoming.url ?? '';
    if (!url.startsWith(prefix)) {
      outgoing.writeHead(404).end();
      return;
    }
    const { method, headers } = incoming;
    const onward = openRequest(`${origin}/${url.slice(prefix.length)}`, { method, headers }, (response) => {
      outgoing.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(outgoing);
    });
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  open.push(
    () =>
      new Promise((resolve) => {
        proxy.close(resolve);
        proxy.closeAllConnections();
      }),
  );
  return `http://127.0.0.1:${(proxy.address() as AddressInfo).port}${prefix}`;
}

describe('behind a proxy that strips a prefix', () => {
  it('the page, its files, the graph and the explorer are all found', async () => {
    const { origin } = await start({ server: { explorer: true } });
    const root = await startProxy('/tools/jobs/', origin);

    // Follows where / leads.
    const page = await fetch(root);
    const html = await page.text();
    const { graphUrl, links } = parseData(html) as { graphUrl: string; links: Record<string, string> };
    const files = await Promise.all(listLoaded(html).map((address) => fetch(new URL(address, page.url))));
    const answer = await fetch(new URL(graphUrl, page.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: operation }),
    });
    const explorer = await fetch(new URL(links['explorer']!, page.url));
    const explorerFiles = await Promise.all(
      listLoaded(await explorer.text()).map((address) => fetch(new URL(address, explorer.url), { method: 'HEAD' })),
    );

    expect(page.url).toBe(`${root}console/`);
    expect(files.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await answer.json()).toEqual({ data: { jobSources: [{ name: 'devices' }] } });
    expect(explorer.url).toBe(`${root}explorer`);
    expect(explorerFiles.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    for (const file of [...files, ...explorerFiles]) await file.arrayBuffer();
  });
});

async function readOperations(): Promise<Readonly<Record<string, string>>> {
  const file = (await findFiles())?.find(({ name }) => name === 'operations.json');
  return JSON.parse(Buffer.from(file!.content).toString()) as Record<string, string>;
}

describe('the operations of the console', () => {
  it('are answered where only persisted operations are, from the start', async () => {
    const gateway = await start({ persistedOperations: { operations: new Map(), required: true } });

    const answer = await gateway.query(operation);
    const other = await gateway.query('{ jobSources { provider } }');

    expect(answer.data).toEqual({ jobSources: [{ name: 'devices' }] });
    expect(other.errors[0]?.extensions.code).toBe('PERSISTED_OPERATION_REQUIRED');
  });

  it('of the console as it is built are all allowed, by every limit that there is by default', async () => {
    const operations = Object.values(await readOperations());
    const gateway = await start({
      findConsoleFiles: findFiles,
      persistedOperations: { operations: new Map(), required: true },
    });

    const codes = await Promise.all(
      operations.filter((text) => !/^subscription/m.test(text)).map(async (text) => (await gateway.query(text)).errors),
    );

    expect(operations.length).toBeGreaterThan(0);
    // Variables are missing in some; none is refused for its text.
    for (const error of codes.flat()) expect(error.extensions.code).toBe('BAD_USER_INPUT');
  });

  it('are not answered there without the console', async () => {
    const gateway = await start({
      server: { console: false },
      persistedOperations: { operations: new Map(), required: true },
    });

    expect((await gateway.query(operation)).errors[0]?.extensions.code).toBe('PERSISTED_OPERATION_REQUIRED');
  });
});
