/** Where log lines go: JSON, a line each; in a terminal, for people. */
import { pino, type Logger, type LoggerOptions } from 'pino';
import type { Config } from './config.ts';

export type CreateLogger = (config: Pick<Config, 'logging'>) => Logger;

/** @param isTerminal whether a person reads along; the formatter is loaded only then */
export async function loadLogging(isTerminal: boolean): Promise<CreateLogger> {
  if (!isTerminal) return ({ logging }) => pino(toOptions(logging.level));
  const { default: pretty } = await import('pino-pretty');
  const stream = pretty({ ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss', singleLine: true });
  return ({ logging }) => pino(toOptions(logging.level), stream);
}

function toOptions(level: string): LoggerOptions {
  // The second wall: nothing that is logged holds any of these, and if it ever did, it would not be written.
  const paths = ['authorization', 'headers', 'variables', 'secrets'];
  return { level, redact: [...paths, ...paths.map((path) => `*.${path}`)] };
}
