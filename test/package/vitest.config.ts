/** `npm run test:package`: builds and packs what is published, and uses it as those who have nothing else. */
import { defineSuite } from '../suite.ts';

export default defineSuite({
  include: ['test/package/*.package.ts'],
  // Building and installing on a busy machine; what it takes is printed.
  testTimeout: 120_000,
  hookTimeout: 240_000,
});
