/** The words of `auth`. */
import type { Command } from 'commander';
import type { CommonOptions } from './options.ts';
import { collect, type WithSession, type ExitState } from './action.ts';
import type { CliContext } from './context.ts';

/** Adds `auth login`, `auth status` and `auth logout`. */
export function addAuthCommands(
  program: Command,
  { context, exit, withSession }: { context: CliContext; exit: ExitState; withSession: WithSession },
): void {
  const auth = program.command('auth').description('sign in at the issuer of a gateway');
  auth
    .command('login')
    .description('sign in with a browser, and keep the tokens for this gateway')
    .option('--issuer <URL>', 'the issuer, as its tokens name it; from then on it is known')
    .option('--client-id <ID>', "this program's name at the issuer; from then on it is known")
    .option('--scope <SCOPES>', 'what to ask for (default job:read)', collect)
    .option('--audience <NAME>', 'sent to the issuer')
    .option('--resource <URI>', 'sent to the issuer (RFC 8707)')
    .option('--redirect-port <N>', 'where the issuer takes no other port of 127.0.0.1 (default any)')
    .option('--device', 'by a code, with a browser on any other machine (RFC 8628)')
    .action(async (options: object, command: Command) => {
      const { logIn } = await import('./commands/auth.ts');
      exit.status = await logIn(context, command.optsWithGlobals<CommonOptions>(), options);
    });
  auth
    .command('status')
    .description('say whom the gateway takes you for, with which scopes and until when')
    .action(withSession(async () => (await import('./commands/auth.ts')).showStatus));
  auth
    .command('logout')
    .description('forget the tokens of this gateway')
    .action(async (_options: object, command: Command) => {
      const { logOut } = await import('./commands/auth.ts');
      exit.status = await logOut(context, command.optsWithGlobals<CommonOptions>());
    });
}
