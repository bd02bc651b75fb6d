/** What a message of a queue means for the sources that share it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Hint } from '../../src/provider/contract/events.ts';
import type { Provider } from '../../src/provider/contract/provider.ts';
import { parseConfig } from '../../src/config/load.ts';
import { findProvider } from '../../src/providers.ts';
import { passOn, type EventfulSource } from '../../src/jobs/queues/message.ts';
import { toRuns } from '../runs.ts';
import { account, ended, eventful, keys, queueUrl, toEvent } from './event-world.ts';

const east = { region: 'us-east-1', events: { queueUrl } };
const entries: readonly object[] = [
  { name: 'batch', provider: 'awsbatch', ...east },
  { name: 'builds', provider: 'codebuild', ...east },
  { name: 'flows', provider: 'stepfunctions', accountId: account, ...east },
  { name: 'omics', provider: 'healthomics', ...east, region: 'us-west-2' },
  { name: 'pipelines', provider: 'codepipeline', ...east },
];

/** What each of these sources is told of a message, and what is said of one that fits none. */
function tell(body: string | null, sources = entries): readonly unknown[] {
  const told: unknown[] = [];
  const note = (name: string) => (what: Hint | string) => {
    told.push(typeof what === 'string' ? `${name}: ${what}` : [name, what.job, what.word]);
  };
  const config = parseConfig({ auth: { mode: 'none' }, sources });
  const eventfulSources = config.sources.map((settings): EventfulSource => {
    const provider = findProvider(settings.provider) as Provider;
    const events = provider.toEvents?.(settings);
    if (events === undefined) throw new Error(`${settings.name} has no events`);
    const ignored = (): number => 0;
    const heard = { hint: note(settings.name), dropped: note(settings.name) };
    const reader = { ...heard, answered: ignored, failed: ignored, rest: ignored };
    return { name: settings.name, events, keyFormat: provider.createAdapter(settings).key, reader };
  });
  passOn(body, eventfulSources, note(''));
  return told;
}

describe('an event', () => {
  it.each([
    ['batch', 'RUNNING', [['batch', keys.batch, 'RUNNING']]],
    ['builds', 'STOPPED', [['builds', keys.builds, 'STOPPED']]],
    ['flows', 'TIMED_OUT', [['flows', keys.flows, 'TIMED_OUT']]],
    ['omics', 'COMPLETED_WITH_FAILURES', [['omics', keys.omics, 'COMPLETED_WITH_FAILURES']]],
    ['pipelines', 'STARTED', [['pipelines', { hintedAs: '47f821c5-a902-44b2-ae61-b878d31ecd21' }, 'InProgress']]],
  ] as const)('of %s with the word %s is a hint for one job', (name, word, told) => {
    expect(tell(toEvent(name, word))).toEqual(told);
  });

  it.each([
    ['STARTED', 'InProgress'],
    ['SUCCEEDED', 'Succeeded'],
    ['FAILED', 'Failed'],
    ['CANCELED', 'Abandoned'],
    ['ABANDONED', 'Abandoned'],
    ['RESUMED', null],
  ])('of an action in the state %s has the word %s', (state, word) => {
    expect(tell(toEvent('pipelines', state))).toEqual([['pipelines', expect.anything(), word]]);
  });

  it('of an action has no word where the source reads no status', () => {
    const source = { name: 'pipelines', provider: 'codepipeline', statusFrom: 'none', ...east };

    expect(tell(toEvent('pipelines', 'FAILED'), [source])).toEqual([['pipelines', expect.anything(), null]]);
  });

  it.each([':7', '#0', ':10000'])('of the part %s of a Batch job is a hint for the whole, too', (part) => {
    expect(tell(toEvent('batch', 'FAILED', {}, { jobId: keys.batch + part }))).toEqual([
      ['batch', keys.batch + part, 'FAILED'],
      ['batch', keys.batch, null],
    ]);
  });

  it('of a phase has no word: its status is the phase’s', () => {
    const event = toEvent(
      'builds',
      'x',
      { 'detail-type': 'CodeBuild Build Phase Change' },
      { 'completed-phase-status': 'FAILED' },
    );

    expect(tell(event)).toEqual([['builds', keys.builds, null]]);
  });

  it('is one for each source of its account and region', () => {
    const twin = { name: 'twin', provider: 'awsbatch', ...east };
    const elsewhere = { ...twin, name: 'elsewhere', region: 'eu-west-1' };
    const others = { ...twin, name: 'others', events: { queueUrl, account: '210987654321' } };
    const sources = [...entries.slice(0, 1), twin, elsewhere, others];

    expect(tell(toEvent('batch', 'FAILED'), sources)).toEqual([
      ['batch', keys.batch, 'FAILED'],
      ['twin', keys.batch, 'FAILED'],
    ]);
    expect(tell(toEvent('batch', 'FAILED', { account: '210987654321' }), sources)).toEqual([
      ['others', keys.batch, 'FAILED'],
    ]);
  });

  it('is of the account of `events`, else of `accountId`, else of the queue', () => {
    const other = '210987654321';
    const flow = { name: 'flows', provider: 'stepfunctions', accountId: other, ...east };
    const ofOther = toEvent(
      'flows',
      'FAILED',
      { account: other },
      { executionArn: `arn:aws:states:us-east-1:${other}:execution:${keys.flows}` },
    );

    expect(tell(ofOther, [flow])).toEqual([['flows', keys.flows, 'FAILED']]);
    expect(tell(ofOther, [{ ...flow, events: { queueUrl, account } }])).toEqual([': foreign']);
    expect(tell(toEvent('batch', 'FAILED'))).toHaveLength(1);
  });
});

