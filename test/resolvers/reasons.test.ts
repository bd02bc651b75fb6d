import { expect, it } from 'vitest';
import { findReason, hasEndedBadly } from '../../src/resolvers/jobs/reasons.ts';
import { jobStatuses } from '../../src/provider/contract/job.ts';

const toFailure = (code: string | null, message: string | null, subject: string | null = null) => ({
  code,
  message,
  subject,
});

it.each([
  [
    toFailure('COMMAND_EXECUTION_ERROR', 'Error while executing command: npm test. Reason: exit status 1', 'BUILD'),
    'COMMAND_EXECUTION_ERROR: Error while executing command: npm test. Reason: exit status 1',
    '479648937829d135',
  ],
  [
    toFailure('COMMAND_EXECUTION_ERROR', 'Error while executing command: npm test. Reason: exit status 137', 'BUILD'),
    'COMMAND_EXECUTION_ERROR: Error while executing command: npm test. Reason: exit status 137',
    '4e5a106ce839839e',
  ],
  [
    toFailure('YAML_FILE_ERROR', 'YAML_FILE_ERROR Message: YAML file does not exist', 'DOWNLOAD_SOURCE'),
    'YAML_FILE_ERROR Message: YAML file does not exist',
    '251f884c4af1a5f0',
  ],
  [
    toFailure('FAILED', 'OutOfMemoryError: Container killed due to memory usage'),
    'OutOfMemoryError: Container killed due to memory usage',
    '37a93d2be73e8d75',
  ],
  [
    toFailure('FAILED', 'Host EC2 (instance i-0abc123de456f7890) terminated.'),
    'Host EC2 (instance i-#) terminated',
    'd42df725c5c9748c',
  ],
  [
    toFailure('BackoffLimitExceeded', 'Job has reached the specified backoff limit'),
    'BackoffLimitExceeded: Job has reached the specified backoff limit',
    '756e7cc234b88a0d',
  ],
  [
    toFailure(
      'PodFailurePolicy',
      'Container main for pod etl/load-29384720-x7k2p failed with exit code 42 matching FailJob rule at index 0',
    ),
    'PodFailurePolicy: Container main for pod etl/load-# failed with exit code 42 matching FailJob rule at index #',
    'be34aaa47de90181',
  ],
  [
    toFailure('failure', null, 'unit tests (node 24, ubuntu-24.04)'),
    'unit tests (node #, ubuntu-#)',
    '06e8accd64a9a249',
  ],
  [toFailure('Orders.Rejected', '[hidden]'), 'Orders.Rejected', '238ed8e633bcc9b8'],
  [
    toFailure('FAILED', "Unable to read 's3://refs/hg38-2026-11-21.fa' as FASTA: line 10423 has 61 bases", 'a file'),
    'Unable to read "…" as FASTA: line # has # bases',
    '0c17f27754893fb4',
  ],
  [
    toFailure(
      'ManifestNotFound',
      'The manifest qcs::cos:ap-chengdu:uid/1250000000:lists/2026-11-22/manifest.csv does not exist.',
    ),
    'ManifestNotFound: The manifest qcs::cos:ap-chengdu:uid/#:lists/#/manifest.csv does not exist',
    'e9936803020b2984',
  ],
  [
    toFailure('DeviceError', "Device 12-ABC-9 could not be read at 2026-11-22T03:15:00Z; can't mount /dev/sdb1"),
    "DeviceError: Device #-ABC-# could not be read at #; can't mount /dev/#",
    'ebfd4abf149ad998',
  ],
  [
    toFailure('JobFailed', 'Deployment "d-4X2K9P" of “checkout” timed out after 1,800 seconds (limit: 30.5 min)'),
    'JobFailed: Deployment "…" of "…" timed out after # seconds (limit: # min)',
    '8565fb4902e1bebf',
  ],
  [
    toFailure(
      'FAILED',
      'Task load failed with message: HTTP 503 from 10.0.12.7:8443, request 24fa2d7a-64c4-49d2-8b47-f8da4fbde8e9',
    ),
    'Task load failed with message: HTTP 503 from #, request #',
    'aebbc370fa01b8dd',
  ],
])('the reason of %j is %s', (failure, text, key) => {
  expect(findReason({ failures: [failure] })).toEqual({ text, key, failure });
});

it('is that of the first failure that says anything', () => {
  const said = toFailure(null, null, '1');

  expect(findReason({ failures: [toFailure('FAILED', null), toFailure('Error', ' \n'), said] })?.failure).toBe(said);
  expect(findReason({ failures: [toFailure('FAILED', null)] })).toBe(null);
  expect(findReason({ failures: [] })).toBe(null);
});

it('is asked of jobs that ended badly', () => {
  expect(jobStatuses.filter(hasEndedBadly)).toEqual(['PARTIALLY_SUCCEEDED', 'FAILED', 'TIMED_OUT']);
});
