/** `npm run test:browser`: pages in a real Chromium. Where there is none, it says so and skips them. */
import { defineSuite } from '../suite.ts';

export default defineSuite({
  include: ['test/**/*.browser.ts'],
  testTimeout: 60_000,
  hookTimeout: 60_000,
  // A browser beside other work takes its time.
  expect: { poll: { timeout: 15_000 } },
});
