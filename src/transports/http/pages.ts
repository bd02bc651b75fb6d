/** The gateway's pages, and in demo mode the tokens for them. */
import type { FastifyInstance } from 'fastify';
import type { DemoIssuer } from '../../auth/demo-tokens.ts';
import type { Config } from '../../config/load.ts';
import { createBundleLoader } from '../pages/console/bundle.ts';
import { findFiles, type FindFiles } from '../pages/console/files.ts';
import type { ConsoleTries } from '../pages/console/page.ts';
import { registerConsole } from '../pages/console/register.ts';
import { registerExplorer, type ExplorerQuery } from '../pages/explorer/register.ts';
import type { PersistedOperations } from '../../operation/persisted-operations.ts';
import { registerDemoTokens, toExplorerOptions } from './demo-token-route.ts';

/** What the pages show and where their files are. */
export interface PagesOptions {
  /** For demo mode: an issuer that hands out tokens, the queries that the explorer opens with, and what the console offers to try. */
  readonly demo?: {
    readonly issuer: DemoIssuer;
    readonly listQueries: () => readonly ExplorerQuery[];
    readonly tries: ConsoleTries;
  };
  /** Finds the console's files. Default: the built ones. */
  readonly findConsoleFiles?: FindFiles;
}

/** The operations of the console are allowed once its files are loaded. */
export function registerPages(
  app: FastifyInstance,
  { server, console: settings, persistedOperations }: Pick<Config, 'server' | 'console' | 'persistedOperations'>,
  { allow }: Pick<PersistedOperations, 'allow'>,
  { demo, findConsoleFiles = findFiles }: PagesOptions,
): void {
  if (server.explorer) registerExplorer(app, { ...(demo && toExplorerOptions(demo)), hasConsole: server.console });
  if (demo !== undefined) registerDemoTokens(app, demo.issuer);
  if (!server.console) return;
  const loadBundle = createBundleLoader(findConsoleFiles, ({ operations }) => {
    allow(operations);
  });
  // A page that was open before the start sends its operations at once.
  if (persistedOperations.required)
    app.addHook('onReady', async () => {
      await loadBundle();
    });
  const links = server.explorer ? { explorer: '../explorer', sandbox: '../sandbox' } : {};
  registerConsole(app, { settings, links, tries: demo?.tries, loadBundle });
}
