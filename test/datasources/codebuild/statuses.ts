/** Every status, and progress, in the provider's words. */
import type { StatusesUnderTest, StatusRow, WireJob } from '../../conformance/provider-under-test.ts';
import { toWordRows } from '../../conformance/statuses.ts';

export const statuses: StatusesUnderTest = {
  words: ['IN_PROGRESS', 'SUCCEEDED', 'FAILED', 'FAULT', 'TIMED_OUT', 'STOPPED'],
  rows: [
    ...toWordRows(
      {
        IN_PROGRESS: 'RUNNING',
        SUCCEEDED: 'SUCCEEDED',
        FAILED: 'FAILED',
        FAULT: 'FAILED',
        TIMED_OUT: 'TIMED_OUT',
        STOPPED: 'CANCELLED',
      },
      toStatusWire,
    ),
    toRow('submitted', 'IN_PROGRESS', 'SUBMITTED', 'QUEUED', 'DERIVED'),
    toRow('queued', 'IN_PROGRESS', 'QUEUED', 'QUEUED', 'DERIVED'),
    ...['PROVISIONING', 'DOWNLOAD_SOURCE', 'INSTALL', 'PRE_BUILD', 'BUILD', 'POST_BUILD', 'UPLOAD_ARTIFACTS'].map(
      (phase) => toRow(`in ${phase}`, 'IN_PROGRESS', phase, 'RUNNING'),
    ),
    toRow('finalizing', 'IN_PROGRESS', 'FINALIZING', 'RUNNING'),
    toRow('completed', 'IN_PROGRESS', 'COMPLETED', 'RUNNING'),
    toRow('in a phase of an odd name', 'IN_PROGRESS', 'queued', 'RUNNING'),
    toRow('stopped while it was queued', 'STOPPED', 'QUEUED', 'CANCELLED'),
  ],
  toWire: toStatusWire,
  moves: ['queued', 'IN_PROGRESS', 'SUCCEEDED'],
  progress: { none: 'Phases of a build are no pieces of equal work, so there is no progress.' },
};

function toStatusWire(id: string, buildStatus: string | null): WireJob {
  return { body: JSON.stringify({ id, buildStatus }) };
}

function toRow(
  name: string,
  word: string,
  currentPhase: string,
  status: string,
  statusSource: StatusRow['statusSource'] = 'PROVIDER',
): StatusRow {
  return {
    name,
    toWire: (id) => ({ body: JSON.stringify({ id, buildStatus: word, currentPhase }) }),
    status,
    rawStatus: word,
    statusSource,
  };
}
