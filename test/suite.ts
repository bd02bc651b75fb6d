import { defineConfig, type ViteUserConfig } from 'vitest/config';

/** A configuration of vitest with what all suites have in common. */
export function defineSuite(test: ViteUserConfig['test']): ViteUserConfig {
  return defineConfig({
    resolve: {
      // Without this vitest loads graphql twice (as CommonJS and as a module), and errors lose their paths.
      alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }],
    },
    test: {
      // As the program runs: graphql takes a slow path elsewhere.
      env: { NODE_ENV: 'production' },
      setupFiles: 'test/seed.ts',
      // By default one second, which a busy machine may need. A test that waits in vain fails before its own time is over.
      expect: { poll: { timeout: 50_000, interval: 10 } },
      ...test,
    },
  });
}
