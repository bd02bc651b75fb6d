import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { printTypeDefs } from '../../src/sdl.ts';

test('the printed graph is the committed one (npm run schema:snapshot writes it again)', () => {
  const committed = readFileSync(new URL('../../schema/snapshot/jobgraph.graphql', import.meta.url), 'utf8');

  expect(committed).toBe(printTypeDefs());
});
