/** The console's page. All its addresses are relative, so that it works under any prefix that a proxy puts before it. */
import type { ConsoleSettings } from '../../../config/console.ts';
import { formatData, formatPolicy } from '../page.ts';
import type { ConsoleBundle } from './bundle.ts';

/** Other pages of the gateway, relative to the console's. */
export type ConsoleLinks = Readonly<Partial<Record<'explorer' | 'sandbox', string>>>;

/** What the console of a demo offers to try. */
export interface ConsoleTries {
  /** The ids of a job that failed, and of one whose protected fields hold values. */
  readonly failed: string;
  readonly secret: string;
  /** A job's id as its provider has it. */
  readonly providerJobId: string;
}

/** The page, once the files are there. */
export function formatPage(
  { script, style, icon }: Pick<ConsoleBundle, 'script' | 'style' | 'icon'>,
  { signIn, graphUrl = '../graphql' }: ConsoleSettings,
  { links, tries }: { readonly links: ConsoleLinks; readonly tries?: ConsoleTries | undefined },
): string {
  return format(`
    <link rel="icon" type="image/svg+xml" href="assets/${icon}">
    <link rel="stylesheet" href="assets/${style}">
    <script type="module" src="assets/${script}"></script>
  </head>
  <body>
    <noscript>The console needs JavaScript.</noscript>
    <div id="root"></div>
    ${formatData('console-data', { graphUrl, signIn, links, tries })}`);
}

/** The page if no files exist and they cannot be built. */
export function formatMissingPage(): string {
  return format(`
  </head>
  <body>
    <h1>The console is not built</h1>
    <p>Run <code>npm run build</code>, then load this page again.</p>`);
}

function format(rest: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>jobgraph</title>${rest}
  </body>
</html>
`;
}

/** Allows only the page's own files, and no text as script. The page connects to the graph, and to sign in. */
export function formatConsolePolicy(settings: ConsoleSettings): string {
  return formatPolicy(
    {
      'script-src': "'self'",
      'style-src': "'self'",
      'img-src': "'self'",
      'connect-src': ["'self'", ...listOrigins(settings)].join(' '),
    },
    { 'require-trusted-types-for': "'script'", 'trusted-types': "'none'" },
  );
}

function listOrigins({ signIn, graphUrl }: ConsoleSettings): readonly string[] {
  const origins: string[] = [];
  if (signIn.mode === 'oidc') origins.push(new URL(signIn.tokenEndpoint).origin);
  if (graphUrl !== undefined && URL.canParse(graphUrl)) {
    const { origin } = new URL(graphUrl);
    // By its own name: https: does not stand for wss: in a policy.
    origins.push(origin, origin.replace(/^http/, 'ws'));
  }
  return origins;
}
