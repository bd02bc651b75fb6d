import { describe, expect, it } from 'vitest';
import { groupFailures } from '../../console/src/state/failure-groups.ts';

type Job = Parameters<typeof groupFailures>[0][number];

function toJob(id: string, source: string, change: Partial<Job>): Job {
  return {
    __typename: 'CosBatchJob',
    id,
    createdAt: null,
    status: 'FAILED',
    statusMessage: null,
    source: { __typename: 'JobSource', name: source },
    failures: [],
    ...change,
  };
}

const toFailure = (code: string | null, message: string | null) =>
  ({ __typename: 'JobFailure', code, message }) as const;

describe('failed jobs', () => {
  it('are grouped by code and source, the largest group first', () => {
    const groups = groupFailures([
      toJob('a:1', 'a', { failures: [toFailure('Denied', 'no')] }),
      toJob('b:1', 'b', { failures: [toFailure('Denied', 'never')] }),
      toJob('b:2', 'b', { failures: [toFailure(null, 'first'), toFailure('Denied', 'again')] }),
    ]);

    expect(groups.map(({ code, source, jobs }) => [code, source, jobs.map(({ id }) => id)])).toEqual([
      ['Denied', 'b', ['b:1', 'b:2']],
      ['Denied', 'a', ['a:1']],
    ]);
    expect(groups[0]?.message).toBe('never');
  });

  it('without a code go by their status, and say what the status says', () => {
    const [group] = groupFailures([
      toJob('a:1', 'a', { status: 'TIMED_OUT', failures: null }),
      toJob('a:2', 'a', { status: 'TIMED_OUT', statusMessage: 'after an hour' }),
    ]);

    expect(group).toMatchObject({ code: 'Timed out', statuses: ['TIMED_OUT'], message: 'after an hour' });
  });

  it('of a status that this version does not know are unknown', () => {
    expect(groupFailures([toJob('a:1', 'a', { status: '%future added value' })])[0]).toMatchObject({
      code: 'Unknown',
      statuses: ['UNKNOWN'],
    });
  });
});
