/** Entries as text for the store, and back: with this process's times, and checked, because others have written them. */
import type { Clock } from '../clock.ts';
import type { SharedFormat } from '../jobs/shared-reads.ts';
import type { Entry } from '../jobs/store.ts';
import type { Found } from './records.ts';

export interface Values<T extends Entry> {
  /** Undefined if it is too long. */
  readonly encode: (entry: T) => string | undefined;
  /** Undefined if it is none, which is reported. */
  readonly decode: (found: Found) => T | undefined;
}

export interface ValuesOptions extends Clock {
  readonly onRefused: (reason: 'version' | 'shape') => void;
}

/** Begins every value. */
const version = '1';

export function createValues<T extends Entry>(
  { isFit, maxLength }: Pick<SharedFormat<T>, 'isFit' | 'maxLength'>,
  { now, monotonic, onRefused }: ValuesOptions,
): Values<T> {
  return {
    encode: ({ readAt: _readAt, ...entry }) => {
      const text = JSON.stringify(entry);
      return text.length > maxLength ? undefined : version + text;
    },
    decode: ({ value, age, askedAt }) => {
      if (!value.startsWith(version)) {
        onRefused('version');
        return undefined;
      }
      const entry = parse(value.slice(version.length));
      if (entry === undefined || !isFit(entry)) {
        onRefused('shape');
        return undefined;
      }
      const readAt = askedAt - age;
      const fetchedAt = new Date(now() - (monotonic() - readAt)).toISOString();
      // It has been checked.
      return { ...entry, ...('fetchedAt' in entry ? { fetchedAt } : {}), readAt } as unknown as T;
    },
  };
}

function parse(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
