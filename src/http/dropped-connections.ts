/** Connections beyond `server.maxConnections` are closed unseen by everything else: the log says how many. */
import type { Server } from 'node:net';
import type { Logger } from 'pino';

/** The first at once, those that follow in one line an interval: a flood of connections is none of lines. */
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
