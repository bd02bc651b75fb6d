/** `npm test`: all that is fast. */
import { defineSuite } from './test/suite.ts';

export default defineSuite({
  include: ['test/**/*.test.ts'],
  globalSetup: 'test/scratch-folder.ts',
  // Every file needs most of the same modules: loaded once per worker, they cost half of the suite's time less.
  isolate: false,
  // Half of the tests wait for the wire: by default a machine of two cores would use one worker, and sleep.
  maxWorkers: 4,
  // A property that is tried on a hundred values takes its time.
  testTimeout: process.env['FC_RUNS'] === undefined ? 60_000 : 300_000,
  hookTimeout: 60_000,
});
