import { expect, it } from 'vitest';
import { createRows, type SaidFacts } from '../../src/provider/contract/rows.ts';
import type { JobFacts } from '../../src/provider/contract/job.ts';

interface ParcelFacts extends JobFacts {
  readonly label: { readonly text: string | null; readonly size: number | null } | null;
}

/** A list that says the end of jobs that have one, and of labels the text. */
const rows = createRows(toSaid, [null], { label: ['text'] });

function toSaid(endedAt: string | null): SaidFacts<ParcelFacts> {
  const facts = { providerJobId: 'a', name: 'parcel', label: { text: 'fragile', size: null } };
  return endedAt === null ? facts : { ...facts, endedAt };
}

const endedAt = '2026-11-22T02:00:00.000Z';

it('each row says what the row says that says the least, of some facts only parts', () => {
  expect(rows.rowFacts).toEqual(new Set(['providerJobId', 'name', 'label.text']));
});

it('a row that says more names what it says, and what it does not say is null', () => {
  const unsaid = {
    kind: null,
    definition: null,
    status: 'UNKNOWN',
    rawStatus: null,
    statusSource: 'NOT_REPORTED',
    isTerminal: false,
    statusMessage: null,
    createdAt: null,
    startedAt: null,
    updatedAt: null,
    endedAt: null,
    progress: null,
    failures: [],
    consoleUrl: null,
  };
  const said = { providerJobId: 'a', name: 'parcel', label: { text: 'fragile', size: null } };

  expect(rows.toRow('a', null)).toEqual({ key: 'a', facts: { ...unsaid, ...said } });
  expect(rows.toRow('b', endedAt)).toEqual({
    key: 'b',
    facts: { ...unsaid, ...said, endedAt },
    alsoHolds: ['endedAt'],
  });
});

it('rows that say the same share one list of names', () => {
  expect(rows.toRow('a', endedAt).alsoHolds).toBe(rows.toRow('b', endedAt).alsoHolds);
});
