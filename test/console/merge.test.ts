import { describe, expect, it } from 'vitest';
import { collectEntities, mergeEntities } from '../../console/src/graph/merge.ts';

const job = (facts: object) => ({ __typename: 'CosBatchJob', id: 'cos:1', ...facts });

describe('an event', () => {
  const event = {
    jobUpdated: job({ status: 'SUCCEEDED', endedAt: '2026-11-22T12:00:00.000Z', progress: { fraction: 1 } }),
  };
  const entities = collectEntities(event);

  it('changes a job wherever a query shows it, in the fields that the query has', () => {
    const other = job({ id: 'cos:2', status: 'RUNNING' });
    const shown = { jobs: { nodes: [other, job({ status: 'RUNNING', name: 'copy', progress: { fraction: 0.4 } })] } };

    const merged = mergeEntities(shown, entities);

    expect(merged.jobs.nodes[1]).toEqual(job({ status: 'SUCCEEDED', name: 'copy', progress: { fraction: 1 } }));
    expect(merged.jobs.nodes[1]).not.toHaveProperty('endedAt');
    expect(merged.jobs.nodes[0]).toBe(other);
  });

  it('leaves a query as it is where it changes nothing', () => {
    const shown = { jobs: { nodes: [job({ status: 'SUCCEEDED', progress: { fraction: 1 } })] }, total: null };

    expect(mergeEntities(shown, entities)).toBe(shown);
  });

  it('does not touch an object of another type with the same id', () => {
    const shown = { source: { __typename: 'JobSource', id: 'cos:1', status: 'RUNNING' } };

    expect(mergeEntities(shown, entities)).toBe(shown);
  });

  it('takes a fact back', () => {
    const restarted = collectEntities({ jobUpdated: job({ status: 'RUNNING', endedAt: null }) });

    expect(mergeEntities(job({ status: 'FAILED', endedAt: '2026-11-22T12:00:00.000Z' }), restarted)).toEqual(
      job({ status: 'RUNNING', endedAt: null }),
    );
  });
});
