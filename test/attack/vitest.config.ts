/** `npm run test:attack`: the program in a process of its own, and what attackers do to it. One file at a time. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }],
  },
  test: {
    env: { NODE_ENV: 'production' },
    include: ['test/attack/*.attack.ts'],
    // An attack needs the machine for itself: the times of answers are measured.
    fileParallelism: false,
    testTimeout: 90_000,
    hookTimeout: 30_000,
  },
});
