import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    // Without this vitest loads graphql twice (as CommonJS and as a module), and errors lose their paths.
    alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }],
  },
  test: {
    // As the program runs: graphql takes a slow path elsewhere.
    env: { NODE_ENV: 'production' },
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/scratch-folder.ts',
    // Every file needs most of the same modules: loaded once per worker, they cost half of the suite's time less.
    isolate: false,
    // Half of the tests wait for the wire: by default a machine of two cores would use one worker, and sleep.
    maxWorkers: 3,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
