/** Commands that need no graph: tokens of the demo, the configuration, the schema. */
import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { packageFile } from '../package-files.ts';
import { CommandFault, exits } from './exit.ts';
import type { CommonOptions } from './options.ts';
import type { Surroundings } from './surroundings.ts';

/** Adds `token`, `config check`, `config schema` and `schema print`. */
export function addServerCommands(program: Command, surroundings: Surroundings, outcome: { status: number }): void {
  const { stdout, server, env, signal } = surroundings;
  program
    .command('token')
    .description('print a token of a demo gateway')
    .option('--scope <SCOPES>', 'with blanks between: "job:read job:credentials"', 'job:read')
    .action(async (options: { readonly scope: string }, command: Command) => {
      const { findGateway } = await import('./place.ts');
      const { url } = await findGateway(surroundings, command.optsWithGlobals<CommonOptions>());
      stdout.write(`${await takeToken(url, options.scope, signal)}\n`);
    });

  const config = program.command('config').description('the configuration of a gateway');
  config
    .command('check')
    .description('check a configuration')
    .argument('[file]', 'default: that of --config or of the profile')
    .option('--probe', 'one list and no job a source: credentials, permissions, clock')
    .action(async (file: string | undefined, options: { readonly probe?: boolean }, command: Command) => {
      const common = command.optsWithGlobals<CommonOptions>();
      const given =
        file ?? common.config ?? (common.profile === undefined ? env['JOBGRAPH_CONFIG'] || undefined : undefined);
      const { findPlace } = await import('./place.ts');
      const place = given === undefined ? await findPlace(surroundings, common) : { config: given };
      if (!('config' in place))
        throw new CommandFault(
          exits.usage,
          'config check must have a file, --config or a profile with config, but got none.',
        );
      outcome.status = await server.checkConfig(place.config, { probes: options.probe === true, signal });
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

async function takeToken(url: URL, scope: string, signal: AbortSignal): Promise<string> {
  const { askForDemoToken } = await import('./demo-token.ts');
  try {
    return await askForDemoToken(url, scope, signal);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new CommandFault(exits.unavailable, error.message, { cause: error });
  }
}
