import { describe, expect, it } from 'vitest';
import {
  createAnswerMemory as createTimedMemory,
  maxKeyLength,
  type AnswerMemory,
  type AnswerMemorySettings,
  type FinishedAnswer,
} from '../../src/operation/answers/answer-memory.ts';
import { createDependencyTracker } from '../../src/operation/answers/dependency-tracker.ts';
import { createTally } from '../../src/calls/tally.ts';
import { measureMemory } from '../hostile/collected-memory.ts';

/** Where no time passes. */
const createAnswerMemory = (settings: Omit<AnswerMemorySettings, 'monotonic'>): AnswerMemory =>
  createTimedMemory({ ...settings, monotonic: () => 0 });

/** A memory of entries, and an answer that was made of some of them. */
function createEntries(names: readonly string[]) {
  const entries = new Map(names.map((name) => [name, { name }]));
  let changes = 0;
  const memory = { peek: (id: string) => entries.get(id), freshUntil: () => Infinity, changes: () => (changes += 1) };
  const toAnswer = (length: number, ids: readonly string[]): FinishedAnswer => {
    const tracker = createDependencyTracker();
    for (const id of ids) tracker.recorder.hit('lab', memory, id, entries.get(id) as object);
    return {
      body: 'x'.repeat(length),
      contentType: 'application/json',
      summary: { name: null, type: 'query', errorCodes: [] },
      tally: createTally(),
      dependencies: tracker.dependencies() ?? [],
      spent: new Set(),
      quotaBytes: 0,
      digest: undefined,
    };
  };
  return { entries, toAnswer };
}

describe('a finished answer', () => {
  it.each([
    ['is replaced by an equal one', (entries: Map<string, object>) => entries.set('b', { name: 'b' })],
    ['is gone', (entries: Map<string, object>) => entries.delete('b')],
  ])('is forgotten as soon as one entry that it was made of %s', (_what, change) => {
    const { entries, toAnswer } = createEntries(['a', 'b', 'c']);
    const memory = createAnswerMemory({ maxBytes: 100_000 });
    const answer = toAnswer(10, ['a', 'b']);
    memory.keep('key', answer);
    memory.keep('other', toAnswer(10, ['a', 'c']));
    expect(memory.find('key')).toBe(answer);

    change(entries);

    expect(memory.find('key')).toBeUndefined();
    expect(memory.size()).toBe(1);
    expect(memory.find('other')).toBeDefined();
  });

  it('is not kept if it or its key is too large, and replaces one that was not', () => {
    const { toAnswer } = createEntries(['a']);
    const memory = createAnswerMemory({ maxBytes: 1_000_000, maxAnswerLength: 1000 });
    memory.keep('key', toAnswer(1000, ['a']));
    expect(memory.size()).toBe(1);

    memory.keep('key', toAnswer(1001, ['a']));
    memory.keep('k'.repeat(maxKeyLength + 1), toAnswer(1, ['a']));

    expect([memory.size(), memory.bytes()]).toEqual([0, 0]);
  });
});

describe('the memory of answers', () => {
  it('holds no more answers than it may, the latest used ones', () => {
    const { toAnswer } = createEntries(['a']);
    const memory = createAnswerMemory({ maxBytes: 1_000_000, maxAnswers: 3 });
    for (const key of ['one', 'two', 'three']) memory.keep(key, toAnswer(1, ['a']));
    memory.find('one');

    memory.keep('four', toAnswer(1, ['a']));

    expect(memory.size()).toBe(3);
    expect(['one', 'two', 'three', 'four'].filter((key) => memory.find(key) !== undefined)).toEqual([
      'one',
      'three',
      'four',
    ]);
  });

  it('holds no more bytes than it may: answers, keys, and what is noted of their entries and jobs', () => {
    const names = Array.from({ length: 100 }, (_, index) => `entry ${index}`);
    const { toAnswer } = createEntries(names);
    const maxBytes = 300_000;
    const memory = createAnswerMemory({ maxBytes });
    const count = (answer: FinishedAnswer, key = 'key'): number => {
      for (let index = 0; index < 1000; index += 1) memory.keep(`${key} ${index}`, answer);
      expect(memory.bytes()).toBeLessThanOrEqual(maxBytes);
      return memory.size();
    };

    const small = count(toAnswer(1, ['entry 1']));
    const counts = [
      count(toAnswer(20_000, ['entry 1'])),
      count(toAnswer(1, ['entry 1']), 'k'.repeat(10_000)),
      count(toAnswer(1, names)),
      count({ ...toAnswer(1, ['entry 1']), spent: new Set(names) }),
    ];

    expect(small).toBeGreaterThan(100);
    expect(counts.every((held) => held > 0 && held < 20)).toBe(true);
  });

  it('keeps no entry alive that its own memory has given up', async () => {
    const memory = createAnswerMemory({ maxBytes: 100_000 });
    const entry = keepAnswerOfForgotten(memory);

    await expect
      .poll(() => {
        measureMemory();
        return entry.deref() === undefined;
      })
      .toBe(true);
    expect(memory.size()).toBe(1);
  });
});

/** By a function of its own: what it has looked at must not stay on the stack. */
function keepAnswerOfForgotten(memory: AnswerMemory): WeakRef<object> {
  const { entries, toAnswer } = createEntries(['a']);
  memory.keep('key', toAnswer(1, ['a']));
  const entry = new WeakRef<object>(entries.get('a') as object);
  entries.clear();
  return entry;
}
