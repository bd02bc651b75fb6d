/**
 * Apollo Sandbox, embedded by the script that Apollo documents. Apollo Server's landing page is not used: it sends queries
 * to its own address, which is not the graph's.
 * https://www.apollographql.com/docs/graphos/platform/sandbox#embedding-sandbox
 */
import { formatData, formatPolicy } from '../page.ts';
import { dataId, readAsset, readIconAsset, type ExplorerPage } from './page.ts';

const scriptOrigin = 'https://embeddable-sandbox.cdn.apollographql.com';
const frameOrigin = 'https://sandbox.embed.apollographql.com';

// The frame sends its queries through this page, so the page connects to nothing but the graph.
const contentSecurityPolicy = formatPolicy({
  'script-src': `'self' ${scriptOrigin}`,
  'style-src': "'self'",
  'img-src': "'self'",
  'connect-src': "'self'",
  'frame-src': frameOrigin,
});

/** Opens with the first query. Links to the other explorer, whether or not Sandbox can be loaded. */
export async function createSandboxPage(): Promise<ExplorerPage> {
  const [style, icon, boot] = await Promise.all([
    readAsset('sandbox.css'),
    readIconAsset(),
    readAsset('sandbox-boot.js'),
  ]);
  return {
    contentSecurityPolicy,
    assets: [style, icon, boot],
    formatHtml: ({ queries, hasConsole }) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>jobgraph</title>
    <link rel="icon" type="image/svg+xml" href="${icon.path}">
    <link rel="stylesheet" href="${style.path}">
  </head>
  <body>
    <header>
      <img src="${icon.path}" alt="" width="24" height="24">
      <h1>jobgraph</h1>
      ${hasConsole ? '<a href="console/">Console</a>' : ''}
      <a href="explorer">GraphiQL (works without internet)</a>
    </header>
    <main>
      <section>
        <h2>Apollo Sandbox should appear here</h2>
        <p>It is loaded from apollographql.com. If these words stay, that cannot be reached from your browser.</p>
        <a class="button" href="explorer">Open GraphiQL, which needs no internet</a>
      </section>
      <div id="sandbox"></div>
    </main>
    ${formatData(dataId, { endpoint: 'graphql', query: queries[0]?.query })}
    <script defer src="${scriptOrigin}/v2/embeddable-sandbox.umd.production.min.js"></script>
    <script defer src="${boot.path}"></script>
  </body>
</html>
`,
  };
}
