/** `npm run test:proofs`: providers' adapters against servers that others wrote. Each is skipped, loudly, without its server. */
import { defineSuite } from '../suite.ts';

export default defineSuite({
  include: ['test/proofs/*.proof.ts'],
  testTimeout: 60_000,
  // The server imports all of the services that it knows.
  hookTimeout: 120_000,
});
