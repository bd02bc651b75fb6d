/** GraphiQL, with all of its files served from here. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Asset } from '../assets.ts';
import { formatData, formatPolicy } from '../page.ts';
import { packageFile } from '../../../package-files.ts';
import { createAsset, dataId, readAsset, readIconAsset, type ExplorerContent, type ExplorerPage } from './page.ts';

// Monaco, GraphiQL's editor, adds style elements, and its style sheet contains fonts and icons.
const contentSecurityPolicy = formatPolicy({
  'script-src': "'self'",
  'worker-src': "'self'",
  'style-src': "'self' 'unsafe-inline'",
  'font-src': 'data:',
  'img-src': "'self' data:",
  'connect-src': "'self'",
});

/** One tab per query. */
export async function createGraphiQLPage(): Promise<ExplorerPage> {
  const files = await readFiles();
  const { style, icon, graphiql, socket, boot, workers } = files;
  const workerPaths = Object.fromEntries(Object.entries(workers).map(([label, { path }]) => [label, path]));
  const formatContent = ({ queries, token, hasConsole }: ExplorerContent): string =>
    formatData(dataId, {
      endpoint: 'graphql',
      icon: icon.path,
      links: [
        ...(hasConsole ? [{ path: 'console/', text: 'Console' }] : []),
        { path: 'sandbox', text: 'Apollo Sandbox' },
      ],
      memory: queries.map(({ name }) => name).join(),
      tabs: queries.map(({ query }) => query),
      token,
      workers: workerPaths,
    });
  return {
    contentSecurityPolicy,
    assets: [style, icon, graphiql, socket, boot, ...Object.values(workers)],
    formatHtml: (content) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>jobgraph</title>
    <link rel="icon" type="image/svg+xml" href="${icon.path}">
    <link rel="stylesheet" href="${style.path}">
    <script defer src="${graphiql.path}"></script>
    <script defer src="${socket.path}"></script>
    <script type="module" src="${boot.path}"></script>
  </head>
  <body>
    <noscript>GraphiQL needs JavaScript.</noscript>
    <div id="root"></div>
    ${formatContent(content)}
  </body>
</html>
`,
  };
}

interface Files {
  readonly style: Asset;
  readonly icon: Asset;
  readonly graphiql: Asset;
  readonly socket: Asset;
  readonly boot: Asset;
  /** By the labels that Monaco uses. */
  readonly workers: Readonly<Record<'editorWorkerService' | 'json' | 'graphql', Asset>>;
}

async function readFiles(): Promise<Files> {
  // Nine megabytes. The package's own page has everything inline in one HTML file,
  // which a strict policy does not allow and browsers cannot cache.
  const { css, js, editorWorkerService, jsonWorker, graphqlWorker } =
    await import('@graphql-yoga/render-graphiql/graphiql');
  const fixes = await readAsset('graphiql-fixes.css');
  return {
    style: createAsset('graphiql.css', Buffer.concat([Buffer.from(`${css}\n`), fixes.content])),
    icon: await readIconAsset(),
    graphiql: createAsset('graphiql.js', Buffer.from(js)),
    socket: createAsset('graphql-ws.js', await readSocketClient()),
    boot: await readAsset('graphiql-boot.js'),
    workers: {
      editorWorkerService: createAsset('editor-worker.js', Buffer.from(editorWorkerService)),
      json: createAsset('json-worker.js', Buffer.from(jsonWorker)),
      graphql: createAsset('graphql-worker.js', Buffer.from(graphqlWorker)),
    },
  };
}

/** The client of graphql-transport-ws, as its package builds it for script elements; where that is missing, the bundle's copy. */
function readSocketClient(): Promise<Buffer> {
  const { resolve } = createRequire(import.meta.url);
  try {
    return readFile(join(resolve('graphql-ws'), '..', '..', 'umd', 'graphql-ws.min.js'));
  } catch {
    return readFile(packageFile('dist/graphql-ws.min.js'));
  }
}
