/** Logs how many connections beyond `server.maxConnections` were closed. Nothing else sees them. */
import type { Server } from 'node:net';
import type { Logger } from 'pino';

/** Logs the first at once and those that follow in one line per interval, so that a flood does not fill the log. */
export function reportDropped(server: Server, logger: Logger, intervalMilliseconds: number): void {
  let dropped = 0;
  let timer: NodeJS.Timeout | undefined;
  const report = (): void => {
    timer = undefined;
    if (dropped === 0) return;
    logger.warn({ dropped, maximum: server.maxConnections }, 'connections dropped');
    dropped = 0;
    timer = setTimeout(report, intervalMilliseconds).unref();
  };
  server.on('drop', () => {
    dropped += 1;
    if (timer === undefined) report();
  });
  server.once('close', () => {
    clearTimeout(timer);
  });
}
