/** What a delivery of GitHub says of the runs of a source. */
import { describe, expect, it } from 'vitest';
import { BadAnswer } from '../../../src/provider/contract/adapter.ts';
import { createDeliveryReader } from '../../../src/datasources/githubactions/deliveries.ts';

const toVerdict = createDeliveryReader(['acme/Web.App', 'acme/etl']);
const repository = { full_name: 'acme/Web.App' };

const ofRun = (run: object, more: object = {}) =>
  toVerdict('workflow_run', { action: 'completed', workflow_run: { id: 7, ...run }, repository, ...more });

describe('a delivery', () => {
  it.each([
    ['a run that waits', { status: 'queued', conclusion: null }, 'queued'],
    ['a run that is in progress', { status: 'in_progress', conclusion: null }, 'in_progress'],
    ['a run that has ended', { status: 'completed', conclusion: 'timed_out' }, 'timed_out'],
    ['a run that has ended without a conclusion', { status: 'completed', conclusion: null }, 'completed'],
    ['a run that says a conclusion before its end', { status: 'in_progress', conclusion: 'success' }, 'in_progress'],
    ['a run without a status', {}, null],
  ])('about %s names the run, with its word', (_what, run, word) => {
    expect(ofRun(run)).toEqual([{ job: 'acme/Web.App/7', word }]);
  });

  it.each(['requested', 'in_progress', 'completed', 'an action of next year', undefined])(
    'is a hint with the action %s',
    (action) => {
      expect(ofRun({ status: 'queued' }, { action })).toEqual([{ job: 'acme/Web.App/7', word: 'queued' }]);
    },
  );

  it('about a job of a run names the run, without a word', () => {
    const job = { id: 12, run_id: 7, status: 'completed', conclusion: 'failure' };

    expect(toVerdict('workflow_job', { workflow_job: job, repository })).toEqual([
      { job: 'acme/Web.App/7', word: null },
    ]);
  });

  it('names the repository as the settings spell it', () => {
    expect(ofRun({}, { repository: { full_name: 'ACME/web.app' } })).toEqual([{ job: 'acme/Web.App/7', word: null }]);
  });

  it.each(['ping', 'push', 'check_run', 'workflow_dispatch', '__proto__', 'toString'])('of %s is ignored', (event) => {
    expect(toVerdict(event, { repository, workflow_run: { id: 7 } })).toBe('ignored');
  });

  it.each(['acme/other', 'acme', 'acme/Web.App/7', '__proto__'])('of the repository %s is foreign', (name) => {
    expect(ofRun({}, { repository: { full_name: name } })).toBe('foreign');
  });

  it.each([
    ['no repository', {}, { repository: undefined }],
    ['a repository without a name', {}, { repository: {} }],
    ['no run', {}, { workflow_run: undefined }],
    ['a run without an id', { id: undefined }, {}],
    ['an id that is no number', { id: {} }, {}],
  ])('with %s is unreadable', (_what, run, more) => {
    expect(() => ofRun(run, more)).toThrow(BadAnswer);
  });
});
