/**
 * Pages to explore the graph: GraphiQL at /explorer, served entirely from here, and Apollo Sandbox at /sandbox, which is
 * loaded from the internet. Their files are read once, before the port opens.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { createAssetSender } from '../assets.ts';
import { sendPage } from '../page.ts';
import { createGraphiQLPage } from './graphiql-page.ts';
import type { ExplorerContent, ExplorerPage, ExplorerQuery } from './page.ts';
import { createSandboxPage } from './sandbox-page.ts';

export type { ExplorerQuery };

/** The content of the pages, and their tokens. */
export interface ExplorerOptions {
  /** The queries that a page opens with; Sandbox opens with the first. Default: a hint. */
  readonly listQueries?: () => readonly ExplorerQuery[];
  /** A token for the requested page. Default: none. */
  readonly findToken?: (request: FastifyRequest) => Promise<string | null>;
  /** Whether / leads to the console, to which the pages then link. Default: GraphiQL is at / too. */
  readonly hasConsole?: boolean;
}

const hint = {
  name: 'Sources',
  query: `# Ask for a job by its id, <source name>:<key>.
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
export function registerExplorer(app: FastifyInstance, options: ExplorerOptions): void {
  const { listQueries, findToken, hasConsole = false } = options;
  const readContent = async (request: FastifyRequest): Promise<ExplorerContent> => ({
    queries: listQueries?.() ?? [hint],
    token: (await findToken?.(request)) ?? null,
    hasConsole,
  });
  void app.register(async (scope) => {
    servePage(scope, hasConsole ? ['/explorer'] : ['/', '/explorer'], await createGraphiQLPage(), readContent);
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
    app.get(path, async (request, reply) =>
      sendPage(reply, contentSecurityPolicy, formatHtml(await readContent(request))),
    );
  for (const asset of assets) app.get(`/${asset.path}`, createAssetSender(asset));
}
