/**
 * Pages to explore the graph with: Apollo Sandbox at /, which comes from the internet, and at /explorer a GraphiQL
 * that needs none. Both are made once, before the port opens.
 */
import type { FastifyInstance } from 'fastify';
import { createGraphiQLPage } from './explorer/graphiql-page.ts';
import type { Asset, ExplorerPage } from './explorer/page.ts';
import { createSandboxPage } from './explorer/sandbox-page.ts';

/** An operation that the explorer opens with. GraphiQL takes the name of its tab from the operation's own. */
export interface ExplorerQuery {
  readonly name: string;
  readonly query: string;
}

export interface ExplorerOptions {
  /** The first one is what Sandbox opens with. Empty: a hint at how to ask. */
  readonly queries: readonly ExplorerQuery[];
}

const hint = `# Ask for a job by its id, <source name>:<key>.
# The sources that there are:
query Sources {
  jobSources {
    name
    provider
  }
}
`;

/** Adds both pages. The large files of GraphiQL are read when the app becomes ready, and only where this was called. */
export function registerExplorer(app: FastifyInstance, { queries }: ExplorerOptions): void {
  const [first = hint, ...others] = queries.map(({ query }) => query);
  void app.register(async (scope) => {
    servePage(scope, '/', await createSandboxPage(first));
    servePage(scope, '/explorer', await createGraphiQLPage([first, ...others]));
  });
}

function servePage(app: FastifyInstance, path: string, { html, contentSecurityPolicy, assets }: ExplorerPage): void {
  app.get(path, (_request, reply) =>
    reply
      .headers({
        'content-security-policy': contentSecurityPolicy,
        'x-frame-options': 'DENY',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
      })
      .type('text/html; charset=utf-8')
      .send(html),
  );
  for (const asset of assets) serveAsset(app, asset);
}

/** Its path changes with its content, so a browser may keep it for ever. */
function serveAsset(app: FastifyInstance, { path, type, content }: Asset): void {
  app.get(path, (_request, reply) =>
    reply
      .headers({ 'x-content-type-options': 'nosniff', 'cache-control': 'public, max-age=31536000, immutable' })
      .type(type)
      .send(content),
  );
}
