import { setTimeout as wait } from 'node:timers/promises';

/** Looks again every few milliseconds until it is so. Real time, also where a test holds the gateway's timers. */
export async function until(isSo: () => boolean | Promise<boolean>, what = String(isSo)): Promise<void> {
  // A test that waits in vain fails with these words before its own time is over.
  const limit = performance.now() + 50_000;
  while (!(await isSo())) {
    if (performance.now() > limit) throw new Error(`Waited in vain until ${what}.`);
    await wait(2);
  }
}
