/** Logs how many connections were closed because of `server.maxConnections`. */
import type { Server } from 'node:net';
import type { Logger } from 'pino';

/**
 * Logs the first at once and those that follow in one line per interval, so that a flood does not fill the log.
 * @returns to be called for each
 */
export function reportDropped(
  server: Server,
  logger: Logger,
  maximum: number,
  intervalMilliseconds: number,
): () => void {
  let dropped = 0;
  let timer: NodeJS.Timeout | undefined;
  const report = (): void => {
    timer = undefined;
    if (dropped === 0) return;
    logger.warn({ dropped, maximum }, 'connections dropped');
    dropped = 0;
    timer = setTimeout(report, intervalMilliseconds).unref();
  };
  server.once('close', () => {
    clearTimeout(timer);
  });
  return () => {
    dropped += 1;
    if (timer === undefined) report();
  };
}
