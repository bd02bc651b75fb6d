/** `npm run test:proofs`: providers' adapters against servers that others wrote. Each is skipped, loudly, without its server. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }],
  },
  test: {
    env: { NODE_ENV: 'production' },
    include: ['test/proofs/*.proof.ts'],
    testTimeout: 60_000,
    // The server imports all of the services that it knows.
    hookTimeout: 120_000,
  },
});
