import { describe, expect, it } from 'vitest';
import type { BreakerState } from '../../src/calls/breaker.ts';
import { createHealthRecord, type HealthState } from '../../src/calls/health.ts';

const start = Date.parse('2026-01-01T00:00:00Z');

describe('the health of a source', () => {
  it.each<[string, readonly (string | null)[], BreakerState, HealthState]>([
    ['nothing was asked', [], 'closed', 'UNTRIED'],
    ['the only call was abandoned', ['ABORTED'], 'closed', 'UNTRIED'],
    ['the last call succeeded', ['PROVIDER_UNAVAILABLE', null], 'closed', 'HEALTHY'],
    ['the source knew no such job', ['JOB_NOT_FOUND'], 'closed', 'HEALTHY'],
    ['the job is gone', ['JOB_GONE'], 'closed', 'HEALTHY'],
    ['the request was called invalid', ['PROVIDER_REJECTED'], 'closed', 'HEALTHY'],
    ['the last call failed', [null, 'PROVIDER_UNAVAILABLE'], 'closed', 'DEGRADED'],
    ['the last call was throttled', [null, 'PROVIDER_THROTTLED'], 'closed', 'DEGRADED'],
    ['the last call was refused', [null, 'PROVIDER_ACCESS_DENIED'], 'closed', 'DEGRADED'],
    ['the last answer was unreadable', [null, 'PROVIDER_BAD_RESPONSE'], 'closed', 'DEGRADED'],
    ['the first call failed', ['PROVIDER_TIMEOUT'], 'closed', 'DEGRADED'],
    ['a call was abandoned after a failure', ['PROVIDER_TIMEOUT', 'ABORTED'], 'closed', 'DEGRADED'],
    ['a call was abandoned after a success', [null, 'ABORTED'], 'closed', 'HEALTHY'],
    ['the breaker is open', [null, 'PROVIDER_TIMEOUT'], 'open', 'UNAVAILABLE'],
    ['the breaker is open, whatever a straggler brought', ['PROVIDER_TIMEOUT', null], 'open', 'UNAVAILABLE'],
    ['a probe is under way', ['PROVIDER_TIMEOUT'], 'halfOpen', 'DEGRADED'],
  ])('where %s is %s with a breaker %s: %s', (_name, codes, breaker, expected) => {
    const health = createHealthRecord(() => start);

    for (const code of codes) health.note(code);

    expect(health.read(breaker).state).toBe(expected);
  });

  it('says when it last succeeded, and when and how it last failed', () => {
    let now = start;
    const health = createHealthRecord(() => now);

    health.note('PROVIDER_TIMEOUT');
    now += 1000;
    health.note('PROVIDER_THROTTLED');
    now += 1000;
    health.note(null);
    now += 1000;
    health.note('ABORTED');

    expect(health.read('closed')).toEqual({
      state: 'HEALTHY',
      lastSuccessAt: '2026-01-01T00:00:02.000Z',
      lastErrorAt: '2026-01-01T00:00:01.000Z',
      lastErrorCode: 'PROVIDER_THROTTLED',
    });
  });
});
