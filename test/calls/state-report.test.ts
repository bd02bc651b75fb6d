import { beforeEach, expect, it } from 'vitest';
import { createStateReport, type StateReport } from '../../src/calls/state-report.ts';

let now = 0;
let said: string[] = [];
let report: StateReport;
beforeEach(() => {
  now = 0;
  said = [];
  report = createStateReport(
    () => now,
    ({ state, code, cause }) => said.push([state, code, cause].filter((word) => word !== null).join(' ')),
  );
});

function fail(causeKind: 'HOST_UNKNOWN' | 'NOT_PERMITTED'): void {
  const errorCode = causeKind === 'HOST_UNKNOWN' ? 'PROVIDER_UNAVAILABLE' : 'PROVIDER_ACCESS_DENIED';
  report.noteAttempt({ errorCode, causeKind });
}

function succeed(): void {
  report.noteAttempt({ errorCode: null, causeKind: null });
}

it('says each state once, however many attempts show it', () => {
  for (const attempt of [succeed, succeed]) attempt();
  for (let count = 0; count < 3; count += 1) fail('HOST_UNKNOWN');
  for (let count = 0; count < 3; count += 1) report.noteOpened();
  succeed();
  report.noteAnswer();
  succeed();

  expect(said).toEqual([
    'HEALTHY',
    'DEGRADED PROVIDER_UNAVAILABLE HOST_UNKNOWN',
    'UNAVAILABLE PROVIDER_UNAVAILABLE HOST_UNKNOWN',
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
  for (const errorCode of ['JOB_NOT_FOUND', 'JOB_GONE', 'ABORTED']) report.noteAttempt({ errorCode, causeKind: null });

  expect(said).toEqual(['HEALTHY']);
});
