/** Properties see the same values in each run, so that a test fails only if the code has changed. `FC_SEED=$RANDOM npm test` asks for others. */
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env['FC_SEED'] ?? 20_261_123) });
