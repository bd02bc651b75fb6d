/** Writes an answer's data as JSON. What is kept of jobs in memory is written once for all answers. */
import type { ExecutionResult } from 'graphql';
import { printKept } from './kept-objects.ts';

/** The same text as `JSON.stringify`'s. Kept parts are looked for in root fields and the lists there. */
export function printData(data: NonNullable<ExecutionResult['data']>): string {
  const members: string[] = [];
  for (const name of Object.keys(data)) {
    const text = printField(data[name]);
    if (text !== undefined) members.push(`${JSON.stringify(name)}:${text}`);
  }
  return `{${members.join(',')}}`;
}

/** Undefined for what JSON leaves out. */
function printField(value: unknown): string | undefined {
  const kept = printIfKept(value);
  if (kept !== undefined) return kept;
  // A list of which nothing is kept is written at once.
  const isMixed = Array.isArray(value) && value.some((item) => printIfKept(item) !== undefined);
  if (!isMixed) return JSON.stringify(value);
  return `[${value.map((item) => printIfKept(item) ?? (JSON.stringify(item) as string | undefined) ?? 'null').join(',')}]`;
}

function printIfKept(value: unknown): string | undefined {
  return typeof value === 'object' && value !== null ? printKept(value) : undefined;
}
