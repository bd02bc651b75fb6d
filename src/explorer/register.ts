/**
 * Pages to explore the graph: GraphiQL at / and /explorer, served entirely from here, and Apollo Sandbox at /sandbox, which
 * is loaded from the internet. Their files are read once, before the port opens.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { createGraphiQLPage } from './graphiql-page.ts';
import type { Asset, ExplorerContent, ExplorerPage, ExplorerQuery } from './page.ts';
import { createSandboxPage } from './sandbox-page.ts';

export type { ExplorerQuery };

export interface ExplorerOptions {
  /** The queries that a page opens with; Sandbox opens with the first. Default: a hint. */
  readonly listQueries?: () => readonly ExplorerQuery[];
  /** A token for the requested page. Default: none. */
  readonly findToken?: (request: FastifyRequest) => Promise<string | null>;
}

const hint = {
  name: 'Sources',
  query: `# RequestedFields for a job by its id, <source name>:<key>.
# The sources that there are:
query Sources {
  jobSources {
    name
    provider
  }
}
`,
};

/** Adds both pages. GraphiQL's large files are read when the app becomes ready. */
export function registerExplorer(app: FastifyInstance, { listQueries, findToken }: ExplorerOptions): void {
  const readContent = async (request: FastifyRequest): Promise<ExplorerContent> => ({
    queries: listQueries?.() ?? [hint],
    token: (await findToken?.(request)) ?? null,
  });
  void app.register(async (scope) => {
    servePage(scope, ['/', '/explorer'], await createGraphiQLPage(), readContent);
    servePage(scope, ['/sandbox'], await createSandboxPage(), readContent);
  });
}

function servePage(
  app: FastifyInstance,
  paths: readonly string[],
  { formatHtml, contentSecurityPolicy, assets }: ExplorerPage,
  readContent: (request: FastifyRequest) => Promise<ExplorerContent>,
): void {
  for (const path of paths)
    app.get(path, async (request, reply) => {
      const html = formatHtml(await readContent(request));
      return reply
        .headers({
          'content-security-policy': contentSecurityPolicy,
          'x-frame-options': 'DENY',
          'x-content-type-options': 'nosniff',
          'referrer-policy': 'no-referrer',
          'cache-control': 'no-store',
        })
        .type('text/html; charset=utf-8')
        .send(html);
    });
  for (const asset of assets) serveAsset(app, asset);
}

/** The path changes with the content, so browsers may cache it for ever. */
function serveAsset(app: FastifyInstance, { path, type, content }: Asset): void {
  app.get(path, (_request, reply) =>
    reply
      .headers({ 'x-content-type-options': 'nosniff', 'cache-control': 'public, max-age=31536000, immutable' })
      .type(type)
      .send(content),
  );
}
