/** `npm run test:browser`: pages in a real Chromium. Where there is none, it says so and skips them. */
import { defineSuite } from '../suite.ts';

export default defineSuite({
  include: ['test/**/*.browser.ts'],
  // What the files share is loaded once per worker, and the console is built once.
  isolate: false,
  // By default a machine of two cores would use one worker. While one waits for its page, the other has the machine.
  maxWorkers: 2,
  // Bounds of time on a shared machine: one disturbed measure is taken again.
  retry: 1,
  // A browser beside other work takes its time.
  testTimeout: 120_000,
  hookTimeout: 60_000,
  expect: { poll: { timeout: 30_000 } },
});
