import { describe, expect, it } from 'vitest';

import { BadAnswer } from '../../src/provider/contract/adapter.ts';
import { readInteger, readString, readStrings, requireString } from '../../src/provider/decode/json-fields.ts';
import { at, listOf, objectOf, orEmpty, shape, wordOf } from '../../src/provider/decode/shape.ts';

const readJob = shape({
  id: requireString,
  kind: wordOf(['BUILD', 'TEST']),
  stage: at('pipeline.stage.name', readString),
  depth: at('clone_depth', readInteger),
  source: objectOf(shape({ type: readString })),
  steps: listOf(shape({ name: readString })),
  tags: orEmpty(readStrings),
  size: (job) => Object.keys(job).length,
});

describe('a declared object', () => {
  it('has the members that an answer has', () => {
    const job = {
      id: '7',
      kind: 'TEST',
      pipeline: { stage: { name: 'build' } },
      clone_depth: 1,
      source: { type: 'GIT', location: 'not declared' },
      steps: [{ name: 'one' }, {}],
      tags: ['a'],
    };

    expect(readJob(job)).toEqual({
      id: '7',
      kind: 'TEST',
      stage: 'build',
      depth: 1,
      source: { type: 'GIT' },
      steps: [{ name: 'one' }, { name: null }],
      tags: ['a'],
      size: 7,
    });
  });

  it('has what the kinds make of absent members', () => {
    expect(readJob({ id: '7' })).toEqual({
      id: '7',
      kind: null,
      stage: null,
      depth: null,
      source: null,
      steps: null,
      tags: [],
      size: 1,
    });
  });

  it('is null inside of an object that is absent, whatever the kind', () => {
    const read = shape({ name: at('stage.name', requireString) });

    expect([read({}), read({ stage: null })]).toEqual([{ name: null }, { name: null }]);
    expect(() => read({ stage: {} })).toThrow(new BadAnswer('stage.name', 'text', 'nothing'));
  });

  it.each([
    ['UNKNOWN for another word', 'LINT', 'UNKNOWN'],
    ['null for an empty text', '', null],
    ['UNKNOWN for a word of another case', 'test', 'UNKNOWN'],
  ])('has %s', (_what, kind, expected) => {
    expect(readJob({ id: '7', kind }).kind).toBe(expected);
  });

  it.each([
    ['a missing member', {}, 'id', 'text', 'nothing'],
    ['a null', { id: null }, 'id', 'text', 'null'],
    ['a mistyped member', { id: '7', tags: 'a' }, 'tags', 'list', 'text'],
    ['a mistyped text of a list', { id: '7', tags: ['a', true] }, 'tags[]', 'text', 'true or false'],
    ['a mistyped inner object', { id: '7', pipeline: { stage: 'build' } }, 'pipeline.stage', 'object', 'text'],
    ['a mistyped member of an inner object', { id: '7', source: { type: 1 } }, 'source.type', 'text', 'number'],
    ['a mistyped item', { id: '7', steps: ['one'] }, 'steps[]', 'object', 'text'],
    ['a mistyped member of an item', { id: '7', steps: [{ name: [] }] }, 'steps[].name', 'text', 'list'],
    ['a fraction', { id: '7', clone_depth: 1.5 }, 'clone_depth', 'whole number', 'number'],
    ['a number in place of a word', { id: '7', kind: 1 }, 'kind', 'text', 'number'],
  ] as const)('refuses %s, and says where it stands', (_what, job, field, expected, got) => {
    expect(() => readJob(job)).toThrow(expect.objectContaining({ name: 'BadAnswer', field, expected, got }));
  });

  it('does not share inner values between two answers', () => {
    expect(readJob({ id: '7' })).not.toBe(readJob({ id: '7' }));
    expect(readJob({ id: '7', tags: ['a'] }).tags).toEqual(['a']);
    expect(readJob({ id: '8' }).tags).toEqual([]);
  });
});
