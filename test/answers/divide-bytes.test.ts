/** What answers, parts of answers, pages and jobs may take together is what the operator allows. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { divideBytes } from '../../src/operation/stores.ts';

const settings = { runningSeconds: 2, terminalSeconds: 3600, notFoundSeconds: 5, maxJobs: 100_000 };

it('divides all bytes that may be kept, and no more', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1_000_000, max: 100_000_000_000 }), fc.boolean(), (maxBytes, answers) => {
      const { facts, pages, parts, ...others } = divideBytes({ ...settings, maxBytes, answers });
      expect(facts + pages + parts + others.answers).toBe(maxBytes);
      expect(Math.min(facts, pages, parts)).toBeGreaterThan(0);
      expect(others.answers > 0).toBe(answers);
    }),
  );
});
