/** Log lines: JSON, one per line; in a terminal, for people. */
import { pino, type Logger, type LoggerOptions } from 'pino';
import type { Config } from '../config/load.ts';
import { createStandardOutput, type LogDestination } from './log-destination.ts';

/** The logger, and where its lines go. */
interface Logging {
  readonly createLogger: (config: Pick<Config, 'logging'>) => Logger;
  readonly destination: LogDestination;
}

/** @param isTerminal whether lines are formatted for people; the formatter is loaded only then */
export async function loadLogging(isTerminal: boolean): Promise<Logging> {
  const format = isTerminal ? await loadFormat() : undefined;
  let logger: Logger | undefined;
  const destination = createStandardOutput({
    onRecovery: (lost) => logger?.warn({ lost }, 'log lines lost'),
  });
  const write = (line: string): void => {
    destination.write(format === undefined ? line : format(line));
  };
  return {
    createLogger: ({ logging }) => (logger = pino(toOptions(logging.level), { write })),
    destination,
  };
}

async function loadFormat(): Promise<(line: string) => string> {
  const { prettyFactory } = await import('pino-pretty');
  return prettyFactory({ ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss', singleLine: true });
}

function toOptions(level: string): LoggerOptions {
  // Defence in depth: nothing that is logged contains these; if it ever did, they would not be written.
  const paths = ['authorization', 'headers', 'variables', 'secrets'];
  return { level, redact: [...paths, ...paths.map((path) => `*.${path}`)] };
}
