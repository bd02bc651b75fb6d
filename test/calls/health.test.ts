import { beforeEach, describe, expect, it } from 'vitest';
import type { AttemptReport } from '../../src/calls/attempt-report.ts';
import type { BreakerState } from '../../src/calls/breaker.ts';
import { createHealth, type Health, type HealthOptions, type HealthState } from '../../src/calls/health.ts';
import type { CallTarget } from '../../src/provider/contract/adapter.ts';

const start = Date.parse('2026-01-01T00:00:00Z');

const target: CallTarget = { part: null, isNamed: true, isOfList: true, unknownCodes: [] };
/** Without a failure. */
const quiet = 30_000;

function open(options: Partial<HealthOptions> = {}): Health {
  const { parts = [null] } = options;
  return createHealth({
    now: () => start,
    monotonic: () => 0,
    breaker: () => 'closed',
    isCoolingDown: () => false,
    onChange: () => undefined,
    ...options,
    parts,
  });
}

describe('the health of a source', () => {
  it.each<[string, readonly AttemptReport['errorCode'][], BreakerState, HealthState]>([
    ['nothing was asked', [], 'closed', 'UNTRIED'],
    ['the only call was abandoned', ['ABORTED'], 'closed', 'UNTRIED'],
    ['the last call succeeded', ['PROVIDER_UNAVAILABLE', null], 'closed', 'HEALTHY'],
    ['the source knew no such job', ['JOB_NOT_FOUND'], 'closed', 'HEALTHY'],
    ['the job is gone', ['JOB_GONE'], 'closed', 'HEALTHY'],
    ['the request was called invalid', [null, 'PROVIDER_REJECTED'], 'closed', 'DEGRADED'],
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
    let now = 0;
    const health = open({ monotonic: () => now, breaker: () => breaker });

    for (const errorCode of codes) health.noteAttempt({ errorCode, causeKind: null, target });
    now = quiet;

    expect(health.read().state).toBe(expected);
  });

  it('says when it last succeeded, and when and how it last failed', () => {
    let now = start;
    const health = open({ now: () => now });

    health.noteAttempt({ errorCode: 'PROVIDER_TIMEOUT', causeKind: null });
    now += 1000;
    health.noteAttempt({ errorCode: 'PROVIDER_THROTTLED', causeKind: null });
    now += 1000;
    health.noteAttempt({ errorCode: null, causeKind: null });
    now += 1000;
    health.noteAttempt({ errorCode: 'ABORTED', causeKind: null });

    expect(health.read()).toEqual({
      state: 'DEGRADED',
      remedy: null,
      lastSuccessAt: '2026-01-01T00:00:02.000Z',
      lastErrorAt: '2026-01-01T00:00:01.000Z',
      lastErrorCode: 'PROVIDER_THROTTLED',
      lastErrorCause: null,
      checkedAt: null,
    });
  });
});

describe('a change of the health of a source', () => {
  let now = 0;
  let said: string[] = [];
  let isOpen = false;
  let health: Health;
  beforeEach(() => {
    now = 0;
    said = [];
    isOpen = false;
    health = open({
      monotonic: () => now,
      breaker: () => (isOpen ? 'open' : 'closed'),
      onChange: ({ state, fault }) =>
        said.push([state, fault?.code, fault?.cause].filter((word) => word !== undefined).join(' ')),
    });
  });

  function fail(causeKind: 'HOST_UNKNOWN' | 'NOT_PERMITTED'): void {
    const errorCode = causeKind === 'HOST_UNKNOWN' ? 'PROVIDER_UNAVAILABLE' : 'PROVIDER_ACCESS_DENIED';
    health.noteAttempt({ errorCode, causeKind });
  }

  function succeed(): void {
    health.noteAttempt({ errorCode: null, causeKind: null, target });
  }

  it('says each state once, however many attempts show it', () => {
    for (const attempt of [succeed, succeed]) attempt();
    for (let count = 0; count < 3; count += 1) fail('HOST_UNKNOWN');
    isOpen = true;
    for (let count = 0; count < 3; count += 1) health.noteOpened();
    succeed();
    isOpen = false;
    health.noteAnswer();
    now += quiet;
    succeed();

    expect(said).toEqual([
      'HEALTHY',
      'DEGRADED PROVIDER_UNAVAILABLE HOST_UNKNOWN',
      'UNAVAILABLE PROVIDER_UNAVAILABLE HOST_UNKNOWN',
      'DEGRADED PROVIDER_UNAVAILABLE HOST_UNKNOWN',
      'HEALTHY',
    ]);
  });

  it('says each cause once where some calls fail and others do not, and says healthy when none has failed for a while', () => {
    for (let count = 0; count < 5; count += 1) {
      fail('NOT_PERMITTED');
      fail('HOST_UNKNOWN');
      succeed();
      now += 29_999;
      succeed();
    }
    now += 1;
    succeed();
    fail('NOT_PERMITTED');

    expect(said).toEqual([
      'DEGRADED PROVIDER_ACCESS_DENIED NOT_PERMITTED',
      'DEGRADED PROVIDER_UNAVAILABLE HOST_UNKNOWN',
      'HEALTHY',
      'DEGRADED PROVIDER_ACCESS_DENIED NOT_PERMITTED',
    ]);
  });

  it('says nothing of jobs that are not there, nor of calls that nobody waited for', () => {
    succeed();
    for (const errorCode of ['JOB_NOT_FOUND', 'JOB_GONE', 'ABORTED'] as const)
      health.noteAttempt({ errorCode, causeKind: null });

    expect(said).toEqual(['HEALTHY']);
  });
});

