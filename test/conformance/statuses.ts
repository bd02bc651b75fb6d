/** Statuses: every word and every row of the contract's table. */
import { expect } from 'vitest';
import { pickField, unless, type Kit } from './kit.ts';
import type { StatusRow, WireJob } from './provider-under-test.ts';

/** Rows of one word each. */
export function toWordRows(
  table: Readonly<Record<string, string>>,
  toWire: (key: string, word: string) => WireJob,
  statusSource: StatusRow['statusSource'] = 'PROVIDER',
): readonly StatusRow[] {
  return Object.entries(table).map(([word, status]) => ({
    name: word,
    toWire: (key) => toWire(key, word),
    status,
    rawStatus: word,
    statusSource,
  }));
}

const terminal = new Set(['CANCELLED', 'SUCCEEDED', 'PARTIALLY_SUCCEEDED', 'FAILED', 'TIMED_OUT', 'SKIPPED']);

/** Words that some provider or other has, in the spellings of all. */
const wordsOfAll = [
  ...['pending', 'queued', 'submitted', 'runnable', 'starting', 'running', 'in_progress', 'active', 'paused'],
  ...['suspended', 'stopping', 'stopped', 'cancelling', 'cancelled', 'canceled', 'aborted', 'succeeded', 'success'],
  ...['completed', 'complete', 'failed', 'failure', 'fault', 'error', 'timed_out', 'expired', 'skipped', 'unknown'],
].flatMap((word) => [word, word.toUpperCase(), word.replace(/^./, (first) => first.toUpperCase())]);
const wordsOfNobody = ['SOMETHING_NEW', 'toString', '__proto__', 'constructor', '0', 'null'];

interface Shown {
  readonly status: string;
  readonly rawStatus: string | null;
  readonly statusSource: string;
  readonly isTerminal: boolean;
  readonly endedAt: string | null;
}

export function showStatuses(kit: Kit): void {
  const { subject, show } = kit;
  const { rows, words, toWire } = subject.statuses;

  show('statuses: table', async () => {
    const shown = await ask(
      kit,
      rows.map((row) => row.toWire),
    );

    expect(rows.length).toBeGreaterThan(1);
    expect(
      shown.map(({ status, rawStatus, statusSource }, index) => ({
        name: rows[index]?.name,
        status,
        rawStatus,
        statusSource,
      })),
    ).toEqual(rows.map(({ name, status, rawStatus, statusSource }) => ({ name, status, rawStatus, statusSource })));
    if (!('none' in words)) expect(new Set(rows.map(({ rawStatus }) => rawStatus))).toEqual(new Set(words));
  });

  show('statuses: terminal', async () => {
    const shown = await ask(
      kit,
      rows.map((row) => row.toWire),
    );

    expect(shown.map(({ isTerminal }, index) => [rows[index]?.name, isTerminal])).toEqual(
      rows.map(({ name, status }) => [name, terminal.has(status)]),
    );
    expect(shown.filter(({ isTerminal, endedAt }) => !isTerminal && endedAt !== null)).toEqual([]);
    expect(rows.some(({ status }) => terminal.has(status))).toBe(true);
  });

  showUnknownWords(kit, unless(kit, toWire, 'statuses: unknown'));
  showMoves(kit);
  showProgress(kit);
}

function showUnknownWords(kit: Kit, toWire: ((key: string, word: string | null) => WireJob) | undefined): void {
  if (toWire === undefined) return;
  const { subject, show } = kit;
  show('statuses: unknown', async () => {
    const known = new Set(subject.statuses.rows.map(({ rawStatus }) => rawStatus));
    const odd = [...known].flatMap((word) => [
      ` ${word ?? ''}`,
      `${word ?? ''} `,
      (word ?? '').toLowerCase(),
      (word ?? '').toUpperCase(),
    ]);
    const unknown = [...new Set([...wordsOfAll, ...wordsOfNobody, ...odd])].filter((word) => !known.has(word));

    const shown = await ask(kit, [
      ...unknown.map((word) => (key: string) => toWire(key, word)),
      (key: string) => toWire(key, null),
    ]);

    expect(shown.map(({ endedAt: _any, ...fields }) => fields)).toEqual([
      ...unknown.map((rawStatus) => ({
        status: 'UNKNOWN',
        rawStatus,
        statusSource: subject.statuses.rows[0]?.statusSource,
        isTerminal: false,
      })),
      { status: 'UNKNOWN', rawStatus: null, statusSource: 'NOT_REPORTED', isTerminal: false },
    ]);
  });
}

/** The rows that a job goes through. */
export function listMoves({ statuses }: Kit['subject']): readonly StatusRow[] {
  return statuses.moves.map((name) => {
    const row = statuses.rows.find((one) => one.name === name);
    if (row === undefined) throw new Error(`no row of the table has the name ${name}`);
    return row;
  });
}

function showMoves({ subject, show, world }: Kit): void {
  show('statuses: moves', async () => {
    const { clear, put } = world();
    const key = subject.keys.good;
    const moves = listMoves(subject);
    clear();

    const seen: unknown[] = [];
    for (const row of moves) {
      put(key, row.toWire(key));
      const { jobs } = await world().askOpen([key]);
      seen.push([pickField(jobs[0], 'status'), pickField(jobs[0], 'rawStatus')]);
    }

    expect(seen).toEqual(moves.map(({ status, rawStatus }) => [status, rawStatus]));
    expect(moves.map(({ status }) => terminal.has(status))).toEqual([...moves.slice(1).map(() => false), true]);
  });
}

function showProgress(kit: Kit): void {
  const progress = unless(kit, kit.subject.statuses.progress, 'statuses: progress');
  if (progress === undefined) return;
  kit.show('statuses: progress', async () => {
    const { clear, put, askOpen } = kit.world();
    clear();
    progress.forEach(({ toWire }, index) => {
      const key = kit.subject.keys.toKey(index);
      put(key, toWire(key));
    });

    const { jobs } = await askOpen(progress.map((_one, index) => kit.subject.keys.toKey(index)));

    expect(jobs.map((job, index) => [progress[index]?.name, pickField(job, 'progress')])).toEqual(
      progress.map((one) => [one.name, one.progress]),
    );
    expect(progress.length).toBeGreaterThan(1);
    for (const one of progress) {
      const { fraction, total, succeeded, failed } = one.progress ?? {};
      if (typeof fraction === 'number') expect(fraction >= 0 && fraction <= 1).toBe(true);
      if (total != null) expect(BigInt(total)).toBeGreaterThanOrEqual(BigInt(succeeded ?? 0) + BigInt(failed ?? 0));
    }
  });
}

async function ask({ subject, world }: Kit, toWires: readonly ((key: string) => WireJob)[]): Promise<readonly Shown[]> {
  const { clear, put, gateway, toIds } = world();
  clear();
  const keys = toWires.map((toWire, index) => {
    const key = subject.keys.toKey(index);
    put(key, toWire(key));
    return key;
  });
  const { data, errors } = await gateway.query(
    'query ($ids: [ID!]!) { jobsById(ids: $ids) { status rawStatus statusSource isTerminal endedAt } }',
    { variables: { ids: toIds(keys) } },
  );
  expect(errors).toEqual([]);
  return data.jobsById as readonly Shown[];
}
