/** What the rest of the program says of the provider. */
import { expect } from 'vitest';
import { demos } from '../../emulators/demo/worlds.generated.ts';
import { createRandom } from '../../emulators/kit/random.ts';
import type { ProviderDemo } from '../../emulators/kit/provider-demo.ts';
import { findProvider } from '../../src/providers.ts';
import { startGateway } from '../gateway.ts';
import { wideLimits } from '../providers.ts';
import { pickField, type Kit } from './kit.ts';
import { isNone } from './provider-under-test.ts';

const start = new Date('2025-12-01T08:00:00Z');

export function showBookkeeping({ subject, show, world }: Kit): void {
  const provider = findProvider(subject.name);

  show('bookkeeping: registry', () => {
    expect(provider).toEqual(
      expect.objectContaining({ name: subject.name, enumValue: subject.provider, typeName: subject.typeName }),
    );
    expect(provider?.rootField.name).toBe(subject.keys.rootField);
    expect(provider?.rootField.keyArguments).toEqual(Object.keys(subject.keys.toArguments(subject.keys.good)));
  });

  show(
    'bookkeeping: registry',
    async () => {
      const { lists, sourceName } = subject;
      const { data } = await world().gateway.query('{ jobSources { name canList listsStatus } }');

      expect(data.jobSources).toContainEqual({
        name: sourceName,
        canList: !isNone(lists),
        listsStatus: !isNone(lists) && lists.rowFacts.includes('status'),
      });
    },
    'and what its source says of its list',
  );

  show('bookkeeping: demo', async () => {
    const demo: ProviderDemo = demos[subject.name as keyof typeof demos];
    let now = start;
    const setting = { clock: { start, now: () => now }, random: createRandom(1) };
    const { emulator: starting, ids, listMoving } = demo.start(setting, { now: () => new Date(), recordedCalls: 100 });
    const emulator = await starting;
    const gateway = await startGateway({
      cache: { runningSeconds: 0, terminalSeconds: 0 },
      sources: [
        {
          ...{ name: demo.source, provider: subject.name, endpoint: emulator.url, limits: wideLimits },
          ...demo.settings,
          ...emulator.settings,
        },
      ],
    });
    try {
      const ask = async (keys: readonly string[]): Promise<readonly unknown[]> => {
        const { data, errors } = await gateway.query(
          'query ($ids: [ID!]!) { jobsById(ids: $ids) { status rawStatus isTerminal } }',
          { variables: { ids: keys.map((key) => `${demo.source}:${key}`) } },
        );
        expect(errors).toEqual([]);
        return data.jobsById as readonly unknown[];
      };
      const atStart = await ask(ids.jobs);
      now = new Date(start.getTime() + 60_000);
      const jobs = [...atStart, ...(await ask(ids.jobs))];
      const toPair = (job: unknown): string =>
        `${String(pickField(job, 'rawStatus'))} ${String(pickField(job, 'status'))}`;
      const pairs = new Set(jobs.map(toPair));
      const moving = listMoving();
      const before = await ask(moving);
      now = new Date(start.getTime() + 300_000);

      expect(subject.statuses.rows.filter((row) => !pairs.has(toPair(row))).map(({ name }) => name)).toEqual([]);
      expect(moving.length).toBeGreaterThan(0);
      expect(before.map((job) => pickField(job, 'isTerminal'))).toEqual(moving.map(() => false));
      expect((await ask(moving.slice(0, 1))).map((job) => pickField(job, 'isTerminal'))).toEqual([true]);
    } finally {
      await gateway.close();
      await emulator.close();
    }
  });
}
