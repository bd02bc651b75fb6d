/** The program: reads its arguments, starts the gateway, prints its address, and stops on a signal. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { parseCommandLine, usage, UsageError, type CommandLine } from './config/command-line.ts';
import { ConfigError, loadConfig, loadTracingSettings, type Config } from './config/load.ts';
import { toFaultRecord } from './transports/http/failures.ts';
import { loadLogging } from './observability/logging.ts';
import { readVersion } from './package-files.ts';
import { toStopOptions } from './transports/http/stop.ts';
import { createServer, type StopOptions } from './server.ts';
import { loadTracing, type Tracing } from './observability/tracing.ts';

/** Of sysexits.h: the command line, a fault of this program, the configuration. */
const exitUsage = 64;
const exitSoftware = 70;
const exitConfig = 78;

interface Running {
  /** Prints the address. */
  readonly announce: () => void;
  readonly logger: Logger;
  readonly graceSeconds: number;
  /** Of a stop by an orchestrator. */
  readonly stopOptions: StopOptions;
  readonly close: (options?: StopOptions) => Promise<void>;
}

const clock = { now: Date.now, monotonic: performance.now.bind(performance), random: Math.random };
const { createLogger, destination } = await loadLogging(process.stdout.isTTY);
/** How long the end of the process waits for a reader of the log that does not read. */
const maxDrainMilliseconds = 500;

async function main(): Promise<void> {
  const commandLine = parseCommandLine(process.argv.slice(2));
  if (commandLine.help || commandLine.version) {
    print(commandLine.help ? usage : readVersion());
    return;
  }
  const running =
    commandLine.config === undefined
      ? await startDemoMode(commandLine)
      : await startOn(commandLine.config, commandLine);
  endOnFault(running.logger);
  stopOnSignal(running);
  // Last, because a reader of this line may send a signal.
  running.announce();
}

async function startOn(file: string, commandLine: CommandLine): Promise<Running> {
  const config = withCommandLine(loadConfig(file), commandLine);
  const logger = createLogger(config);
  const tracing = await startTracing(logger);
  const server = await createServer(config, { ...clock, logger, log: destination, tracing });
  const url = await server.listen();
  const announce = (): void => {
    announceStart(config, { url, metrics: server.metricsUrl() }, logger);
  };
  const { shutdownGraceSeconds: graceSeconds } = config.server;
  return { announce, logger, graceSeconds, stopOptions: toStopOptions(config.server), close: server.stop };
}

/** Logged at any level: ports may be any free ones, and only this line tells which. */
function announceStart(
  { auth, sources }: Config,
  { url, metrics }: { readonly url: string; readonly metrics: string | undefined },
  logger: Logger,
): void {
  const named = sources.map(({ name, provider }) => ({ name, provider }));
  const line = { version: readVersion(), node: process.versions.node, auth: auth.mode, sources: named, metrics };
  logger.child({}, { level: 'info' }).info(line, `jobgraph is at ${url}`);
}

/** The demo is loaded only here. A gateway with a configuration loads no part of the demo. */
async function startDemoMode(commandLine: CommandLine): Promise<Running> {
  const { startDemoGateway } = await import('../emulators/demo/gateway.ts');
  const logger = createLogger({ logging: { level: 'warn' } });
  const tracing = await startTracing(logger);
  const { greeting, graceSeconds, close } = await startDemoGateway({
    ...clock,
    ...commandLine,
    logger,
    log: destination,
    tracing,
  });
  const announce = (): void => {
    print(greeting);
  };
  return { announce, logger, graceSeconds, stopOptions: {}, close };
}

async function startTracing(logger: Logger): Promise<Tracing | undefined> {
  const settings = loadTracingSettings((reason) => logger.warn({ failure: 'PROTOCOL', reason }, 'traces not sent'));
  return settings === undefined ? undefined : loadTracing(settings, { now: clock.now, logger });
}

function withCommandLine(config: Config, { port, host }: CommandLine): Config {
  return {
    ...config,
    server: { ...config.server, port: port ?? config.server.port, host: host ?? config.server.host },
  };
}

/** After an uncaught fault the state is unknown: the process exits rather than continue. */
function endOnFault(logger: Logger): void {
  let isEnding = false;
  process.on('uncaughtException', (error) => {
    // The ending itself has failed: the process aborts.
    if (isEnding) process.abort();
    isEnding = true;
    const fault = toFaultRecord(error);
    logger.fatal({ fault }, 'fault');
    void Promise.race([destination.taken(), wait(maxDrainMilliseconds, false)]).then((isTaken) => {
      if (!isTaken) process.stderr.write(`${JSON.stringify({ fault })}\n`);
      process.exit(exitSoftware);
    });
  });
}

/** Buffered lines of the log are written first, as far as a reader takes them. */
function end(status: number): void {
  void destination.drain(maxDrainMilliseconds).then(() => process.exit(status));
}

/** Turns off readiness, gives answers in flight the grace period, and stops at once on a second signal. */
function stopOnSignal({ close, logger, graceSeconds, stopOptions }: Running): void {
  let isStopping = false;
  const stop = (signal: NodeJS.Signals, options: StopOptions): void => {
    if (isStopping) {
      logger.warn({ signal }, 'stopped at once');
      end(1);
      return;
    }
    isStopping = true;
    const startedAt = clock.monotonic();
    logger.info({ signal, graceSeconds }, 'stopping');
    setTimeout(() => {
      logger.error({ graceSeconds }, 'grace over');
      end(1);
    }, graceSeconds * 1000).unref();
    close(options).then(
      () => {
        logger.info({ milliseconds: Math.round(clock.monotonic() - startedAt) }, 'stopped');
        end(0);
      },
      (error: unknown) => {
        logger.error({ fault: toFaultRecord(error) }, 'fault');
        end(1);
      },
    );
  };
  for (const name of ['SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR2'])
    process.on(name, (signal: NodeJS.Signals) => {
      stop(signal, stopOptions);
    });
  // Started from a terminal: there is no load balancer to inform first, and nothing to spread.
  process.on('SIGINT', (signal) => {
    stop(signal, {});
  });
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Prints one line (or one per fault) and exits with the status for the kind of mistake. */
function fail(error: unknown): never {
  const { code, port, address } = error as NodeJS.ErrnoException & {
    readonly port?: number;
    readonly address?: string;
  };
  if (error instanceof UsageError) exit(exitUsage, `${error.message}\n${usage}`);
  if (error instanceof ConfigError)
    exit(exitConfig, `The configuration cannot be used:\n${error.message.replaceAll(/^/gm, '  ')}`);
  if (code === 'EADDRINUSE')
    exit(
      1,
      `Port ${port} of ${address} is in use: choose another with --port, or server.metricsPort for the metrics; 0 is any free one.`,
    );
  if (code === 'EACCES' || code === 'EADDRNOTAVAIL') exit(1, `Cannot listen on port ${port} of ${address} (${code}).`);
  throw error;
}

function exit(status: number, text: string): never {
  process.stderr.write(`${text}\n`);
  process.exit(status);
}

// A reader that is gone is not a fault of this program; its lines are counted as lost.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
await main().catch(fail);
