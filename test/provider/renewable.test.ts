import { beforeEach, describe, expect, it } from 'vitest';
import { createRenewable, type Renewable } from '../../src/provider/contract/renewable.ts';

interface Key {
  readonly secret: string;
  readonly expiration?: Date;
}

const start = Date.parse('2026-01-01T00:00:00Z');
const minute = 60_000;

let now = start;
let next: Key | Error = { secret: 'first' };
let reads = 0;
let renewable: Renewable<Key>;
beforeEach(() => {
  now = start;
  next = { secret: 'first' };
  reads = 0;
  renewable = createRenewable({
    read: () => {
      reads += 1;
      return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
    },
    isSame: (one, other) => one.secret === other.secret,
    now: () => new Date(now),
  });
});

async function readSecret(): Promise<string> {
  return (await renewable.read()).secret;
}

describe('credentials that say no end', () => {
  it('are read again every five minutes', async () => {
    const seen = [await readSecret()];
    next = { secret: 'second' };
    now += 5 * minute - 1;
    seen.push(await readSecret());
    now += 1;
    seen.push(await readSecret());

    expect([seen, reads]).toEqual([['first', 'first', 'second'], 2]);
  });

  it('go on serving where no others can be had', async () => {
    await readSecret();
    next = new Error('no file');
    now += 5 * minute;

    expect(await readSecret()).toBe('first');
  });

  it('are read once for all that ask', async () => {
    await Promise.all([readSecret(), readSecret(), readSecret()]);

    expect(reads).toBe(1);
  });
});

describe('credentials that end', () => {
  it('are read again five minutes before, and are not used after', async () => {
    next = { secret: 'first', expiration: new Date(start + 60 * minute) };
    const seen = [await readSecret()];
    now += 54 * minute;
    seen.push(await readSecret());
    next = new Error('no answer');
    now += 2 * minute;
    seen.push(await readSecret());
    now += 4 * minute;

    await expect(readSecret()).rejects.toThrow('no answer');
    expect(seen).toEqual(['first', 'first', 'first']);
    expect(reads).toBe(3);
  });
});

describe('credentials that were refused', () => {
  it('are read again at once, and then not before half a minute has passed', async () => {
    await readSecret();
    const outcomes = [await renewable.renew(renewable.version())];
    next = { secret: 'second' };
    outcomes.push(await renewable.renew(renewable.version()));
    now += 30_000;
    outcomes.push(await renewable.renew(renewable.version()));

    expect(outcomes).toEqual([false, false, true]);
    expect(reads).toBe(3);
  });

  it('are not read for calls that were refused with older ones', async () => {
    await readSecret();
    const old = renewable.version();
    next = { secret: 'second' };
    const outcomes = await Promise.all([renewable.renew(old), renewable.renew(old)]);

    expect([...outcomes, await renewable.renew(old)]).toEqual([true, true, true]);
    expect(reads).toBe(2);
  });
});
