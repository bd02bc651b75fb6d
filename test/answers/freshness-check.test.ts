/** Whether what an answer was made of still stands, over real stores. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  createDependencyTracker,
  createFreshnessCheck,
  isCurrent,
  type Dependency,
} from '../../src/operation/answers/dependency-tracker.ts';
import { createLocalStore } from '../../src/jobs/reading/local-store.ts';
import type { Entry, Store } from '../../src/jobs/reading/store.ts';

interface Aged extends Entry {
  readonly maxAge: number;
}

/** A store of so many entries that counts how often it is asked for one, and the time by which it goes. */
function startStore(maxEntries = 10, clock = { at: 0 }) {
  const store: Store<Aged> = createLocalStore<Aged>({
    maxEntries,
    maxBytes: 1_000_000,
    toMaxAge: ({ maxAge }) => maxAge,
    monotonic: () => clock.at,
  });
  const memory = { ...store, peek: (id: string) => ((memory.peeks += 1), store.peek(id)), peeks: 0 };
  const put = (id: string, maxAge = 1000): void => {
    store.set(id, { readAt: clock.at, bytes: 1, maxAge });
  };
  return { memory, put, clock };
}

type StoreOfTest = ReturnType<typeof startStore>;

/** What an operation notes that reads these from memory. */
function use({ memory }: StoreOfTest, ids: readonly string[]): readonly Dependency[] {
  const { recorder, dependencies } = createDependencyTracker();
  for (const id of ids) recorder.hit('lab', memory, id, memory.peek(id) as object);
  return dependencies() ?? [];
}

it('is looked at once as long as no store has changed, and once after each change', () => {
  const clock = { at: 0 };
  const [jobs, pages, others] = [startStore(10, clock), startStore(10, clock), startStore(10, clock)];
  for (const { put } of [jobs, pages]) for (const id of ['a', 'b', 'c']) put(id);
  const stands = createFreshnessCheck([...use(jobs, ['a', 'b']), ...use(pages, ['c'])], () => clock.at);
  const countPeeks = (): number => {
    [jobs.memory.peeks, pages.memory.peeks] = [0, 0];
    for (let time = 0; time < 10; time += 1) expect(stands()).toBe(true);
    return jobs.memory.peeks + pages.memory.peeks;
  };

  expect(countPeeks()).toBe(3);
  expect(countPeeks()).toBe(0);
  for (const change of [() => jobs.put('c'), () => pages.put('d'), () => pages.memory.delete('d')]) {
    change();
    expect(countPeeks()).toBe(3);
  }
  others.put('a');
  expect(countPeeks()).toBe(0);
});

it('ends with the first entry that goes stale, and not before', () => {
  const store = startStore();
  store.put('long', 2000);
  store.put('short', 500);
  const stands = createFreshnessCheck(use(store, ['long', 'short']), () => store.clock.at);

  const found = [0, 499, 500, 500.001].map((at) => {
    store.clock.at = at;
    return stands();
  });

  expect(found).toEqual([true, true, true, false]);
});

it('keeps its entries while others come and go, and ends when they are evicted', () => {
  const store = startStore(3);
  store.put('asked');
  store.put('idle');
  const [asked, idle] = ['asked', 'idle'].map((id) => createFreshnessCheck(use(store, [id]), () => 0));

  for (let time = 0; time < 20; time += 1) {
    expect([asked?.(), asked?.()]).toEqual([true, true]);
    store.put(`other ${time}`);
  }

  expect(idle?.()).toBe(false);
  for (const id of ['x', 'y', 'z']) store.put(id);
  expect(asked?.()).toBe(false);
});

it('says at each moment what a look at every entry says', () => {
  const ids = ['a', 'b', 'c', 'd'];
  const step = fc.oneof(
    fc.record({ kind: fc.constant('put' as const), id: fc.constantFrom(...ids), age: fc.constantFrom(0, 300, 1000) }),
    fc.record({ kind: fc.constant('delete' as const), id: fc.constantFrom(...ids) }),
    fc.record({ kind: fc.constant('pass' as const), milliseconds: fc.constantFrom(1, 299, 300, 700) }),
    fc.record({ kind: fc.constant('make' as const), ids: fc.subarray(ids, { minLength: 1 }) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const store = startStore(3);
      const made: { readonly dependencies: readonly Dependency[]; readonly stands: () => boolean }[] = [];
      for (const taken of steps) {
        if (taken.kind === 'put') store.put(taken.id, taken.age);
        else if (taken.kind === 'delete') store.memory.delete(taken.id);
        else if (taken.kind === 'pass') store.clock.at += taken.milliseconds;
        else {
          const dependencies = use(
            store,
            taken.ids.filter((id) => store.memory.peek(id) !== undefined),
          );
          made.push({ dependencies, stands: createFreshnessCheck(dependencies, () => store.clock.at) });
        }
        for (const { dependencies, stands } of made) expect(stands()).toBe(dependencies.every(isCurrent));
      }
    }),
    { numRuns: 200 },
  );
});
