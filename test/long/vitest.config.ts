/** `npm run test:long`: the program in processes that are started again and again, and requests by the thousand. */
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { defineSuite } from '../suite.ts';

/** Those that take the longest, a minute or more. Begun last, they would run alone at the end. */
const longest = ['store-gone', 'cluster/cluster', 'odd-clusters', 'processes', 'odd-queues', 'webhooks', 'mutations'];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification): boolean =>
      longest.some((name) => moduleId.endsWith(`${name}.long.ts`));
    return (await super.sort(files)).toSorted((one, other) => Number(isLong(other)) - Number(isLong(one)));
  }
}

export default defineSuite({
  include: ['test/**/*.long.ts'],
  globalSetup: 'test/scratch-folder.ts',
  sequence: { sequencer: LongestFirst },
  // Most of the time they wait, for a timeout of a store or the pace of a watch.
  maxWorkers: 4,
  // Bounds of time on a shared machine: one disturbed measure is taken again.
  retry: 1,
  testTimeout: 60_000,
  hookTimeout: 60_000,
});
