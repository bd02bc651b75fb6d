/** Jobs as rows: the columns of each form, and their selections. */
import {
  createdColumn,
  durationColumn,
  idColumn,
  progressColumn,
  statusColumn,
  textAt,
  textColumn,
  timeColumn,
  wordsColumn,
  type Column,
  type Row,
} from './columns.ts';
import type { CommonOptions } from './options.ts';

/** The name; for a person, of a job that nobody named, its kind. */
const nameColumn: Column = {
  ...wordsColumn('NAME', 'name'),
  show: (row) => textAt(row, 'name') || textAt(row, 'kind'),
};

/** What the provider says about the status, else the first failure. */
const messageColumn: Column = {
  ...wordsColumn('MESSAGE', 'statusMessage'),
  value: (row) => {
    const [failure] = (row['failures'] ?? []) as readonly Row[];
    return textAt(row, 'statusMessage') || textAt(failure, 'message') || textAt(failure, 'code');
  },
};

const jobColumn = idColumn('ID', 'id');

const usual: readonly Column[] = [
  nameColumn,
  statusColumn,
  textColumn('SOURCE', 'source.name'),
  createdColumn,
  durationColumn,
  progressColumn,
];

const wide: readonly Column[] = [
  ...usual,
  wordsColumn('KIND', 'kind'),
  wordsColumn('DEFINITION', 'definition'),
  textColumn('RAW STATUS', 'rawStatus'),
  timeColumn('STARTED', 'startedAt'),
  timeColumn('UPDATED', 'updatedAt'),
  timeColumn('ENDED', 'endedAt'),
  messageColumn,
];

const usualFields = 'id name status kind source { name } createdAt durationSeconds progress { fraction }';

/** The selection of a job for each form: only fields that are shown. */
export const jobFields = {
  id: 'id',
  usual: usualFields,
  failed: `${usualFields} statusMessage failures { code message }`,
  wide: `${usualFields} definition rawStatus startedAt updatedAt endedAt statusMessage`,
  whole:
    'id name provider kind definition status statusMessage source { name } createdAt startedAt endedAt durationSeconds progress { fraction }',
} as const;

/** What decides how rows look. */
interface RowsAsked {
  /** Whether only jobs are listed that ended badly: then tables say why. */
  readonly isOfFailures?: boolean;
}

/** The columns for the form that is asked for; the id stands last. */
export function toJobColumns({ output }: CommonOptions, { isOfFailures = false }: RowsAsked = {}): readonly Column[] {
  const others = output === 'wide' ? wide : usual;
  return [...others, ...(isOfFailures && output !== 'wide' ? [messageColumn] : []), jobColumn];
}

/** For the form that is asked for. */
export function toJobFields({ output }: CommonOptions, { isOfFailures = false }: RowsAsked = {}): string {
  if (output === 'id' || output === 'wide') return jobFields[output];
  if (output === 'json' || output === 'jsonl' || output === 'yaml') return jobFields.whole;
  return isOfFailures ? jobFields.failed : jobFields.usual;
}
