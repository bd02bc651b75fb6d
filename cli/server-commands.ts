/** Commands that need no graph: tokens of the demo, the configuration, the schema. */
import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { packageFile } from '../src/package-files.ts';
import { UsageFault } from './exit.ts';
import type { CommonOptions } from './options.ts';
import type { CliContext } from './context.ts';

/** Adds `token`, `config check`, `config schema` and `schema print`. */
export function addServerCommands(program: Command, context: CliContext, exit: { status: number }): void {
  const { stdout, server, env, signal } = context;
  program
    .command('token')
    .description('print a token of a demo gateway')
    .option('--scope <SCOPES>', 'with blanks between: "job:read job:credentials"', 'job:read')
    .action(async (options: { readonly scope: string }, command: Command) => {
      const { findGateway } = await import('./target.ts');
      const { url } = await findGateway(context, command.optsWithGlobals<CommonOptions>());
      const { askForDemoToken } = await import('./demo-token.ts');
      stdout.write(`${await askForDemoToken(url, options.scope, signal)}\n`);
    });

  const config = program.command('config').description('the configuration of a gateway');
  config
    .command('check')
    .description('check a configuration')
    .argument('[file]', 'default: that of --config or of the profile')
    .option('--probe', 'ask for all that it names: sources, keys of the issuer, store, traces')
    .action(async (file: string | undefined, options: { readonly probe?: boolean }, command: Command) => {
      const common = command.optsWithGlobals<CommonOptions>();
      const given =
        file ?? common.config ?? (common.profile === undefined ? env['JOBGRAPH_CONFIG'] || undefined : undefined);
      const { findTarget } = await import('./target.ts');
      const target = given === undefined ? await findTarget(context, common) : { config: given };
      if (!('config' in target))
        throw new UsageFault('config check must have a file, --config or a profile with config, but got none.');
      exit.status = await server.checkConfig(target.config, { probes: options.probe === true, signal });
    });
  config
    .command('schema')
    .description('print the JSON Schema of the configuration')
    .action(() => {
      stdout.write(readFileSync(packageFile('config.schema.json'), 'utf8'));
    });

  program
    .command('schema')
    .description('the SDL of the graph')
    .command('print')
    .description('print the SDL for a router or a registry')
    .option('--without-auth-directives', 'for routers that refuse them')
    .action(async (options: { readonly withoutAuthDirectives?: boolean }) => {
      stdout.write(await server.printSdl({ authDirectives: options.withoutAuthDirectives !== true }));
    });
}
