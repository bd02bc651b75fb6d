import { describe, expect, it } from 'vitest';
import { describeHealth, sortByTrouble, toHealthLook, type Source } from '../../console/src/state/source-health.ts';

function source(name: string, state: Source['health']['state']): Pick<Source, 'name' | 'health'> {
  return {
    name,
    health: {
      __typename: 'JobSourceHealth',
      state,
      remedy: null,
      lastSuccessAt: null,
      lastErrorAt: null,
      lastErrorCode: null,
      lastErrorCause: null,
      pushes: null,
    },
  };
}

describe('the sources’ health', () => {
  it('puts the worst first, and keeps the others as they are configured', () => {
    const sources = [
      source('b', 'HEALTHY'),
      source('slow', 'DEGRADED'),
      source('a', 'UNTRIED'),
      source('down', 'UNAVAILABLE'),
      source('typo', 'MISCONFIGURED'),
    ];

    expect(sortByTrouble(sources).map(({ name }) => name)).toEqual(['typo', 'down', 'slow', 'b', 'a']);
    expect(describeHealth(sources)).toBe(
      '3 of 5 sources in trouble: typo misconfigured, down unavailable, slow degraded',
    );
  });

  it('names nobody where there is no trouble', () => {
    expect(describeHealth([source('a', 'HEALTHY'), source('b', 'UNTRIED')])).toBe('2 sources, none in trouble');
    expect(describeHealth([source('a', 'HEALTHY')])).toBe('1 source, none in trouble');
  });

  it('shows a state of a later version by its word, and takes it for no trouble', () => {
    expect(toHealthLook(source('a', 'ASLEEP' as Source['health']['state']))).toEqual({
      word: 'ASLEEP',
      sign: 'UNKNOWN',
      trouble: 0,
    });
  });
});
