import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { printTypeDefs } from '../../src/operation/sdl.ts';

it('the printed graph is the committed one (npm run schema:snapshot writes it again)', () => {
  const committed = readFileSync(new URL('../../schema/snapshot/jobgraph.graphql', import.meta.url), 'utf8');

  expect(committed).toBe(printTypeDefs());
});