describe('what makes no hint', () => {
  it.each([
    ['an event of another account', toEvent('batch', 'FAILED', { account: '210987654321' }), ': foreign'],
    ['an event of another region', toEvent('omics', 'COMPLETED', { region: 'us-east-1' }), ': foreign'],
    ['an event of another service', toEvent('batch', 'FAILED', { source: 'aws.ec2' }), ': ignored'],
    [
      'an event whose service and kind do not go together',
      toEvent('batch', 'x', { source: 'aws.states' }),
      ': ignored',
    ],
    ['another kind of event', toEvent('batch', 'x', { 'detail-type': 'Batch Job Queue Blocked' }), ': ignored'],
    [
      'a name of every object',
      toEvent('batch', 'x', { source: '__proto__', 'detail-type': 'constructor' }),
      ': ignored',
    ],
    ['an action of AWS', toEvent('pipelines', 'FAILED', {}, { type: { owner: 'AWS' } }), 'pipelines: ignored'],
    ['an action of nobody', toEvent('pipelines', 'FAILED', {}, { type: null }), 'pipelines: ignored'],
    [
      'an action without an execution',
      toEvent('pipelines', 'FAILED', {}, { 'action-execution-id': 'x' }),
      'pipelines: unreadable',
    ],
    [
      'a build of another account',
      toEvent('builds', 'FAILED', {}, { 'build-id': `arn:aws:codebuild:us-east-1:210987654321:build/${keys.builds}` }),
      'builds: foreign',
    ],
    [
      'a build of another region',
      toEvent('builds', 'FAILED', {}, { 'build-id': `arn:aws:codebuild:eu-west-1:${account}:build/${keys.builds}` }),
      'builds: foreign',
    ],
    ['a build without an ARN', toEvent('builds', 'FAILED', {}, { 'build-id': keys.builds }), 'builds: foreign'],
    [
      'a build without a key',
      toEvent('builds', 'FAILED', {}, { 'build-id': `arn:aws:codebuild:us-east-1:${account}:build/../x` }),
      'builds: unreadable',
    ],
    [
      'an EXPRESS execution',
      toEvent('flows', 'FAILED', {}, { executionArn: `arn:aws:states:us-east-1:${account}:express:a:b:c` }),
      'flows: foreign',
    ],
    [
      'an execution without a name',
      toEvent('flows', 'FAILED', {}, { executionArn: `arn:aws:states:us-east-1:${account}:execution:orders` }),
      'flows: unreadable',
    ],
    [
      'an import with a path for an id',
      toEvent('omics', 'COMPLETED', {}, { id: '4820917365/../1' }),
      'omics: unreadable',
    ],
    ['an import with a number for an id', toEvent('omics', 'COMPLETED', {}, { id: 4820917365 }), 'omics: unreadable'],
    ['a job without an id', toEvent('batch', 'FAILED', {}, { jobId: undefined }), 'batch: unreadable'],
    ['a status that is none', toEvent('batch', 'x'.repeat(65)), 'batch: unreadable'],
    ['a status of two words', toEvent('batch', 'FAILED <b>'), 'batch: unreadable'],
    ['a status of another type', toEvent('batch', 'x', {}, { status: ['FAILED'] }), 'batch: unreadable'],
    ['an event without a detail', toEvent('batch', 'x', { detail: null }), ': unreadable'],
    ['an event whose account is a number', toEvent('batch', 'x', { account: Number(account) }), ': unreadable'],
    [
      'an envelope of SNS',
      JSON.stringify({ Type: 'Notification', Message: toEvent('batch', 'FAILED') }),
      ': unreadable',
    ],
    ['a list of events', `[${toEvent('batch', 'FAILED')}]`, ': unreadable'],
    ['garbage', 'garbage', ': unreadable'],
    ['an empty text', '', ': unreadable'],
    ['what is no text', null, ': unreadable'],
    ['too large an event', toEvent('batch', 'FAILED', { more: 'x'.repeat(262_144) }), ': unreadable'],
    ['one that is too large in bytes alone', toEvent('batch', 'FAILED', { more: 'é'.repeat(131_072) }), ': unreadable'],
    ['depth without end', `{"source":${'['.repeat(100_000)}`, ': unreadable'],
    ['too many values', toEvent('batch', 'FAILED', { more: Array.from({ length: 60_000 }, () => 1) }), ': unreadable'],
  ])('%s', (_what, body, told) => {
    expect(tell(body)).toEqual([told]);
  });

  it('the members of a prototype are not the event’s', () => {
    const { detail, ...rest } = JSON.parse(toEvent('batch', 'FAILED')) as Record<string, unknown>;

    expect(tell(`{"__proto__":${toEvent('batch', 'FAILED')}}`)).toEqual([': unreadable']);
    expect(tell(JSON.stringify(rest).replace('{', `{"detail":{"__proto__":${JSON.stringify(detail)}},`))).toEqual([
      'batch: unreadable',
    ]);
  });

  it('an event of the largest size is one', () => {
    const event = toEvent('batch', 'FAILED', { more: '' });

    const largest = toEvent('batch', 'FAILED', { more: 'x'.repeat(262_144 - event.length) });

    expect([largest.length, tell(largest)]).toEqual([262_144, [['batch', keys.batch, 'FAILED']]]);
  });

  it('nothing that may come throws, and each message is told of once', () => {
    const part = fc.oneof(fc.jsonValue(), fc.constantFrom(...Object.values(keys), '__proto__', account));
    const detail = fc.dictionary(
      fc.constantFrom('jobId', 'status', 'id', 'build-id', 'executionArn', 'type', '__proto__'),
      part,
    );
    const name = fc.constantFrom(...eventful);
    const body = fc.oneof(
      fc.string(),
      fc.json(),
      fc.tuple(name, detail).map(([source, changed]) => toEvent(source, ended[source], {}, changed)),
    );
    fc.assert(
      fc.property(body, (text) => {
        const told = tell(text);
        expect(told.length).toBeGreaterThan(0);
        expect(told.length).toBeLessThan(3);
      }),
      { numRuns: toRuns(100) },
    );
  });
});
