import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import {
  registerExplorer,
  type ExplorerOptions,
  type ExplorerQuery,
} from '../src/transports/pages/explorer/register.ts';

const first = 'query FirstJobs {\n  jobs { nodes { id } }\n}\n';
const queries = [
  { name: 'First jobs', query: first },
  { name: 'Sources', query: '{ jobSources { name } }' },
];
const apps: FastifyInstance[] = [];

afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.close()));
});

function createApp(asked: readonly ExplorerQuery[] = queries, options: ExplorerOptions = {}): FastifyInstance {
  const app = Fastify();
  apps.push(app);
  registerExplorer(app, { listQueries: () => asked, ...options });
  return app;
}

async function readPage(app: FastifyInstance, path: string): Promise<string> {
  return (await app.inject(path)).body;
}

/** What the page's script is given. */
function parseData(html: string): unknown {
  return JSON.parse(/id="explorer-data">(.*?)<\/script>/.exec(html)?.[1] ?? '');
}

/** What a browser loads by itself. */
function listLoaded(html: string): readonly string[] {
  return [...html.matchAll(/<(?:script|link|img)\b[^>]*?\b(?:src|href)="([^"]*)"/g)].map(([, address = '']) => address);
}

describe('the explorer', () => {
  it.each(['/', '/explorer', '/sandbox'])(
    'answers %s with a page that cannot be framed, sniffed, or kept',
    async (path) => {
      const response = await createApp().inject(path);

      expect(response.statusCode).toBe(200);
      expect(response.headers).toMatchObject({
        'content-type': 'text/html; charset=utf-8',
        'x-frame-options': 'DENY',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
      });
      expect(response.headers['content-security-policy']).toMatch(/^default-src 'none'; .*frame-ancestors 'none'$/);
    },
  );

  it.each(['/', '/explorer'])('lets %s load nothing from elsewhere', async (path) => {
    const response = await createApp().inject(path);

    expect(response.headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self' 'unsafe-inline'; font-src data:; " +
        "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect(response.body).not.toMatch(/https?:/);
  });

  it("lets /sandbox load nothing from elsewhere but Apollo's script and frame", async () => {
    const response = await createApp().inject('/sandbox');

    expect(response.headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self' https://embeddable-sandbox.cdn.apollographql.com; style-src 'self'; " +
        "img-src 'self'; connect-src 'self'; frame-src https://sandbox.embed.apollographql.com; base-uri 'none'; " +
        "form-action 'none'; frame-ancestors 'none'",
    );
    expect(listLoaded(response.body).filter((address) => address.startsWith('http'))).toEqual([
      'https://embeddable-sandbox.cdn.apollographql.com/v2/embeddable-sandbox.umd.production.min.js',
    ]);
  });

  it('serves every file of its pages, to be kept for ever', async () => {
    const app = createApp();
    const html = (await readPage(app, '/')) + (await readPage(app, '/sandbox'));
    const { workers } = parseData(await readPage(app, '/')) as { workers: Record<string, string> };
    const paths = [...listLoaded(html), ...Object.values(workers)].filter((path) => !/^https?:/.test(path));

    const responses = await Promise.all([...new Set(paths)].map((path) => app.inject(`/${path}`)));

    expect(Object.keys(workers)).toEqual(['editorWorkerService', 'json', 'graphql']);
    expect(responses).toHaveLength(10);
    for (const { statusCode, headers } of responses) {
      expect(statusCode).toBe(200);
      expect(headers['content-type']).toMatch(/^(text\/(css|javascript); charset=utf-8|image\/svg\+xml)$/);
      expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
      expect(headers['x-content-type-options']).toBe('nosniff');
    }
    const styles = responses.filter(({ headers }) => String(headers['content-type']).startsWith('text/css'));
    for (const { body } of styles) expect(body).not.toMatch(/@import|url\(\s*["']?(?!data:)/);
  });

  it('is sent compressed, and once', async () => {
    const app = createApp();
    const paths = listLoaded(await readPage(app, '/explorer'));
    const ask = (headers: Readonly<Record<string, string>>) =>
      Promise.all(paths.map((path) => app.inject({ url: `/${path}`, headers })));
    const sum = (answers: Awaited<ReturnType<typeof ask>>): number =>
      answers.map(({ rawPayload }) => rawPayload.length).reduce((one, other) => one + other, 0);

    const plain = sum(await ask({ 'accept-encoding': 'identity' }));
    const compressed = await ask({ 'accept-encoding': 'gzip, br' });
    const tags = compressed.map(({ headers }) => String(headers['etag'])).join(', ');
    const again = await ask({ 'accept-encoding': 'gzip, br', 'if-none-match': tags });

    expect(plain).toBeGreaterThan(5_000_000);
    expect(sum(compressed)).toBeLessThan(plain / 3.5);
    expect(again.map(({ statusCode }) => statusCode)).toEqual(paths.map(() => 304));
    expect(sum(again)).toBe(0);
  });

  it('is sent to a browser that kept the page, and no other file is', async () => {
    const paths = listLoaded(await readPage(createApp(), '/explorer'));
    // A gateway that has been started anew since.
    const app = createApp();
    const answers = await Promise.all(
      [...paths, 'explorer/0123456789abcdef/graphiql.js', 'explorer/..%2f/graphiql.js'].map((path) =>
        app.inject({ url: `/${path}` }),
      ),
    );

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([...paths.map(() => 200), 404, 404]);
  });

  it('gives Sandbox the first query, GraphiQL all of them, and both the path of the graph', async () => {
    const app = createApp();

    expect(parseData(await readPage(app, '/sandbox'))).toEqual({ endpoint: 'graphql', query: first });
    expect(parseData(await readPage(app, '/'))).toMatchObject({
      endpoint: 'graphql',
      tabs: [first, '{ jobSources { name } }'],
      token: null,
    });
  });

  it('says where the explorer without internet is', async () => {
    expect(await readPage(createApp(), '/sandbox')).toContain(
      '<a href="explorer">GraphiQL (works without internet)</a>',
    );
  });

  it('leaves / to the console where there is one, and links to it', async () => {
    const app = createApp(queries, { hasConsole: true });

    expect((await app.inject('/')).statusCode).toBe(404);
    expect(parseData(await readPage(app, '/explorer'))).toMatchObject({
      links: [{ path: 'console/' }, { path: 'sandbox' }],
    });
    expect(await readPage(app, '/sandbox')).toContain('<a href="console/">Console</a>');
    expect(parseData(await readPage(createApp(), '/explorer'))).toMatchObject({ links: [{ path: 'sandbox' }] });
    expect(await readPage(createApp(), '/sandbox')).not.toContain('console');
  });

  it('asks anew for each page: what moves now, and a token for who asks', async () => {
    let count = 0;
    const app = createApp([], {
      listQueries: () => [{ name: 'Live', query: `{ run${(count += 1)} }` }],
      findToken: async ({ headers }) => (headers.host === 'localhost' ? `token-${count}` : null),
    });

    const answers = [
      await app.inject({ url: '/', headers: { host: 'localhost' } }),
      await app.inject({ url: '/', headers: { host: 'evil.example' } }),
    ].map(({ body }) => parseData(body));

    expect(answers).toMatchObject([
      { tabs: ['{ run1 }'], token: 'token-1', memory: 'Live' },
      { tabs: ['{ run2 }'], token: null, memory: 'Live' },
    ]);
  });

  it('gives a hint where there is no query', async () => {
    const app = Fastify();
    apps.push(app);
    registerExplorer(app, {});
    const { tabs } = parseData(await readPage(app, '/')) as { tabs: string[] };

    expect(tabs).toHaveLength(1);
    expect(tabs[0]).toMatch(/^# Ask for a job by its id/);
  });

  it.each(['/', '/sandbox'])('lets no query leave its place in %s', async (path) => {
    const query = `# </script><script>alert(1)</script><!-- & \u2028\u2029 <script>\n{ a }`;
    const safe = await readPage(createApp(), path);

    const html = await readPage(createApp([{ name: 'Hostile', query }]), path);

    expect(JSON.stringify(parseData(html))).toContain(JSON.stringify(query));
    expect(html).not.toMatch(/alert\(1\)<|<!--|\u2028|\u2029/);
    expect(html.match(/<\/?script/g)).toEqual(safe.match(/<\/?script/g));
  });
});