describe('a source of several parts', () => {
  const toTarget = (part: string, isNamed = true): CallTarget => ({ ...target, part, isNamed });
  const unknown = { errorCode: 'PROVIDER_REJECTED', causeKind: 'TARGET_UNKNOWN' } as const;
  const answer = { errorCode: null, causeKind: null } as const;

  it('is untried until each that the settings name has been answered', () => {
    const health = open({ parts: ['a', 'b'] });
    const states = [health.read().state];

    for (const one of [undefined, toTarget('a'), toTarget('b')]) {
      health.noteAttempt({ ...answer, target: one });
      states.push(health.read().state);
    }

    expect(states).toEqual(['UNTRIED', 'UNTRIED', 'UNTRIED', 'HEALTHY']);
  });

  it('is misconfigured until the part that is not there is answered, whatever the others do', () => {
    let now = 0;
    const said: unknown[] = [];
    const health = open({
      parts: ['a', 'b'],
      monotonic: () => now,
      onChange: ({ state, fault }) => said.push([state, fault?.part ?? null]),
    });

    health.noteAttempt({ ...unknown, operation: 'ListJobs', target: toTarget('a') });
    for (const one of [toTarget('b'), undefined]) health.noteAttempt({ ...answer, target: one });
    health.noteAttempt({ errorCode: 'PROVIDER_TIMEOUT', causeKind: 'TIMEOUT', target: toTarget('a') });
    now += 10 * quiet;
    const { state, remedy, lastErrorCause } = health.read();
    health.noteAttempt({ ...answer, target: toTarget('a') });

    expect({ state, remedy, lastErrorCause }).toEqual({
      state: 'MISCONFIGURED',
      remedy: 'Correct what the settings name, or `region` and the account.',
      lastErrorCause: 'TIMEOUT',
    });
    expect(said).toEqual([
      ['MISCONFIGURED', 'a'],
      ['HEALTHY', null],
    ]);
  });

  it.each<[string, HealthState, Parameters<Health['noteAttempt']>[0]]>([
    [
      'a fault of the credentials, from any call',
      'MISCONFIGURED',
      { errorCode: 'PROVIDER_ACCESS_DENIED', causeKind: 'CREDENTIALS_UNKNOWN' },
    ],
    [
      'a fault of the settings, of a page',
      'MISCONFIGURED',
      { errorCode: 'PROVIDER_ACCESS_DENIED', causeKind: 'NOT_PERMITTED', target: toTarget('a') },
    ],
    ['the same of a job', 'DEGRADED', { errorCode: 'PROVIDER_ACCESS_DENIED', causeKind: 'NOT_PERMITTED' }],
    [
      'a request of a page that is called wrong',
      'MISCONFIGURED',
      { errorCode: 'PROVIDER_REJECTED', causeKind: 'REQUEST_REJECTED', target: toTarget('a') },
    ],
    ['the same of a job', 'HEALTHY', { errorCode: 'PROVIDER_REJECTED', causeKind: 'REQUEST_REJECTED' }],
    ['a part that is gone and that the settings do not name', 'HEALTHY', { ...unknown, target: toTarget('c', false) }],
    [
      'an answer that cannot be read',
      'DEGRADED',
      { errorCode: 'PROVIDER_BAD_RESPONSE', causeKind: 'ANSWER_UNREADABLE', target: toTarget('a') },
    ],
  ])('after %s it is %s', (_what, state, attempt) => {
    const health = open({ parts: ['a'] });
    health.noteAttempt({ ...answer, target: toTarget('a') });

    health.noteAttempt(attempt);

    expect(health.read().state).toBe(state);
  });
});
