/** The proxies that the environment names, for all that this process fetches and for its WebSockets. */
import { UsageFault } from './exit.ts';
import type { CliContext } from './context.ts';

/** An empty variable counts for nothing. Upper case matters where lower case is not there, as for curl. */
function read(env: CliContext['env'], name: string): string | undefined {
  return env[name] || env[name.toUpperCase()] || undefined;
}

/** A gateway of this machine is not what a proxy is for. */
const own = 'localhost,127.0.0.1,::1';

/** Has `https_proxy`, `http_proxy` and `no_proxy` obeyed. Throws `CommandFault` for what names no proxy. */
export async function useProxies(env: CliContext['env']): Promise<void> {
  const [httpProxy, httpsProxy] = ['http_proxy', 'https_proxy'].map((name) => toProxy(name, read(env, name)));
  if (httpProxy === undefined && httpsProxy === undefined) return;
  const { EnvHttpProxyAgent, setGlobalDispatcher } = await import('undici');
  const noProxy = [read(env, 'no_proxy'), own].filter(Boolean).join();
  setGlobalDispatcher(new EnvHttpProxyAgent({ httpProxy: httpProxy ?? '', httpsProxy: httpsProxy ?? '', noProxy }));
}

/** `proxy.example:3128` is of http, as for curl. The value is not shown: it may hold a password. */
function toProxy(name: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const url = URL.parse(text.includes('://') ? text : `http://${text}`);
  if (url !== null && /^https?:$/.test(url.protocol)) return url.href;
  throw new UsageFault(`${name} must be the http or https address of a proxy; what came is not shown.`);
}
