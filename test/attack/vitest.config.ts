/** `npm run test:attack`: the program in a process of its own, and what attackers do to it. One file at a time. */
import { defineSuite } from '../suite.ts';

export default defineSuite({
  include: ['test/attack/*.attack.ts'],
  // An attack needs the machine for itself: the times of answers are measured.
  fileParallelism: false,
  testTimeout: 90_000,
  hookTimeout: 30_000,
});
