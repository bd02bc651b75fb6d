/** Opens an address in the user's browser, by the program that each system has for it. */
import { spawn } from 'node:child_process';
import { UsageFault } from './exit.ts';

/** What decides which program opens an address. */
export interface BrowserWorld {
  /** As `process.platform` says it. */
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** None of them is a shell: `start` of Windows is one, and reads signs of an address as its own. */
const openers: Readonly<Record<string, readonly string[]>> = {
  darwin: ['open'],
  win32: ['rundll32.exe', 'url.dll,FileProtocolHandler'],
};

/** False where there is no such program. Throws `CommandFault` for an address that is not of the web. */
export function openAddress(address: URL, { platform, env }: BrowserWorld): Promise<boolean> {
  if (!/^https?:$/.test(address.protocol))
    throw new UsageFault(`Only http and https addresses are opened, but got ${address.protocol}`);
  const [program = '', ...words] = openers[platform] ?? ['xdg-open'];
  return new Promise((resolve) => {
    const child = spawn(program, [...words, address.href], { stdio: 'ignore', detached: true, env });
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}
