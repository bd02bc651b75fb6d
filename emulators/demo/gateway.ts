/** The gateway in demo mode: on the built-in emulators, on loopback only, with its own tokens. */
import { isIPv4 } from 'node:net';
import type { Logger } from 'pino';
import { createDemoIssuer, type DemoIssuer } from '../../src/auth/demo-tokens.ts';
import type { KnownScope } from '../../src/auth/viewer.ts';
import type { Clock } from '../../src/platform/clock.ts';
import { UsageError } from '../../src/config/command-line.ts';
import { demoConfig } from '../../src/config/load.ts';
import { startDemo, type Demo } from './start.ts';
import { createServer, type Server, type ServerOptions, type StopOptions } from '../../src/server.ts';
import type { Tracing } from '../../src/observability/tracing.ts';

export interface DemoGatewayOptions extends Clock {
  readonly random: () => number;
  readonly port: number | undefined;
  readonly host: string | undefined;
  readonly logger: Logger;
  readonly log?: ServerOptions['log'];
  /** Default: no traces. Closed with the gateway. */
  readonly tracing?: Tracing | undefined;
}

/** The running demo. */
export interface DemoGateway {
  readonly server: Server;
  readonly graceSeconds: number;
  /** The address, and what to try first. */
  readonly greeting: string;
  readonly close: (options?: StopOptions) => Promise<void>;
}

/** Throws `UsageError` for a host that others could reach. */
export async function startDemoGateway({
  now,
  monotonic,
  random,
  port,
  host,
  logger,
  log,
  tracing,
}: DemoGatewayOptions): Promise<DemoGateway> {
  if (host !== undefined && !isLoopback(host))
    throw new UsageError(`In demo mode --host must be a loopback address, but got ${JSON.stringify(host)}.`);
  const demo = await startDemo({ now: () => new Date(now()) });
  try {
    const issuer = createDemoIssuer({ now: () => new Date(now()) });
    const { server: settings, ...config } = demoConfig(demo.sources);
    const server = await createServer(
      {
        ...config,
        auth: issuer.settings,
        server: { ...settings, port: port ?? settings.port, host: host ?? settings.host },
      },
      {
        now,
        monotonic,
        random,
        logger,
        ...(log === undefined ? {} : { log }),
        tracing,
        demo: { issuer, listQueries: demo.listQueries, tries: demo.tries },
      },
    );
    const url = await server.listen();
    demo.sendWebhooksTo(new URL(url).origin);
    const greeting = await formatGreeting(url, demo, issuer);
    const close = async (options?: StopOptions): Promise<void> => {
      await server.stop(options);
      await demo.close();
    };
    return { server, graceSeconds: settings.shutdownGraceSeconds, greeting, close };
  } catch (error) {
    await demo.close();
    throw error;
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
}

const levels: readonly (readonly [string, readonly KnownScope[]])[] = [
  ['job:read', ['job:read']],
  ['job:read job:sensitive', ['job:read', 'job:sensitive']],
  ['job:read job:credentials', ['job:read', 'job:credentials']],
  ['job:read job:sensitive job:credentials', ['job:read', 'job:sensitive', 'job:credentials']],
];

/** Fits a terminal of 30 lines of 80 columns, with the address last, where it cannot scroll away. */
async function formatGreeting(url: string, { firstIds, sources }: Demo, issuer: DemoIssuer): Promise<string> {
  const tokens = await Promise.all(
    levels.map(async ([name, scopes]) => `  ${name}\n    ${await issuer.sign({ scopes, subject: null })}`),
  );
  const ids = firstIds.map((id) => JSON.stringify(id)).join(' ');
  return `jobgraph demo: ${sources.length} emulated providers with sample jobs, on this machine only.
A first query:
  { jobsById(ids: [${ids}]) { __typename id status } }
Tokens, for the header Authorization: Bearer … (without one: job:read)
${tokens.join('\n')}
graph ${url}  console ${url.replace('/graphql', '/console/')}`;
}
