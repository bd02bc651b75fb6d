import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  createFileDestination,
  createStreamDestination,
  type LogDestination,
  type LossReason,
} from '../../src/observability/log-destination.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

interface Reader {
  readonly destination: LogDestination;
  readonly read: string[];
  /** How many lines were lost, each time that lines could be written again. */
  readonly recoveries: number[];
  /** Takes the line that it holds, or fails. */
  readonly wake: (error?: Error) => Promise<void>;
}

/** A reader that takes nothing until it is woken. */
function startSleeper(maxPendingBytes: number): Reader {
  const read: string[] = [];
  const recoveries: number[] = [];
  let wake: ((error?: Error) => void) | undefined;
  const stream = new Writable({
    autoDestroy: false,
    write: (line: Buffer, _encoding, done) => {
      wake = (error) => {
        if (error === undefined) read.push(String(line));
        done(error);
      };
    },
  });
  const destination = createStreamDestination(stream, {
    maxPendingBytes,
    onRecovery: (lost) => recoveries.push(lost),
  });
  return {
    destination,
    read,
    recoveries,
    wake: async (error) => {
      wake?.(error);
      await new Promise(setImmediate);
    },
  };
}

function listLosses({ lost }: LogDestination): Partial<Record<LossReason, number>> {
  return Object.fromEntries([...lost()].filter(([, count]) => count > 0));
}

describe('lines for a reader that sleeps', () => {
  it('wait in so many bytes, and are counted beyond them', async () => {
    const { destination, read, recoveries, wake } = startSleeper(10);

    for (const line of ['1234\n', '5678\n', 'lost\n', 'too\n']) destination.write(line);
    const whileAsleep = listLosses(destination);
    await wake();
    await wake();
    destination.write('more\n');
    await wake();

    expect(whileAsleep).toEqual({ unread: 2 });
    expect(listLosses(destination)).toEqual({ unread: 2 });
    expect(read).toEqual(['1234\n', '5678\n', 'more\n']);
    expect(recoveries).toEqual([2]);
  });

  it('are taken when they are read, and not taken when that is too late', async () => {
    const { destination, wake } = startSleeper(100);

    destination.write('in time\n');
    const inTime = destination.taken();
    await wake();
    destination.write('too late\n');
    const tooLate = destination.taken();
    await vi.advanceTimersByTimeAsync(2000);

    expect(await inTime).toBe(true);
    expect(await tooLate).toBe(false);
  });

  it('are not waited for at the end', async () => {
    const { destination, wake } = startSleeper(100);
    destination.write('read\n');
    const drained = destination.drain(60_000);
    await wake();
    destination.write('never read\n');
    const gaveUp = destination.drain(500);
    await vi.advanceTimersByTimeAsync(500);

    await expect(Promise.all([drained, gaveUp])).resolves.toEqual([undefined, undefined]);
  });
});

it('a reader that has gone costs each line, and no more', async () => {
  const gone = Object.assign(new Error('write EPIPE'), { code: 'EPIPE' });
  const { destination, wake } = startSleeper(100);

  destination.write('lost\n');
  const taken = destination.taken();
  await wake(gone);

  expect(await taken).toBe(false);
  expect(listLosses(destination)).toEqual({ closed: 1 });
});

it('a file takes lines at once; what it cannot take is counted', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'jobgraph-'));
  const file = join(folder, 'log');
  const fd = openSync(file, 'w');
  const full = openSync('/dev/full', 'w');
  const sound = createFileDestination(fd, { onRecovery: () => undefined });
  const failing = createFileDestination(full, { onRecovery: () => undefined });

  for (const { write } of [sound, failing]) for (const line of ['one\n', 'two\n']) write(line);

  expect([await sound.taken(), await failing.taken()]).toEqual([true, false]);
  expect(readFileSync(file, 'utf8')).toBe('one\ntwo\n');
  expect([listLosses(sound), listLosses(failing)]).toEqual([{}, { no_space: 2 }]);
  for (const each of [fd, full]) closeSync(each);
  rmSync(folder, { recursive: true });
});
