/** `npm run test:attack`: the program in a process of its own, and what attackers do to it. One file at a time. */
import { defineSuite } from '../suite.ts';

export default defineSuite({
  include: ['test/attack/*.attack.ts'],
  // An attack needs the machine for itself: the times of answers are measured.
  fileParallelism: false,
  // Bounds of time on a shared machine: one disturbed measure is taken again, on a process that is started anew.
  retry: 1,
  testTimeout: 90_000,
  hookTimeout: 30_000,
});
