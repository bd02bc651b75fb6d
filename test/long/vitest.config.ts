/** `npm run test:long`: the program in processes that are started again and again, and requests by the thousand. */
import { defineSuite } from '../suite.ts';

export default defineSuite({
  include: ['test/**/*.long.ts'],
  globalSetup: 'test/scratch-folder.ts',
  maxWorkers: 2,
  testTimeout: 60_000,
  hookTimeout: 60_000,
});
