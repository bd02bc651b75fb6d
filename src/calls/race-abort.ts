/**
 * The work's outcome, or the signal's reason where it aborts first; the work goes on.
 * @param onAbort called where the signal aborts first. Not for a signal that had aborted before
 */
export function raceAbort<T>(work: Promise<T>, signal: AbortSignal, onAbort = (): void => undefined): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      reject(signal.reason as Error);
      onAbort();
    };
    signal.addEventListener('abort', abort, { once: true });
    const leave = (): void => {
      signal.removeEventListener('abort', abort);
    };
    work.then(leave, leave);
    work.then(resolve, reject);
  });
}
