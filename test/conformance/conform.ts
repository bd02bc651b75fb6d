/** Shows that a provider is as all providers must be: `conform(panorama)` is the whole test file of one. */
import { afterAll, beforeAll, describe } from 'vitest';
import { showAnswers } from './answers.ts';
import { showBatches } from './batches.ts';
import { showBookkeeping } from './bookkeeping.ts';
import { showErrors } from './errors.ts';
import { showHostileAnswers } from './hostile.ts';
import { showKeys } from './keys.ts';
import { createKit, type Kit } from './kit.ts';
import { showLists } from './lists.ts';
import { showLive } from './live.ts';
import { isNone, type ProviderUnderTest } from './provider-under-test.ts';
import { showRequests, showThatCallsOnlyRead } from './requests.ts';
import { showSecrets } from './secrets.ts';
import { showStatuses } from './statuses.ts';
import { startWorld, type World } from './world.ts';

const groups: readonly (readonly [string, (kit: Kit) => void])[] = [
  ['keys', showKeys],
  ['requests', showRequests],
  ['answers', showAnswers],
  ['hostile answers', showHostileAnswers],
  ['statuses', showStatuses],
  ['lists', showLists],
  ['batches', showBatches],
  ['errors', showErrors],
  ['secrets', showSecrets],
  ['live', showLive],
  ['bookkeeping', showBookkeeping],
];

/** One emulator and one gateway serve all tests of the provider but those that need settings of their own. */
export function conform(subject: ProviderUnderTest): void {
  describe(`${subject.name} is a provider like the others`, () => {
    let world: World | undefined;
    const kit = createKit(subject, () => {
      if (world === undefined) throw new Error('the world is there while tests run');
      return world;
    });
    const jobs = isNone(subject.lists) ? [] : subject.lists.jobs;

    beforeAll(async () => {
      world = await startWorld(subject, { jobs: new Map(jobs.map(({ key, job }) => [key, job])) });
    });
    afterAll(() => world?.close());

    for (const [name, showGroup] of groups)
      describe(name, () => {
        showGroup(kit);
      });
    describe('all', () => {
      showThatCallsOnlyRead(kit);
      kit.showThatNoneIsMissing();
    });
  });
}
