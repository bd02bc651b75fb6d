import { describe, expect, it } from 'vitest';
import { home, parseAddress } from '../../console/src/state/address.ts';
import { listChips } from '../../console/src/state/chips.ts';
import { pageSize, toListRequest } from '../../console/src/state/list-request.ts';

const now = Date.parse('2026-11-22T12:00:00Z');
const request = (query: string) => toListRequest(parseAddress(query), now);
const chips = (query: string) => listChips(parseAddress(query)).map(({ label, value }) => `${label} ${value}`);

describe('what the list asks for', () => {
  it('by default: what has not ended however old, then what ended in the last 24 hours', () => {
    const { variables, cutoff } = toListRequest(home, now);

    expect(variables).toEqual({ first: pageSize, orderBy: 'ACTIVE_FIRST', filter: {} });
    expect(cutoff).toBe(Date.parse('2026-11-21T12:00:00Z'));
  });

  it('a span of the default view moves its cutoff, and hides nothing that runs', () => {
    const { variables, cutoff } = request('?last=1h');

    expect(variables.filter).toEqual({});
    expect(cutoff).toBe(Date.parse('2026-11-22T11:00:00Z'));
  });

  it('all jobs: the cheapest order, by creation', () => {
    expect(request('?view=all&last=7d')).toEqual({
      variables: { first: pageSize, orderBy: 'NEWEST_FIRST', filter: { createdAfter: '2026-11-15T12:00:00.000Z' } },
      cutoff: null,
    });
  });

  it('instants are conditions in any view, on the time that the view is about', () => {
    const range = 'after=2026-11-20T00:00:00Z&before=2026-11-21T00:00:00Z';

    expect(request(`?${range}`).variables.filter).toEqual({
      endedAfter: '2026-11-20T00:00:00Z',
      endedBefore: '2026-11-21T00:00:00Z',
    });
    expect(request(`?${range}`).cutoff).toBeNull();
    expect(request(`?by=created&${range}`).variables.filter).toEqual({
      createdAfter: '2026-11-20T00:00:00Z',
      createdBefore: '2026-11-21T00:00:00Z',
    });
    expect(request(`?view=all&by=ended&${range}`).variables.orderBy).toBe('ACTIVE_FIRST');
  });

  it('conditions go to the graph, so that they hold on all pages', () => {
    const { variables } = request('?view=all&status=FAILED&source=a&source=b&provider=KUBERNETES&q=nightly%20copy');

    expect(variables.filter).toEqual({
      statuses: ['FAILED'],
      sources: ['a', 'b'],
      providers: ['KUBERNETES'],
      text: 'nightly copy',
    });
  });

  it('a text keeps to what the graph takes: 100 characters, 8 words', () => {
    const words = Array.from({ length: 12 }, (_, place) => `w${place}`).join(' ');

    expect(request(`?q=${words}`).variables.filter?.text).toBe('w0 w1 w2 w3 w4 w5 w6 w7');
    expect(request(`?q=${'x'.repeat(300)}`).variables.filter?.text).toHaveLength(100);
  });

  it('pages go on behind a cursor, and back from one', () => {
    expect(request('?cursor=abc').variables).toMatchObject({ first: pageSize, after: 'abc' });
    expect(request('?cursor=before:abc').variables).toMatchObject({ last: pageSize, before: 'abc' });
    expect(request('?cursor=before:abc').variables).not.toHaveProperty('first');
  });
});

describe('the conditions in force', () => {
  it('are all shown, the one that the default view has by itself too', () => {
    expect(chips('')).toEqual(['Ended in the last 24 hours']);
    expect(chips('?view=all')).toEqual([]);
    expect(chips('?view=all&status=TIMED_OUT&source=a&provider=COS_BATCH&q=x&after=2026-11-20T10:30:00Z')).toEqual([
      'Status Timed out',
      'Source a',
      'Provider Tencent Cloud COS',
      'Text x',
      'Created since 2026-11-20 10:30 UTC',
    ]);
  });

  it('go one by one', () => {
    const [failed] = listChips(parseAddress('?status=FAILED&status=RUNNING'));

    expect(failed?.without).toEqual({ statuses: ['RUNNING'] });
  });
});
