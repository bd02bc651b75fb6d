/** Tokens of a running demo gateway. */
import { CommandFault, exits } from './exit.ts';

/** Milliseconds. */
const timeout = 5000;

/** Throws `CommandFault`; its sentence may be one of the other side. */
export async function askForDemoToken(base: URL, scope: string, signal?: AbortSignal): Promise<string> {
  const url = new URL('/demo/token', base);
  const response = await fetch(url, {
    method: 'POST',
    redirect: 'error',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ scope }),
    signal: AbortSignal.any([AbortSignal.timeout(timeout), ...(signal === undefined ? [] : [signal])]),
  }).catch((cause: unknown) => {
    const advice = 'start the demo with "npm start", or name its address with --url';
    throw new CommandFault(exits.unavailable, `no gateway answers at ${url.origin}: ${advice}`, { cause });
  });
  const body = (await response.json().catch(() => null)) as {
    readonly token?: unknown;
    readonly error?: unknown;
  } | null;
  const token = response.status === 200 ? body?.token : undefined;
  // It is printed as it is: anything else could command the terminal.
  if (typeof token === 'string' && /^[\x21-\x7e]+$/.test(token)) return token;
  const sentence = `${url.origin} gives no demo tokens (it answered ${response.status}): is it a gateway in demo mode?`;
  throw new CommandFault(exits.unavailable, typeof body?.error === 'string' ? body.error : sentence);
}
