import { signal } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import { createReveals } from '../../console/src/detail/reveals.ts';

function start() {
  const now = signal(0);
  const reveals = createReveals<string>(now);
  return { now, reveals, list: () => [...reveals.shown.value].map(([key, { value }]) => [key, value]) };
}

describe('a revealed value', () => {
  it('is shown for 30 seconds, and forgotten by itself', () => {
    const { now, reveals, list } = start();
    reveals.begin('token')('secret');
    now.value = 29_999;
    expect(list()).toEqual([['token', 'secret']]);

    now.value = 30_000;

    expect(list()).toEqual([]);
  });

  it('has its own time', () => {
    const { now, reveals, list } = start();
    reveals.begin('one')('first');
    now.value = 20_000;
    reveals.begin('two')('second');

    now.value = 30_000;

    expect(list()).toEqual([['two', 'second']]);
  });

  it('is hidden alone, and with all others', () => {
    const { reveals, list } = start();
    reveals.begin('one')('first');
    reveals.begin('two')('second');

    reveals.hide('one');
    expect(list()).toEqual([['two', 'second']]);

    reveals.hideAll();
    expect(list()).toEqual([]);
  });

  it('is not shown if all were hidden while it was read', () => {
    const { reveals, list } = start();
    const show = reveals.begin('token');
    reveals.hideAll();

    show('secret');

    expect(list()).toEqual([]);
  });

  it('is gone once the job is closed, and none follows', () => {
    const { now, reveals, list } = start();
    reveals.begin('token')('secret');
    const late = reveals.begin('late');

    reveals.stop();
    late('secret');
    now.value = 1;

    expect(list()).toEqual([]);
  });
});
