/**
 * Pages to explore the graph: GraphiQL at /explorer, served entirely from here, and Apollo Sandbox at /sandbox, which is
 * loaded from the internet. Their files are read when a page is first asked for: GraphiQL's would make a start a third longer.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { createAssetSender, type SendAsset } from '../assets.ts';
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

/** Adds both pages, and what they load. */
export function registerExplorer(app: FastifyInstance, options: ExplorerOptions): void {
  const { listQueries, findToken, hasConsole = false } = options;
  const readContent = async (request: FastifyRequest): Promise<ExplorerContent> => ({
    queries: listQueries?.() ?? [hint],
    token: (await findToken?.(request)) ?? null,
    hasConsole,
  });
  const pages = [
    { paths: ['/sandbox'], load: loadOnce(createSandboxPage) },
    { paths: hasConsole ? ['/explorer'] : ['/', '/explorer'], load: loadOnce(createGraphiQLPage) },
  ];
  for (const { paths, load } of pages)
    for (const path of paths)
      app.get(path, async (request, reply) => {
        const { page } = await load();
        return sendPage(reply, page.contentSecurityPolicy, page.formatHtml(await readContent(request)));
      });
  app.get<{ Params: AssetPlace }>('/explorer/:hash/:name', async (request, reply) => {
    const { hash, name } = request.params;
    // The small page first: its files must not wait for GraphiQL's.
    for (const { load } of pages) {
      const send = (await load()).senders.get(`explorer/${hash}/${name}`);
      if (send !== undefined) return send(request, reply);
    }
    reply.callNotFound();
    return reply;
  });
}

interface AssetPlace {
  readonly hash: string;
  readonly name: string;
}

interface LoadedPage {
  readonly page: ExplorerPage;
  /** By the paths of the page's files. */
  readonly senders: ReadonlyMap<string, SendAsset>;
}

/** Tries again if the files could not be read. */
function loadOnce(create: () => Promise<ExplorerPage>): () => Promise<LoadedPage> {
  let loading: Promise<LoadedPage> | undefined;
  async function load(): Promise<LoadedPage> {
    const page = await create();
    return { page, senders: new Map(page.assets.map((asset) => [asset.path, createAssetSender(asset)])) };
  }
  return async () => {
    try {
      return await (loading ??= load());
    } catch (error) {
      loading = undefined;
      throw error;
    }
  };
}
