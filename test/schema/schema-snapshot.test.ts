import { expect, test } from 'vitest';
import { printTypeDefs } from '../../src/sdl.ts';

test('the printed graph is the committed one (npm run schema:snapshot writes it anew)', async () => {
  const printed = printTypeDefs();

  await expect(printed).toMatchFileSnapshot('../../schema/snapshot/jobgraph.graphql');
});
