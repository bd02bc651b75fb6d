import { describe, expect, it } from 'vitest';
import { home, parseAddress } from '../../console/src/state/address.ts';
import { listChips } from '../../console/src/state/chips.ts';
import { defaultOpen, listSections, type SectionName } from '../../console/src/state/sections.ts';
import { pageSize, toSectionRequest } from '../../console/src/state/list-request.ts';

const now = Date.parse('2026-11-22T12:00:00Z');
const request = (query: string, section: SectionName = 'all') => toSectionRequest(parseAddress(query), section, now);
const chips = (query: string) => listChips(parseAddress(query)).map(({ label, value }) => `${label} ${value}`);

describe('what the list asks for', () => {
  it('by default: what failed in the last 24 hours, what has not ended however old, and what ended well', () => {
    const endedAfter = '2026-11-21T12:00:00.000Z';
    const page = { first: pageSize, orderBy: 'ACTIVE_FIRST' };
    const statuses = ['FAILED', 'PARTIALLY_SUCCEEDED', 'TIMED_OUT'];

    expect(listSections(home)).toEqual(['failed', 'active', 'ended']);
    expect(request('', 'failed')).toEqual({ ...page, filter: { statuses, endedAfter } });
    // A condition on the status would read each job whose list does not say one.
    expect(request('', 'active')).toEqual({ ...page, filter: {} });
    expect(request('', 'ended')).toEqual({
      ...page,
      filter: { statuses: ['SUCCEEDED', 'SKIPPED', 'CANCELLED'], endedAfter },
    });
  });

  it('a range hides nothing that runs', () => {
    expect(request('?last=1h', 'active').filter).toEqual({});
    expect(request('?last=1h', 'failed').filter).toMatchObject({ endedAfter: '2026-11-22T11:00:00.000Z' });
    expect(request('?last=1h&by=created', 'active').filter).toEqual({ createdAfter: '2026-11-22T11:00:00.000Z' });
  });

  it('statuses leave the sections that have them', () => {
    const sections = (query: string) => listSections(parseAddress(query));

    expect(sections('?status=FAILED')).toEqual(['failed']);
    expect(sections('?status=RUNNING,SUCCEEDED')).toEqual(['active', 'ended']);
    expect(sections('?code=OutOfMemory')).toEqual(['failed']);
    expect(request('?status=RUNNING,SUCCEEDED', 'active').filter).toEqual({ statuses: ['RUNNING'] });
    expect(defaultOpen(parseAddress(''))).toEqual(['failed', 'active']);
    expect(defaultOpen(parseAddress('?status=SUCCEEDED'))).toEqual(['ended']);
  });

  it('all jobs: the cheapest order, by creation', () => {
    expect(request('?view=all&last=7d')).toEqual({
      first: pageSize,
      orderBy: 'NEWEST_FIRST',
      filter: { createdAfter: '2026-11-15T12:00:00.000Z' },
    });
    expect(request('?view=all&by=ended&last=1h')).toMatchObject({ orderBy: 'ACTIVE_FIRST' });
  });

  it('instants are conditions on the time that the view is about', () => {
    const range = 'after=2026-11-20T00:00:00Z&before=2026-11-21T00:00:00Z';

    expect(request(`?${range}`, 'failed').filter).toMatchObject({
      endedAfter: '2026-11-20T00:00:00Z',
      endedBefore: '2026-11-21T00:00:00Z',
    });
    expect(request(`?view=all&${range}`).filter).toEqual({
      createdAfter: '2026-11-20T00:00:00Z',
      createdBefore: '2026-11-21T00:00:00Z',
    });
  });

  it('accounts, labels, definitions, codes and reasons are conditions too', () => {
    const query = '?account=123&label=team=a&label=team=b&label=env=prod&definition=x,y&code=E1&reason=r1';

    expect(request(`${query}&view=all`).filter).toEqual({
      accounts: ['123'],
      sourceLabels: [
        { key: 'team', values: ['a', 'b'] },
        { key: 'env', values: ['prod'] },
      ],
      definitions: ['x,y'],
      failureCodes: ['E1'],
      reasons: ['r1'],
    });
  });

  it('conditions go to the graph, so that they hold on all pages', () => {
    const variables = request('?view=all&status=FAILED&source=a&source=b&provider=KUBERNETES&q=nightly%20copy');

    expect(variables.filter).toEqual({
      statuses: ['FAILED'],
      sources: ['a', 'b'],
      providers: ['KUBERNETES'],
      text: 'nightly copy',
    });
  });

  it('a text keeps to what the graph takes: 100 characters, 8 words', () => {
    const words = Array.from({ length: 12 }, (_, place) => `w${place}`).join(' ');

    expect(request(`?q=${words}`).filter?.text).toBe('w0 w1 w2 w3 w4 w5 w6 w7');
    expect(request(`?q=${'x'.repeat(300)}`).filter?.text).toHaveLength(100);
  });

  it('pages go on behind a cursor, and back from one', () => {
    expect(request('?view=all&cursor=abc')).toMatchObject({ first: pageSize, after: 'abc' });
    expect(request('?view=all&cursor=before:abc')).toMatchObject({ last: pageSize, before: 'abc' });
    expect(request('?cursor=failed.abc', 'failed')).toMatchObject({ after: 'abc' });
    expect(request('?cursor=failed.abc', 'active')).not.toHaveProperty('after');
    expect(request('?view=all&cursor=before:abc')).not.toHaveProperty('first');
  });
});

describe('the conditions in force', () => {
  it('are all shown', () => {
    expect(chips('')).toEqual([]);
    expect(chips('?last=1h&account=123&label=env=prod&definition=etl/load&code=E1&reason=r')).toEqual([
      'Account 123',
      'Label env=prod',
      'Job etl/load',
      'Code E1',
      'Reason as chosen',
      'Ended in the last hour',
    ]);
    expect(chips('?view=all&status=TIMED_OUT&source=a&provider=COS_BATCH&q=x&after=2026-11-20T10:30:00Z')).toEqual([
      'Status Timed out',
      'Provider Tencent Cloud COS',
      'Source a',
      'Text x',
      'Created since 2026-11-20 10:30 UTC',
    ]);
  });

  it('go one by one', () => {
    const [failed] = listChips(parseAddress('?status=FAILED&status=RUNNING'));

    expect(failed?.without).toEqual({ statuses: ['RUNNING'] });
  });
});
