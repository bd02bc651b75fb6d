/** Jobs as rows: the columns of each form, and what is selected for them. */
import { idColumn, progressColumn, statusColumn, textColumn, timeColumn, type Column } from './columns.ts';
import type { CommonOptions } from './options.ts';

const usual: readonly Column[] = [
  statusColumn,
  idColumn('JOB', 'id'),
  textColumn('KIND', 'kind'),
  textColumn('SOURCE', 'source.name'),
  timeColumn('CREATED', 'createdAt'),
  progressColumn,
];

const wide: readonly Column[] = [
  ...usual,
  textColumn('NAME', 'name'),
  textColumn('RAW STATUS', 'rawStatus'),
  timeColumn('UPDATED', 'updatedAt'),
  timeColumn('ENDED', 'endedAt'),
  textColumn('MESSAGE', 'statusMessage'),
];

const usualFields = 'id status kind source { name } createdAt progress { fraction }';

/** What is selected of a job for each form: no more is read than is shown. */
export const jobFields = {
  id: 'id',
  usual: usualFields,
  wide: `${usualFields} name rawStatus updatedAt endedAt statusMessage`,
} as const;

/** The columns for the form that is asked for. */
export function toJobColumns({ output }: CommonOptions): readonly Column[] {
  return output === 'wide' ? wide : usual;
}

/** For the form that is asked for. */
export function toJobFields({ output }: CommonOptions): string {
  if (output === 'id') return jobFields.id;
  return output === 'wide' ? jobFields.wide : jobFields.usual;
}
